"""Where a reply goes: what Teams calls a conversation reference, as a note that only this channel reads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

Kind = Literal["personal", "groupChat", "channel"]
GLOBAL_SERVICE = "https://smba.trafficmanager.net/teams/"  # takes what no region's own address is known for


class UnreadablePlaceError(ValueError):
    """A note that no Teams channel wrote."""


@dataclass(frozen=True, slots=True)
class Place:
    """``service`` is the address of Bot Service's connector; ``conversation`` holds a channel's thread; ``card`` the message pressed on.

    ``user`` is the person's id in Teams, which a chat with them is opened by; ``bot`` is our own.
    """

    service: str
    tenant: str
    conversation: str
    kind: Kind = "personal"
    user: str = ""
    bot: str = ""
    card: str = ""

    def noted(self) -> str:
        """As a note."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def chat(self, conversation: str) -> Place:
        """The chat with this person alone."""
        return replace(self, conversation=conversation, kind="personal", card="")


def read_place(note: str) -> Place:
    """The place that was ``noted``. Raises UnreadablePlaceError."""
    try:
        return Place(**json.loads(note))
    except (ValueError, TypeError) as fault:
        raise UnreadablePlaceError from fault


def channel_place(tenant: str, channel: str, service: str = GLOBAL_SERVICE) -> Place:
    """A channel by its id ("19:…@thread.tacv2"), where what is sent begins a thread: for a question handed on to a person."""
    return Place(service, tenant, channel, "channel")


def direct_place(person: str, app_id: str = "") -> Place:
    """The chat with ``person`` ("TENANT/USER") alone, for what goes to them unasked: the one that is known, or one that is opened."""
    tenant, _, user = person.partition("/")
    return Place(GLOBAL_SERVICE, tenant, "", "personal", user, f"28:{app_id}" if app_id else "")
