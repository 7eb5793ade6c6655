"""What the commands need from the rest of the product; ``wiring`` supplies the real parts, tests hand in their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from bot.answer import Answer, Question, Role
from bot.card import Card
from bot.post import Desk
from knowledge.clauses import Outline

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.curated.clauses import Lapsed
    from bot.curated.signed import Signed
    from bot.curated.signing import Draft
    from bot.explanation import Explanation
    from bot.induction.standing import Standing
    from bot.reports.report import Kind, Report
    from knowledge.history import History
    from knowledge.rollback import Order, RolledBack

Audience = Literal["staff", "dsl"]
State = Literal["new", "changed", "unchanged", "refused"]


class Progress(Protocol):
    """What a long job tells whoever is watching."""

    def begin(self, what: str, total: int) -> None:
        """A stage of ``total`` equal steps starts ("reading")."""

    def advance(self, steps: int) -> None:
        """So many more steps of the stage are done."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as it stands in the store.

    ``name`` is its file's name without the ending, as people type it; ``next_review`` is the last day for it.
    """

    school: str
    name: str
    title: str
    version: str
    outline: Outline
    oddities: tuple[str, ...] = ()
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What to read: a file, a school's folder (with ``school``), or a folder of schools' folders.

    No ``audience`` keeps what each policy had. ``by`` is who is kept as having put them in force.
    """

    path: Path
    school: str | None = None
    audience: Audience | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file: ``reason`` says why it was refused, ``odd`` what a person should look at."""

    file: str
    school: str
    state: State
    title: str = ""
    clauses: int = 0
    odd: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept version of a policy: its hash, when it came into force, and its clauses."""

    version: str
    since: str
    outline: Outline


class Answers(Protocol):
    """What answers a question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...


class Office(Protocol):
    """What one school's DSL and office may do and see."""

    def start(self, person: str, role: Role) -> bool:
        """Start the induction of ``person`` ("slack:T024/U7"); False where that names nobody."""
        ...

    def standings(self) -> Sequence[Standing]:
        """How far everybody is who has started."""
        ...

    def report(self, kind: Kind) -> Report:
        """One of the reports."""
        ...


class Curation(Protocol):
    """The signed answers of one school. Raises OSError where the records fail."""

    def sign(self, draft: Draft) -> Signed:
        """Sign and keep an answer. Raises RefusedError."""
        ...

    def withdraw(self, name: str, by: str) -> bool:
        """Withdraw an answer; False where none of that name stands."""
        ...

    def every(self) -> Sequence[Signed]:
        """All that were ever signed, the newest first."""
        ...

    def standing(self) -> Sequence[Signed]:
        """Those that were not withdrawn."""
        ...

    def lapsed(self) -> Sequence[Lapsed]:
        """Those that no longer hold with the policies in force."""
        ...


class Parts(Protocol):
    """Everything that a command may ask for; each method does its imports when it is called."""

    def schools(self) -> Sequence[str]:
        """The schools that have policies, sorted."""
        ...

    def policies(self, school: str) -> Sequence[Policy]:
        """The policies of ``school`` in force, by name."""
        ...

    def ingest(self, intake: Intake, progress: Progress) -> Sequence[Read]:
        """Read the documents into the store.

        Raises RefusedError where there is nothing to read at all.
        """
        ...

    def trial(self) -> AbstractContextManager[Parts]:
        """Parts over a copy of all that is in force, thrown away at the end of the block. Raises RefusedError."""
        ...

    def concern(self, message: str) -> Answer | None:
        """The fixed reply to a message that reports harm; None for any other. Needs no school, index or model."""
        ...

    def answers(self) -> Answers:
        """What answers questions from the store."""
        ...

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        """The procedure for ``topic`` as a card, of what ``role`` may see. Needs no index and no model."""
        ...

    def desk(self) -> Desk:
        """What replies to a person at this terminal."""
        ...

    def directory_file(self) -> Path | None:
        """The file of schools, places and contacts that the settings name; None where none is named."""
        ...

    def office(self, school: str) -> Office:
        """The office of ``school``. Raises RefusedError where the records can't be used."""
        ...

    def curation(self, school: str) -> Curation:
        """The signed answers of ``school``."""
        ...

    def often_asked(self, school: str) -> Sequence[str]:
        """Within the year, for each question that enough different people asked, one wording of it. Raises OSError, RefusedError."""
        ...

    def explain(self, question: Question) -> Explanation:
        """How the answer to ``question`` is reached."""
        ...

    def versions(self, school: str, policy: str) -> Sequence[Kept]:
        """Every version of a policy that is kept, newest first. Raises RefusedError where there is none of that name."""
        ...

    def history(self, school: str, policy: str) -> History:
        """Which versions of a policy were in force, and how they came to be."""
        ...

    def roll_back(self, school: str, policy: str, order: Order, progress: Progress) -> RolledBack:
        """Put an earlier version of a policy in force, or what the newest roll-back replaced. Raises RefusedError."""
        ...

    def today(self) -> date:
        """The day that reviews and terms are reckoned from."""
        ...
