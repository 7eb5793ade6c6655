"""What an activity comes to, before it is known which school its person is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from adapters.teams.place import Place
from bot.messages import Asker, Envelope, Incoming, Message, Press

HELP = "help"


class Places(Protocol):
    """Which tenant, team, group chat or group is which school's, and who is what there."""

    def who(self, tenant: str, team: str, user: str) -> Asker | None:
        """The asker, or None where nothing is set up for this place.

        ``team`` is the team's id in a channel, the chat's in a group chat, "" in a personal chat; ``user`` the person's Entra object id
        where Teams gives it.
        """
        ...


class References(Protocol):
    """What the channel must remember (``bot.records.known.Known`` for "teams"). Raises OSError where it can't."""

    def get(self, kind: str, key: str) -> str | None:
        """What is known, or None."""
        ...

    def put(self, kind: str, key: str, value: str, person: str = "") -> None:
        """Remember ``value``; ``person`` is whom it is about."""
        ...

    def forget(self, kind: str, key: str) -> None:
        """Forget it, if it was known."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """One activity that is for the desk: words (``text``), or a press where ``action`` is not "".

    ``about`` is the message whose thumb was pressed ("CONVERSATION/MESSAGE", or "CONVERSATION/" for the newest answer there).
    """

    keys: tuple[str, ...]
    place: Place
    team: str
    user: str
    text: str = ""
    action: str = ""
    value: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    about: str = ""

    def envelope(self, asker: Asker) -> Envelope:
        """What is kept before Teams is told that we have it."""
        return Envelope(self.keys, self.place.noted(), self._incoming(asker))

    def _incoming(self, asker: Asker) -> Incoming:
        private = self.place.kind == "personal"
        if self.action:
            return Press(asker, self.place.conversation, self.action, self.value, self.fields, private)
        return Message(asker, self.place.conversation, self.text or HELP, private)


@dataclass(frozen=True, slots=True)
class Joined:
    """The app was installed in ``place``; ``person`` is whose chat it is, "" in a team or group."""

    place: Place
    person: str


@dataclass(frozen=True, slots=True)
class Left:
    """The app was removed from ``place``."""

    place: Place
    person: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing for us."""


Event = Heard | Joined | Left | Passed
