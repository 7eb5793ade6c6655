"""How far a person is, as it is kept: one step per clause read, scenario answered, statement agreed and policy signed.

The real keeper is in ``bot.records``; the one here serves tests and a terminal without records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Literal, Protocol

from bot.answer import Role

Part = Literal["start", "read", "scenario", "agree", "sign", "reminder"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done. ``item`` is what (a clause's fingerprint, a scenario's id, a policy's slug), ``state`` how it ended.

    start: item "path", state who started it. read and agree: state the version it was read in. scenario: "right" or "wrong".
    sign: state "version:digest of what was bound by". reminder: item its number from 1, state the channel that it went to.
    """

    part: Part
    item: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person's steps at one school in one role; ``person`` is as ``person_of`` has it."""

    person: str
    role: Role
    steps: tuple[Step, ...]


class Progress(Protocol):
    """Safe to share between threads; each method raises OSError where what is kept can't be reached."""

    def mark(self, person: str, school: str, role: Role, steps: tuple[Step, ...]) -> None:
        """Keep the steps, all or none; one of the same part and item is kept over."""
        ...

    def steps(self, person: str, school: str, role: Role) -> tuple[Step, ...]:
        """What this person has done, in the order it was first done."""
        ...

    def travellers(self, school: str) -> tuple[Traveller, ...]:
        """Everyone who has started at ``school``, by person and role."""
        ...


class InMemory:
    """A Progress that ends with the process."""

    def __init__(self) -> None:
        """Nobody has started."""
        self._lock = Lock()
        self._kept: dict[tuple[str, str, Role], dict[tuple[Part, str], Step]] = {}

    def mark(self, person: str, school: str, role: Role, steps: tuple[Step, ...]) -> None:
        """As ``Progress``."""
        with self._lock:
            self._kept.setdefault((school, person, role), {}).update({(step.part, step.item): step for step in steps})

    def steps(self, person: str, school: str, role: Role) -> tuple[Step, ...]:
        """As ``Progress``."""
        with self._lock:
            return tuple(self._kept.get((school, person, role), {}).values())

    def travellers(self, school: str) -> tuple[Traveller, ...]:
        """As ``Progress``."""
        with self._lock:
            kept = sorted((key, tuple(steps.values())) for key, steps in self._kept.items() if key[0] == school)
        return tuple(Traveller(person, role, steps) for (_, person, role), steps in kept)
