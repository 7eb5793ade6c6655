"""What is in the workspace: its messages, Home tabs, modals and signs, and the Web API's methods that change them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from adapters.slack.payload import text_at
from adapters.slack.preview.strict import faults_of

TEAM, BOT, BOT_ID, APP = "T0PREVIEW", "U0BOT", "B0BOT", "A0PREVIEW"
Json = dict[str, Any]


class SlackRefusesError(Exception):
    """``ok: false``, with the error's name."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One message. ``to`` is who alone sees it, where it is ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    thread: str = ""
    blocks: tuple[Json, ...] = ()
    metadata: Json = field(default_factory=dict)
    to: str = ""
    edits: int = 0

    def as_slack_gives_it(self) -> Json:
        """The message in the Web API's answers and in events."""
        plain: Json = {"type": "message", "channel": self.channel, "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == BOT:
            plain |= {"bot_id": BOT_ID, "app_id": APP, "blocks": list(self.blocks), "metadata": self.metadata}
        return plain | ({"thread_ts": self.thread} if self.thread else {})


class World:
    """A workspace with one app in it. ``direct_of`` makes the id of a person's direct message with the bot."""

    def __init__(self) -> None:
        """Empty."""
        self.messages: list[Posted] = []
        self.homes: dict[str, Json] = {}
        self.modals: list[Json] = []
        self.signs: list[Json] = []
        self.refused: list[str] = []
        self.groups: dict[str, list[str]] = {}  # each user group's members
        self.calls: list[str] = []
        self.statuses = False  # whether the workspace has the assistant's methods
        self.feedback_buttons = True  # whether it draws context_actions
        self._times = itertools.count(1_800_000_000)

    def ts(self) -> str:
        """A new message's time."""
        return f"{next(self._times)}.000100"

    def said(self, channel: str, thread: str = "") -> list[Posted]:
        """What stands in a channel, or a thread of it, oldest first, the ephemeral apart."""
        within = [one for one in self.messages if one.channel == channel and not one.to]
        return [one for one in within if not thread or thread in (one.ts, one.thread)]

    def call(self, method: str, body: Json) -> Json:
        """The answer to a method. Raises SlackRefusesError."""
        self.calls.append(method)
        act = METHODS.get(method)
        if act is None:
            _refuse("unknown_method")
        return act(self, body)

    def check(self, blocks: object, surface: str) -> None:
        """Raises SlackRefusesError for what Slack would not draw."""
        faults = faults_of(blocks, surface)
        if not self.feedback_buttons and any(text_at(block, "type") == "context_actions" for block in blocks or ()):  # type: ignore[attr-defined]
            faults.append("no context_actions here")
        if faults:
            self.refused += faults
            raise SlackRefusesError("msg_blocks_too_long" if "msg_blocks_too_long" in faults else "invalid_blocks")


def _refuse(error: str) -> NoReturn:
    raise SlackRefusesError(error)


def direct_of(user: str) -> str:
    """The id of a person's direct message with the bot."""
    return f"D{user[1:]}" if user.startswith("U") else user


def _posted(world: World, body: Json, to: str = "") -> Posted:
    if not str(body.get("text", "")).strip():
        _refuse("no_text")
    world.check(body.get("blocks", []), "message")
    channel = direct_of(body["channel"])
    if channel == "C0GONE":
        _refuse("channel_not_found")
    one = Posted(
        channel, world.ts(), BOT, body["text"], body.get("thread_ts", ""), tuple(body.get("blocks", ())), body.get("metadata", {}), to
    )
    world.messages.append(one)
    return one


def _post(world: World, body: Json) -> Json:
    one = _posted(world, body)
    return {"channel": one.channel, "ts": one.ts, "message": one.as_slack_gives_it()}


def _ephemeral(world: World, body: Json) -> Json:
    return {"message_ts": _posted(world, body, body["user"]).ts}


def _update(world: World, body: Json) -> Json:
    world.check(body.get("blocks", []), "message")
    for number, one in enumerate(world.messages):
        if (one.channel, one.ts, one.user) == (body["channel"], body["ts"], BOT):
            world.messages[number] = replace(one, text=body["text"], blocks=tuple(body["blocks"]), edits=one.edits + 1)
            return {"ts": one.ts}
    _refuse("message_not_found")


def _history(world: World, body: Json) -> Json:
    top = [one for one in world.said(body["channel"]) if not one.thread or one.thread == one.ts]
    return {"messages": [one.as_slack_gives_it() for one in reversed(top[-int(body.get("limit", 100)) :])], "has_more": False}


def _replies(world: World, body: Json) -> Json:
    found = world.said(body["channel"], str(body["ts"]))
    if not found:
        _refuse("thread_not_found")
    return {"messages": [one.as_slack_gives_it() for one in found[: int(body.get("limit", 100))]], "has_more": False}


def _publish(world: World, body: Json) -> Json:
    world.check(body["view"].get("blocks"), "home")
    world.homes[body["user_id"]] = body["view"]
    return {}


def _open_view(world: World, body: Json) -> Json:
    world.check(body["view"].get("blocks"), "modal")
    if not body.get("trigger_id") or len(text_at(body, "view", "title", "text")) not in range(1, 25):
        _refuse("invalid_trigger")
    world.modals.append(body["view"] | {"id": f"V{len(world.modals)}"})
    return {"view": world.modals[-1]}


def _react(world: World, body: Json) -> Json:
    if not any((one.channel, one.ts) == (body["channel"], body["timestamp"]) for one in world.messages):
        _refuse("message_not_found")
    world.signs.append(body)
    return {}


def _assistant(world: World, body: Json) -> Json:
    if not world.statuses:
        _refuse("unknown_method")
    world.signs.append(body)
    return {}


METHODS: dict[str, Callable[[World, Json], Json]] = {
    "auth.test": lambda _world, _body: {"user_id": BOT, "bot_id": BOT_ID, "team_id": TEAM},
    "chat.postMessage": _post,
    "chat.postEphemeral": _ephemeral,
    "chat.update": _update,
    "conversations.open": lambda _world, body: {"channel": {"id": direct_of(body["users"])}},
    "conversations.history": _history,
    "conversations.replies": _replies,
    "views.publish": _publish,
    "views.open": _open_view,
    "reactions.add": _react,
    "users.info": lambda _world, body: {"user": {"id": body["user"], "real_name": f"Person {body['user']}"}},
    "usergroups.users.list": lambda world, body: {"users": world.groups.get(body["usergroup"], [])},
    "assistant.threads.setStatus": _assistant,
    "assistant.threads.setSuggestedPrompts": _assistant,
}
