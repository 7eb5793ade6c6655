"""A signed answer: the set question, what its owner answers, who signed it when, and the clauses that it stands on as they read then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.answer import Verdict

Strength = Literal["must", "should"]
MAY_BE_SIGNED: tuple[Verdict, ...] = (
    "prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited", "information",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pinned:
    """A clause as it was signed: its policy's slug and title, the version's hash, the address, and its words after those of its lead-in."""

    policy: str
    title: str
    version: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who took an answer back, and when."""

    by: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """What one owner answers to one set question.

    ``also`` are further wordings of the question that the owner signed too; ``says`` the owner's own words; ``by`` their name as staff
    know it ("Mrs A. Osei, Headteacher").
    """

    name: str
    school: str
    question: str
    verdict: Verdict
    says: str
    pinned: tuple[Pinned, ...]
    by: str
    when: datetime
    also: tuple[str, ...] = ()
    strength: Strength | None = None
    withdrawn: Withdrawn | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording of the question."""
        return (self.question, *self.also)
