"""A made-up school with one policy, handed to the commands in place of the real parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.command_line import parts as commands
from adapters.command_line.app import main
from adapters.command_line.parts import Intake, Kept, Policy, Progress, Read
from bot.answer import Answer, Ask, Citation, Notice, Question, Role
from bot.card import Card
from bot.curated.clauses import Lapsed
from bot.curated.signed import Pinned, Signed, Withdrawn
from bot.curated.signing import Draft
from bot.desk.desk import FrontDesk
from bot.desk.parts import Parts
from bot.explanation import Explanation
from bot.induction.standing import Standing
from bot.memory import in_memory
from bot.post import Desk
from bot.reports.report import Kind, Report
from knowledge.catalogue import School
from knowledge.clauses import Clause, Outline, Part, Problem
from knowledge.history import History, Moment, Switch
from knowledge.lines import Span
from knowledge.rollback import Order, RolledBack

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
WORDS = "Staff must not keep bees in the science block, unless the headteacher has agreed. Hives belong in the garden."
QUOTE = "Staff must not keep bees in the science block"
CITATION = Citation(
    "Bee Policy", "a1b2c3d4e5f6", "2.1", ("2 Bees indoors",), WORDS, "Staff must not keep bees in the science block", page=3
)
NO = Answer(
    "prohibited",
    "No: staff must not keep bees in the science block.\n\n2.1 turns on where the hive stands.",
    (CITATION,),
    strength="must",
    notices=(Notice("review_overdue", "This policy's review was due in May 2025."),),
    refer_to="headteacher",
    sure=0.93,
)
DEPENDS = Answer(
    "depends", "That depends on how old the hive is.", (CITATION,), ask=Ask("age", "How old is it?", ("under a year", "older"))
)

CONCERN = Answer("refer", "Speak to the DSL now. I have told nobody.", refer_to="dsl")

PINNED = Pinned("bees", "Bee Policy", "a1b2c3d4e5f6", "2.1", WORDS)


def clause(number: int, marker: str, text: str, *, kind: str = "clause", depth: int = 0) -> Clause:
    """One clause, its address its marker."""
    return Clause(f"c{number}", kind, marker, marker, (), text, Span(0, len(text)), depth=depth)  # type: ignore[arg-type]  # the test says which


OUTLINE = Outline(
    (Part("Bee Policy"),),
    (clause(0, "2", "Bees indoors", kind="heading"), clause(1, "2.1", WORDS, depth=1)),
    (Problem("duplicate_number", "2.1 is printed twice"),),
)


def policy(school: str = "hive-hill", *, next_review: date | None = date(2025, 5, 1)) -> Policy:
    """The one policy of ``school``."""
    return Policy(school, "bees", "Bee Policy", "a1b2c3d4e5f6", OUTLINE, ("two review dates",), next_review=next_review)


@dataclass
class FakeOffice:
    """An office where one person has started and one has finished."""

    school: str

    def start(self, person: str, role: Role) -> bool:
        return person.startswith("slack:") and role == "new_starter"

    def standings(self) -> Sequence[Standing]:
        day = datetime(2026, 5, 1, 9, tzinfo=UTC)
        return (Standing("slack:T1/U1", "staff", 4, 4, 0, day, day), Standing("slack:T1/U2", "new_starter", 1, 4, 0, day, None))

    def report(self, kind: Kind) -> Report:
        return Report(
            kind, self.school, f"All {kind}", ("What", "Count"), (("=swarm & <b>bees</b>", "3"), ("hive", "2")), "Counts.", plotted=1
        )


@dataclass
class FakeCuration:
    """A school where one answer was signed; ``gone`` are those that lapse."""

    signatures: list[Signed]
    gone: tuple[Lapsed, ...] = ()

    def sign(self, draft: Draft) -> Signed:
        signed = Signed("s1", "hive-hill", draft.question, draft.verdict, draft.says, (PINNED,), draft.by, NOW, draft.also)
        self.signatures.append(signed)
        return signed

    def withdraw(self, name: str, by: str) -> bool:
        found = [each for each in self.signatures if each.name == name and not each.withdrawn]
        self.signatures[:] = [replace(each, withdrawn=Withdrawn(by, NOW)) if each in found else each for each in self.signatures]
        return bool(found)

    def every(self) -> Sequence[Signed]:
        return self.signatures

    def standing(self) -> Sequence[Signed]:
        return [each for each in self.signatures if not each.withdrawn]

    def lapsed(self) -> Sequence[Lapsed]:
        return self.gone


@dataclass
class FakeParts:
    """Parts that answer ``answer`` to everything and remember what they were asked."""

    names: tuple[str, ...] = ("hive-hill",)
    reply: Answer = NO
    report: tuple[Read, ...] = ()
    fault: BaseException | None = None
    directory: Path | None = None
    asked: list[Question] = field(default_factory=list)
    ingested: list[Intake] = field(default_factory=list)
    later: Answer | None = None  # what a trial of new versions answers
    signatures: list[Signed] = field(default_factory=list)
    gone: tuple[Lapsed, ...] = ()
    rolled: list[tuple[str, str, Order]] = field(default_factory=list)

    def schools(self) -> Sequence[str]:
        return self.names

    def policies(self, school: str) -> Sequence[Policy]:
        return (policy(school),)

    def ingest(self, intake: Intake, progress: Progress) -> Sequence[Read]:
        if self.fault:
            raise self.fault
        self.ingested.append(intake)
        progress.begin("reading", 2)
        progress.advance(2)
        return self.report

    @contextmanager
    def trial(self) -> Iterator[FakeParts]:
        yield FakeParts(self.names, self.later or self.reply, self.report, self.fault, signatures=self.signatures, gone=self.gone)

    def concern(self, message: str) -> Answer | None:
        return CONCERN if "sting" in message else None

    def answers(self) -> FakeParts:
        return self

    def answer(self, question: Question, today: date) -> Answer:
        assert today == TODAY
        if self.fault:
            raise self.fault
        self.asked.append(question)
        return self.reply

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        return Card(topic, plain=f"{topic}\n1. Ring the beekeeper of {school}. [2.1] ({role})")

    def often_asked(self, school: str) -> Sequence[str]:
        assert school in self.names
        return ("May I keep wasps?",)

    def curation(self, school: str) -> FakeCuration:
        assert school in self.names
        return FakeCuration(self.signatures, self.gone)

    def history(self, school: str, policy: str) -> History:
        assert (self.names[0], "bees") == (school, policy)
        return History((Moment(1, "a1"), Moment(2, "b2", Switch("ingest", "Mrs Osei"), "2026-02-01T09:00:00"), *self._back()))

    def _back(self) -> tuple[Moment, ...]:
        return (Moment(3, "a1", Switch("rollback", "Mr Dale"), "2026-02-03T09:00:00"),) if self.rolled else ()

    def roll_back(self, school: str, policy: str, order: Order, progress: Progress) -> RolledBack:
        progress.begin("embedding", 1)
        self.rolled.append((school, policy, order))
        return RolledBack(School(school, school, 3), "b2", "a1")

    def explain(self, question: Question) -> Explanation:
        self.asked.append(question)
        return Explanation(self.reply, facts=(("people", "bees"),), steps=("The likeliest verdict.",))

    def versions(self, school: str, policy: str) -> Sequence[Kept]:
        assert (self.names[0], "bees") == (school, policy)
        return Kept("b2", "2026-02-01", OUTLINE), Kept("a1", "2025-02-01", Outline(OUTLINE.parts, OUTLINE.clauses[:1]))

    def desk(self) -> Desk:
        return FrontDesk(Parts(self, in_memory(), today=self.today))

    def directory_file(self) -> Path | None:
        return self.directory

    def office(self, school: str) -> FakeOffice:
        return FakeOffice(school)

    def today(self) -> date:
        return TODAY


def verse(*arguments: str, parts: commands.Parts) -> int:
    """Run one command in this process; its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments), parts)
    code = ended.value.code
    assert isinstance(code, int)
    return code
