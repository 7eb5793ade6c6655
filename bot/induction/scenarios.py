"""Scenario questions whose right answer and clause come from the one who answers questions, never from a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import zip_longest
from typing import Literal, Protocol

from bot.answer import Answer, Question, Role, Verdict
from bot.induction.asking import Asking, askings
from bot.induction.binding import Bond
from bot.induction.path import Section
from bot.induction.wording import expression

EACH = 2  # scenarios of a section
TRIES = 6  # questions put for a section before it goes without

Choice = Literal["no", "permission", "yes", "ask", "must", "need_not"]
CHOICES: dict[str, tuple[Choice, ...]] = {"may": ("no", "permission", "yes", "ask"), "must": ("must", "need_not")}
_KEYS: dict[str, dict[Verdict, Choice]] = {
    "may": {"prohibited": "no", "permission_needed": "permission", "permitted": "yes", "depends": "ask", "not_prohibited": "ask"},
    "must": {"required": "must", "not_required": "need_not"},
}
# What a question can rightly be answered, by the norm that it comes from; anything else means that one of the two was misread.
_BAN: frozenset[Verdict] = frozenset({"prohibited", "permission_needed"})
_RIGHT: dict[str, frozenset[Verdict]] = {
    "must_not": _BAN,
    "should_not": _BAN,
    "may_with_approval": frozenset({"permission_needed"}),
    "must": frozenset({"required"}),
    "should": frozenset({"required"}),
    "may": frozenset({"permitted"}),
}
_SHORT: frozenset[Verdict] = frozenset({"permitted", "not_prohibited", "depends", "permission_needed"})  # where a ban stops short
_OPEN: frozenset[Verdict] = frozenset({"permission_needed", "depends"})  # where its condition was left out


class Answers(Protocol):
    """What answers a question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question with its choices, the right one, and the answer that says so; ``name`` is its id."""

    name: str
    question: str
    choices: tuple[Choice, ...]
    right: Choice
    bond: Bond
    answer: Answer


def scenarios(section: Section, answers: Answers, school: str, role: Role, today: date) -> tuple[Scenario, ...]:
    """Up to two questions of a section, of different clauses, each of which the answerer is sure of and decides by that very clause."""
    found: list[Scenario] = []
    for asking in _turns(section.bonds):
        if asking.bond.mark in {each.bond.mark for each in found}:
            continue
        scenario = keyed(asking, answers.answer(Question(school, asking.question, role), today))
        if scenario:
            found.append(scenario)
        if len(found) == EACH:
            break
    return tuple(found)


def keyed(asking: Asking, answer: Answer) -> Scenario | None:
    """The scenario, or None where the answerer is unsure, is not asked that, or decides by another clause."""
    right = _KEYS[asking.asks].get(answer.verdict)
    if right is None or not answer.citations or not _same(asking, answer):
        return None
    if answer.verdict not in _rightly(asking):
        return None
    name = sha256(f"{asking.bond.mark}\n{asking.question}\n{right}".encode()).hexdigest()[:16]
    return Scenario(name, asking.question, CHOICES[asking.asks], right, asking.bond, answer)


def _rightly(asking: Asking) -> frozenset[Verdict]:
    """The verdicts that the norm itself leaves open for this question."""
    right = _RIGHT.get(asking.norm.modality, frozenset())
    if asking.reaches is False:
        return _SHORT if right == _BAN else frozenset()
    if expression("act", "even").search(asking.norm.text):
        right -= {"permission_needed"}  # "even where the parent has agreed" asks for nobody's approval
    return _OPEN & (right | {"depends"}) if asking.cut else right


def _same(asking: Asking, answer: Answer) -> bool:
    """Whether the answer's first clause is the norm's."""
    first = answer.citations[0]
    return (first.version, first.ref) == (asking.bond.version, asking.bond.clause.address)


def _turns(bonds: Sequence[Bond]) -> Iterator[Asking]:
    """Questions to try: at boundaries first, a clause at a time in turn, so that one clause does not take every try."""
    raised = [list(askings(bond)) for bond in bonds]
    order = sorted(filter(None, raised), key=lambda each: each[0].reaches is None)
    spread = (asking for row in zip_longest(*order) for asking in row if asking is not None)
    return (asking for _, asking in zip(range(TRIES), spread, strict=False))
