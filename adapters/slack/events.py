"""What happens in a workspace (the Events API): direct messages, mentions, follow-ups in a thread, a Home tab opened."""

from __future__ import annotations

from adapters.slack.heard import Heard
from adapters.slack.payload import each, find, text_at
from adapters.slack.place import Place
from adapters.slack.spoken import mentions, spoken

HEARD_SUBTYPES = frozenset({"", "file_share", "thread_broadcast"})  # the rest are edits, joins, bots and other notes of Slack's own
NOT_A_PERSON = ("bot_id", "bot_profile", "hidden", "edited")
HOME = "policies"  # the Home tab is this card with an ask box above it


def hear_event(payload: object) -> Heard | None:
    """The event of an ``event_callback``, where it is for the bot. Never raises, whatever ``payload`` is."""
    event = find(payload, "event")
    match text_at(event, "type"):
        case "message" | "app_mention":
            return _message(payload, event)
        case "app_home_opened" if text_at(event, "tab") == "home":
            return _home(payload, event)
    return None


def bot_user(payload: object) -> str:
    """Our own user's id in the workspace of an event; "" where Slack doesn't say."""
    found = (text_at(one, "user_id") for one in each(payload, "authorizations") if find(one, "is_bot") is True)
    return next(found, "")


def _message(payload: object, event: object) -> Heard | None:
    team, user, bot = _team(payload), text_at(event, "user"), bot_user(payload)
    if not team or not user or user == bot or not _by_a_person(event):
        return None
    channel, ts, thread = text_at(event, "channel"), text_at(event, "ts"), text_at(event, "thread_ts")
    said = text_at(event, "text")
    direct = text_at(event, "channel_type") == "im" or channel.startswith("D")
    named = text_at(event, "type") == "app_mention" or mentions(said, bot)
    own_thread = bool(thread) and thread != ts and text_at(event, "parent_user_id") == user
    if not channel or not ts or not (direct or named or own_thread):
        return None
    place = Place(team, user, channel, thread or ("" if direct else ts), ts)
    return Heard(_keys(payload, event, channel, ts), place, spoken(said, bot), follows=not (direct or named))


def another_speaks(payload: object) -> tuple[str, str] | None:
    """The channel and thread in which somebody other than the thread's beginner speaks: its follow-ups end there."""
    event = find(payload, "event")
    thread, user = text_at(event, "thread_ts"), text_at(event, "user")
    other = bool(thread) and bool(user) and user not in (text_at(event, "parent_user_id"), bot_user(payload))
    return (text_at(event, "channel"), thread) if other and text_at(event, "type") == "message" and _by_a_person(event) else None


def _by_a_person(event: object) -> bool:
    """Not a bot's, ours included, and not Slack's note of an edit or a deletion."""
    return text_at(event, "subtype") in HEARD_SUBTYPES and not any(
        find(event, name) for name in ("bot_id", "bot_profile", "hidden", "edited")
    )


def _keys(payload: object, event: object, channel: str, ts: str) -> tuple[str, ...]:
    """The event's own id, and what its two events share where one human message arrives as a message and as a mention."""
    keys = [f"slack/{channel}/{ts}"]
    if event_id := text_at(payload, "event_id"):
        keys.append(f"slack/{text_at(payload, 'team_id')}/event/{event_id}")
    if said_once := text_at(event, "client_msg_id"):
        keys.append(f"slack/{channel}/client/{said_once}")
    return tuple(keys)


def _home(payload: object, event: object) -> Heard | None:
    team, user, event_id = _team(payload), text_at(event, "user"), text_at(payload, "event_id")
    if not (team and user and event_id):
        return None
    return Heard((f"slack/{team}/event/{event_id}",), Place(team, user, kind="home"), action=HOME)


def _team(payload: object) -> str:
    """The workspace; where a message comes over a shared channel, the one it was written in."""
    return text_at(payload, "event", "user_team") or text_at(payload, "team_id")
