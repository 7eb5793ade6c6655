"""Where a reply goes: Slack's own note, kept as JSON beside the event and read by nobody else."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal

ALWAYS = frozenset({"team", "user"})
Kind = Literal["message", "home", "hush"]


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation of one person with the bot.

    ``channel`` is "" for the person's own direct message, whose id isn't known everywhere. ``thread`` is its root's ``ts``; ``ts`` the
    message that asked; ``card`` ours that was pressed. A ``home`` reply is the person's Home tab; a ``hush`` one is a passing note.
    """

    team: str
    user: str
    channel: str = ""
    thread: str = ""
    ts: str = ""
    card: str = ""
    kind: Kind = "message"

    @property
    def direct(self) -> bool:
        """Whether nobody else reads along."""
        return not self.channel or self.channel.startswith("D")

    @property
    def conversation(self) -> str:
        """What follow-ups share: the thread, or all that one person and the bot say to each other."""
        return f"{self.team}/{self.channel}/{self.thread}" if self.thread else f"{self.team}/{self.user}"

    def noted(self) -> str:
        """The note."""
        return json.dumps({name: value for name, value in asdict(self).items() if value or name in ALWAYS}, ensure_ascii=False)


def read_place(note: str) -> Place:
    """The place of a note. Raises ValueError for what is no note of ours."""
    found = json.loads(note)
    if not isinstance(found, dict) or not found.keys() >= ALWAYS:
        msg = "this is no note of a place in Slack"
        raise ValueError(msg)
    return Place(**{field.name: found[field.name] for field in fields(Place) if field.name in found})


def channel_place(team: str, channel: str) -> str:
    """The note of a whole channel, for what goes there unasked (a question handed over to people)."""
    return Place(team, "", channel).noted()


def direct_place(person: str) -> str:
    """The note of the direct message with ``person`` ("T024/U7"), for what goes to them unasked."""
    team, _, user = person.partition("/")
    return Place(team, user).noted()
