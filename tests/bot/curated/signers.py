"""A small school whose phones policy is signed against, and a reader that answers by the script."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answer import Answer, Citation, Question
from bot.answering import Read
from bot.concern import Concern
from bot.curated.answering import CuratedAnswers
from bot.curated.clauses import InForce
from bot.curated.signed import Signed
from bot.curated.signing import Draft, Signing
from bot.explanation import Explanation
from knowledge.catalogue import Audience
from knowledge.store import Store
from tests.bot.stored import stored

TODAY, NOW = date(2026, 5, 4), datetime(2026, 5, 4, 9, tzinfo=UTC)
BEES = """Bee Policy

1. Hives

1.1 Staff may keep bees in the garden with the agreement of the headteacher.

1.2 Staff must not keep bees in the science block.

1.3 Honey is sold at the summer fair.
"""
ASKED = "May I keep bees in the garden?"
DRAFT = Draft(ASKED, "permission_needed", "Ask Mr Dale by the Friday before.", ("bees/1.1",), "Mrs Osei, Headteacher")
UNSURE = Answer("unsure", "I am not sure enough to give a ruling.", sure=0.1)


@dataclass
class Scripted:
    """Answers one thing to everything, and counts how often each way was asked."""

    said: Answer = UNSURE
    concern: Concern | None = None
    answered: list[Question] = field(default_factory=list)

    def answer(self, question: Question, today: date) -> Answer:
        assert today == TODAY
        self.answered.append(question)
        return self.said

    def read(self, question: Question, today: date) -> Read:
        assert today == TODAY
        assert question.text
        return Read(self.said, self.concern)

    def explain(self, question: Question, today: date) -> Explanation:
        return Explanation(self.answer(question, today), self.concern)


def school(folder: Path, text: str = BEES, generation: int = 1, audience: Audience = "staff") -> Store:
    """A store in which ``text`` is the bee policy in force."""
    return stored(folder, "hill", {"bees.txt": text.encode()}, {"bees.txt": audience}, generation)


def signed_in(store: Store, draft: Draft = DRAFT, reader: Scripted | None = None) -> Signed:
    """``draft`` signed."""
    return Signing(store, reader or Scripted(), lambda: NOW).sign("hill", draft, TODAY)


def answers(store: Store, signed: Signed, reader: Scripted) -> CuratedAnswers:
    """Answers among which ``signed`` is the only signed one."""
    return CuratedAnswers(reader, store, lambda name: (signed,) if name == signed.school else ())


def in_force(store: Store) -> InForce:
    """The clauses in force of ``store``."""
    return InForce(store)


def cited(policy: str, words: str, version: str = "v1") -> Citation:
    """A citation of one clause that is all quoted."""
    return Citation(policy, version, "1.2", (), words, words)
