"""What people press, type and pick: buttons, ``/policy``, the message shortcut, a modal sent."""

from __future__ import annotations

from typing import cast

from adapters.slack.fields import filled
from adapters.slack.heard import Heard
from adapters.slack.payload import each, find, text_at
from adapters.slack.place import Kind, Place
from adapters.slack.pressing import FEEDBACK
from adapters.slack.spoken import spoken

COMMAND = "/policy"
SHORTCUT = "policy_on_this"
ASK = "ask"
REASON = "unhelpful_reason"
FEEDBACK_ACTIONS = ("helpful", "unhelpful")
TYPED = ("lookup", "help", "induction", "policies")  # the Home tab's buttons say what could be typed


def hear_command(form: object) -> Heard | None:
    """``/policy …``, answered in the person's direct message."""
    team, user, trigger = text_at(form, "team_id"), text_at(form, "user_id"), text_at(form, "trigger_id")
    if text_at(form, "command") != COMMAND or not (team and user and trigger):
        return None
    return Heard((f"slack/{team}/trigger/{trigger}",), Place(team, user), spoken(text_at(form, "text"), ""))


def hear_interaction(payload: object) -> Heard | None:
    """A press, the shortcut or a modal sent, where it is for the desk. Never raises, whatever ``payload`` is."""
    match text_at(payload, "type"):
        case "block_actions":
            return _pressed(payload)
        case "message_action" if text_at(payload, "callback_id") == SHORTCUT:
            return _shortcut(payload)
        case "view_submission" if text_at(payload, "view", "callback_id") == REASON:
            return _reason(payload)
    return None


def pressed(payload: object) -> tuple[str, str]:
    """The action and value of the press that a ``block_actions`` payload tells of; ("", "") where it is no press of ours."""
    action = find(payload, "actions", 0)
    name, value = text_at(action, "action_id").rpartition(":")[0], text_at(action, "value")
    if text_at(action, "type") == "feedback_buttons" and text_at(action, "action_id") == FEEDBACK:
        name, _, value = value.partition(":")
        return (name, value) if name in FEEDBACK_ACTIONS else ("", "")
    if text_at(action, "type") == "plain_text_input" and text_at(action, "action_id") == ASK:
        return ASK, value
    return (name, value) if text_at(action, "type") == "button" and name != "open" else ("", "")


def pressed_place(payload: object) -> Place:
    """Where a press was made; on the Home tab that is the person's direct message."""
    container = find(payload, "container")
    kept = not find(container, "is_ephemeral")
    channel = text_at(payload, "channel", "id") or text_at(container, "channel_id")
    thread = text_at(payload, "message", "thread_ts") or text_at(container, "thread_ts")
    card = text_at(container, "message_ts") if kept else ""
    return Place(_team(payload), text_at(payload, "user", "id"), channel, thread, "", card)


def _pressed(payload: object) -> Heard | None:
    (action, value), place = pressed(payload), pressed_place(payload)
    if not (action and place.team and place.user):
        return None
    keys = (f"slack/{place.team}/press/{_press_id(payload)}",)
    if text_at(payload, "view", "type") == "home":
        return _on_home(payload, keys, place, action, value)
    kind: Kind = "hush" if action in FEEDBACK_ACTIONS else "message"
    place = Place(place.team, place.user, place.channel, place.thread, "", place.card, kind)
    state = find(payload, "state")
    blocks = find(payload, "message", "blocks")
    return Heard(keys, place, "", action, value, filled(cast("dict[str, object]", state) if isinstance(state, dict) else {}, blocks))


def _on_home(payload: object, keys: tuple[str, ...], place: Place, action: str, value: str) -> Heard | None:
    """The ask box's question, or one of the buttons, as if it had been typed in the direct message."""
    if action in TYPED:
        return Heard(keys, place, action)
    if action != ASK:
        return Heard(keys, place, "", action, value)
    held = find(payload, "view", "state", "values")
    boxes = list(held.values()) if isinstance(held, dict) else []
    words = next((text for box in boxes if (text := text_at(box, ASK, "value"))), value)
    return Heard(keys, place, words.strip()) if words.strip() else None


def _press_id(payload: object) -> str:
    """What names one press: Slack's trigger for it, which a press sent again shares."""
    return text_at(payload, "trigger_id") or f"{text_at(payload, 'actions', 0, 'action_ts')}/{text_at(payload, 'user', 'id')}"


def _shortcut(payload: object) -> Heard | None:
    """Somebody's message as the question of the person who picked the shortcut, answered in their direct message."""
    team, user, trigger = _team(payload), text_at(payload, "user", "id"), text_at(payload, "trigger_id")
    words = spoken(text_at(payload, "message", "text"), "")
    return Heard((f"slack/{team}/trigger/{trigger}",), Place(team, user), words) if team and user and trigger and words else None


def _reason(payload: object) -> Heard | None:
    """Why an answer did not help; the place is where the thumb was pressed, which the modal carries."""
    team, user, view = _team(payload), text_at(payload, "user", "id"), text_at(payload, "view", "id")
    answer, _, spot = text_at(payload, "view", "private_metadata").partition("\n")
    channel, _, thread = spot.partition("/")
    held = filled(cast("dict[str, object]", find(payload, "view", "state") or {}), each(payload, "view", "blocks"))
    if not (team and user and view and answer):
        return None
    return Heard((f"slack/{team}/view/{view}",), Place(team, user, channel, thread, kind="hush"), "", REASON, answer, held)


def _team(payload: object) -> str:
    """The workspace of the person: over a shared channel, not the one that the app was installed in first."""
    return text_at(payload, "user", "team_id") or text_at(payload, "team", "id")
