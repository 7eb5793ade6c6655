"""What was in force of one policy, and when: which version came before, and which were taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Act = Literal["ingest", "rollback", "undo"]


@dataclass(frozen=True, slots=True)
class Switch:
    """How a generation came to be in force, and by whom ("" where nobody is named)."""

    act: Act
    by: str = ""


INGESTED = Switch("ingest")


@dataclass(frozen=True, slots=True)
class Moment:
    """One generation: the version of the policy that it has, how it came, and when (UTC, ISO 8601; "" where that was not kept)."""

    generation: int
    version: str
    how: Switch = INGESTED
    at: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The generations of a school that have the policy, oldest first."""

    moments: tuple[Moment, ...]

    def changes(self) -> tuple[Moment, ...]:
        """The generations at which another version of the policy came into force than before."""
        return tuple(self._changes())

    @property
    def current(self) -> str:
        """The version in force; "" where there is none."""
        return self.moments[-1].version if self.moments else ""

    def before(self) -> str:
        """The version that was in force before the current one came; "" where there is none. What was taken back counts no more."""
        standing = self._standing()
        return standing[-2] if len(standing) > 1 else ""

    def taken_back(self) -> dict[str, Moment]:
        """The versions that a roll-back took out of force and nobody put back, each with the moment of the roll-back."""
        found: dict[str, Moment] = {}
        standing: list[str] = []
        for moment in self._changes():
            if moment.how.act == "rollback":
                found |= dict.fromkeys(
                    standing[standing.index(moment.version) + 1 :] if moment.version in standing else standing[-1:], moment
                )
            found.pop(moment.version, None)
            standing = _after(standing, moment)
        return found

    def last_taken_back(self) -> str:
        """The version that the newest roll-back replaced, where that roll-back still stands; "" where there is nothing to undo."""
        changed = self.changes()
        return changed[-2].version if len(changed) > 1 and changed[-1].how.act == "rollback" else ""

    def _changes(self) -> Iterator[Moment]:
        version = ""
        for moment in self.moments:
            if moment.version != version:
                yield moment
            version = moment.version

    def _standing(self) -> list[str]:
        standing: list[str] = []
        for moment in self._changes():
            standing = _after(standing, moment)
        return standing


def _after(standing: list[str], moment: Moment) -> list[str]:
    """The versions that led to the one in force, oldest first, after ``moment``: a roll-back goes back, everything else goes on."""
    if moment.how.act == "rollback" and moment.version in standing:
        return standing[: len(standing) - standing[::-1].index(moment.version)]
    return [*standing, moment.version]
