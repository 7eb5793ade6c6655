"""Answers with the signed ones before the reader's own: shown only to the same question with the same facts, and never to a concern."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from bot.answer import Answer, Question
from bot.answering import AUDIENCES, Read
from bot.curated.clauses import InForce, Lapsed, Standing
from bot.curated.phrasing import phrase_signed
from bot.curated.same import same
from bot.curated.signed import Signed
from bot.curated.words import said
from bot.explanation import Explanation
from bot.reviews import review_notices
from bot.verify import verified
from knowledge.blobs import BlobDamaged
from knowledge.store import Store

_LOG = logging.getLogger("bot.curated")
SignedOf = Callable[[str], Sequence[Signed]]
"""School to its signed answers that were not withdrawn, the newest first. Raises OSError."""


class Reader(Protocol):
    """What answers every other question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...

    def read(self, question: Question, today: date) -> Read:
        """What the norms alone come to, with the concern that the message reports."""
        ...

    def explain(self, question: Question, today: date) -> Explanation:
        """How the answer is reached."""
        ...


class CuratedAnswers:
    """A reader's answers, with signed ones in their place. Safe to share between threads."""

    def __init__(self, reader: Reader, store: Store, signed: SignedOf) -> None:
        """``signed`` is asked for every question, so that what was just signed or withdrawn counts."""
        self._reader, self._in_force, self._signed = reader, InForce(store), signed

    def answer(self, question: Question, today: date) -> Answer:
        """The signed answer where there is one that still holds, else the reader's."""
        return self._standing_for(question, today) or self._reader.answer(question, today)

    def explain(self, question: Question, today: date) -> Explanation:
        """That a signed answer stands, and what is read without it; else how the reader's answer is reached."""
        answer = self._standing_for(question, today)
        if answer is None:
            return self._reader.explain(question, today)
        read = self._reader.read(question, today).answer
        return Explanation(answer, steps=(said("line", "stands_first"), said("line", "read_alone", headline=_headline(read))))

    def _standing_for(self, question: Question, today: date) -> Answer | None:
        """The newest signed answer to this question that holds."""
        given = (self._given(signed, question, today) for signed in self._asked(question))
        return next((answer for answer in given if answer is not None), None)

    def _asked(self, question: Question) -> tuple[Signed, ...]:
        """The signed answers to this question; none to a follow-up, whose case is more than its own words."""
        if question.turns or question.pressed:
            return ()
        try:
            signed = self._signed(question.school)
        except OSError as fault:
            _LOG.warning("the signed answers could not be read: %s", type(fault).__name__)
            return ()
        return tuple(each for each in signed if any(same(question.text, wording) for wording in each.wordings))

    def _given(self, signed: Signed, question: Question, today: date) -> Answer | None:
        found = self._standing(signed)
        if found is None or not {each.policy.audience for each in found} <= set(AUDIENCES[question.role]):
            return None
        read = self._reader.read(question, today)
        if read.concern is not None or read.answer.verdict == "refer":
            return None
        policies = {each.policy.version: each.policy for each in found}
        answer = phrase_signed(signed, found, read.answer, question, review_notices(tuple(policies.values()), today))
        sources = _vouched(read.answer) | {each.policy.version: each.text for each in found}
        return answer if verified(answer, sources, read.answer) is answer else None

    def _standing(self, signed: Signed) -> tuple[Standing, ...] | None:
        try:
            state = self._in_force.state(signed)
        except BlobDamaged:
            _LOG.warning("a signed answer's clauses could not be read")
            return None
        return None if isinstance(state, Lapsed) else state


def _headline(read: Answer) -> str:
    return read.text.partition("\n\n")[0]


def _vouched(read: Answer) -> dict[str, str]:
    """The quotes of an answer that has passed the last gate, as sources of themselves."""
    return {each.version: each.quote for each in read.citations[:1]}
