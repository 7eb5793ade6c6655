"""What people do in the workspace, as the payloads that Slack would send of it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from adapters.slack.preview.world import APP, BOT, TEAM, Posted, World, direct_of

Json = dict[str, Any]
_count = itertools.count(1)


class Person:
    """Somebody in the workspace. Each method returns (kind, payload) pairs, ready to be delivered."""

    def __init__(self, world: World, user: str) -> None:
        """``user`` as Slack names people ("U7")."""
        self.world, self.user = world, user

    @property
    def direct(self) -> str:
        """Their direct message with the bot."""
        return direct_of(self.user)

    def says(self, text: str, channel: str = "", thread: str = "") -> list[tuple[str, Json]]:
        """Write, in the direct message where no ``channel`` is given; a mention in a channel arrives as two events."""
        channel = channel or self.direct
        one = Posted(channel, self.world.ts(), self.user, text, thread)
        roots = [root for root in self.world.messages if root.channel == channel and root.ts == thread]
        self.world.messages.append(one)
        kind = "im" if channel.startswith("D") else "channel"
        event = one.as_slack_gives_it() | {"channel_type": kind, "client_msg_id": uuid4().hex, "team": TEAM}
        if roots:
            event["parent_user_id"] = roots[0].user
        events = [_event(event)]
        if f"<@{BOT}>" in text and kind != "im":
            events.append(_event({name: value for name, value in event.items() if name != "channel_type"} | {"type": "app_mention"}))
        return events

    def commands(self, text: str, channel: str = "C1") -> tuple[str, Json]:
        """``/policy TEXT``."""
        form = {"command": "/policy", "text": text, "team_id": TEAM, "user_id": self.user, "channel_id": channel, "trigger_id": uuid4().hex}
        return "slash_commands", form

    def opens_home(self, tab: str = "home") -> tuple[str, Json]:
        """Look at the app's tab."""
        return _event({"type": "app_home_opened", "user": self.user, "tab": tab, "channel": self.direct})

    def presses(self, one: Posted, action: str, held: Mapping[str, Json] | None = None) -> tuple[str, Json]:
        """Press the button whose ``action_id`` begins with ``action``; ``held`` is what the fields hold, by the end of their block's id."""
        element = next(element for element in _elements(one.blocks) if str(element.get("action_id", "")).startswith(action))
        values = {
            block["block_id"]: {block["element"]["action_id"]: value}
            for name, value in (held or {}).items()
            for block in one.blocks
            if block["type"] == "input" and block["block_id"].endswith(f":{name}")
        }
        container = {"type": "message", "message_ts": one.ts, "channel_id": one.channel, "is_ephemeral": bool(one.to)}
        container |= {"thread_ts": one.thread} if one.thread else {}
        message = one.as_slack_gives_it()
        where = {"channel": {"id": one.channel}, "container": container, "message": message, "state": {"values": values}}
        return "interactive", self._interaction("block_actions") | where | {"actions": [{**element, "action_ts": self.world.ts()}]}

    def thumbs(self, one: Posted, *, up: bool) -> tuple[str, Json]:
        """Press one of Slack's own feedback buttons."""
        kind, payload = self.presses(one, "feedback")
        element = payload["actions"][0]
        side = element["positive_button" if up else "negative_button"]
        payload["actions"] = [{"type": "feedback_buttons", "action_id": element["action_id"], "value": side["value"]}]
        return kind, payload

    def asks_at_home(self, text: str) -> tuple[str, Json]:
        """Type into the Home tab's box and press return."""
        view = self.world.homes[self.user] | {"state": {"values": {"ask": {"ask": {"type": "plain_text_input", "value": text}}}}}
        action = {"type": "plain_text_input", "action_id": "ask", "block_id": "ask", "value": text}
        return "interactive", self._interaction("block_actions") | {"container": {"type": "view"}, "view": view, "actions": [action]}

    def picks_shortcut(self, one: Posted) -> tuple[str, Json]:
        """Ask "What's our policy on this?" of a message."""
        more = {"callback_id": "policy_on_this", "channel": {"id": one.channel}, "message": one.as_slack_gives_it()}
        return "interactive", self._interaction("message_action") | more

    def sends_modal(self, view: Json, words: str) -> tuple[str, Json]:
        """Fill in a modal's one field and send it."""
        block = view["blocks"][0]
        state = {"values": {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": words}}}}
        return "interactive", self._interaction("view_submission") | {"view": view | {"state": state}}

    def _interaction(self, kind: str) -> Json:
        who = {"id": self.user, "team_id": TEAM}
        return {"type": kind, "user": who, "team": {"id": TEAM}, "api_app_id": APP, "trigger_id": f"{next(_count)}.{uuid4().hex}"}


def _event(event: Json) -> tuple[str, Json]:
    outer = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event_id": f"Ev{uuid4().hex}", "event_time": 1}
    return "events_api", outer | {"authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}], "event": event}


def _elements(blocks: tuple[Json, ...]) -> list[Json]:
    return [element for block in blocks if block["type"] in ("actions", "context_actions") for element in block["elements"]]
