"""Question in, verified answer out: concern, case, search, decide, phrase, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answer import Answer, Notice, Question
from bot.case.reading import Case, read_case
from bot.concern import Concern, find_concern
from bot.decide.alone import heard_alone
from bot.decide.amid import judged
from bot.decide.deciding import decide
from bot.decide.decision import Decision
from bot.decide.foremost import read_together
from bot.decide.ranking import Candidate, Judge, candidates, ranked
from bot.decide.verdict import Adjudicate
from bot.explanation import Explanation, explanation, followed
from bot.phrase import phrase
from bot.phrase_concern import phrase_concern, with_signpost
from bot.phrases import said
from bot.reviews import review_notices
from bot.second import Asked, SecondReader, Told
from bot.shelf import Shelf, read_shelf
from bot.verify import verified
from knowledge.embedder import Embedder
from knowledge.index.school_index import SchoolIndex
from knowledge.search import Search
from knowledge.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

AUDIENCES = {"staff": ("staff",), "new_starter": ("staff",), "dsl": ("staff", "dsl")}


class Pairs(Protocol):
    """Reads a message beside passages."""

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One row of numbers a passage (``bot.decide.features.OUTPUTS``), float32 (n, 9)."""


class Adjudicates(Protocol):
    """Reads a message beside some of the best passages together."""

    def weigh(self, question: str, readings: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Each verdict's probability (``bot.decide.verdict.CLASSES``) by the passages of each reading, float32 (readings, 10)."""


@dataclass(frozen=True, slots=True)
class Networks:
    """What reads messages beside passages; without any, less is surely ruled."""

    pairs: Pairs | None = None
    adjudicator: Adjudicates | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What the norms alone come to: their answer and what it was read from; ``asked`` is None for a certain concern, not searched."""

    answer: Answer
    concern: Concern | None = None
    asked: Asked | None = None
    found: tuple[Candidate, ...] = ()


class Answerer:
    """Answers questions from one store. Safe to share between threads; sees a new generation as soon as it is in force."""

    def __init__(self, store: Store, search: Search, embedder: Embedder, networks: Networks, second: SecondReader | None = None) -> None:
        """``second`` reads again what the norms said."""
        self._store, self._search, self._embedder, self._networks, self._second = store, search, embedder, networks, second
        self._shelves: dict[str, Shelf] = {}
        self._lock = Lock()

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``. Raises UnknownName for a school that is not there."""
        read = self.read(question, today)
        if read.asked is None:
            return read.answer
        return self._told(read, read.asked, self._second.read(read.asked) if self._second else None)

    def explain(self, question: Question, today: date) -> Explanation:
        """How the answer as of ``today`` is reached, step by step; a model is asked as for an answer, but no report hears of it.

        Raises UnknownName for a school that is not there.
        """
        read = self.read(question, today)
        if read.asked is None:
            return Explanation(read.answer, read.concern, followed=followed(question))
        account = self._second.account(read.asked) if self._second else None
        answer = self._told(read, read.asked, account.told if account else None)
        told = explanation(read.asked, read.found, read.answer)
        return replace(told, concern=read.concern, followed=followed(question), second=account, answer=answer)

    def warm(self, question: Question, today: date) -> None:
        """Load what an answer to ``question`` needs; a model is not asked. Raises UnknownName for a school that is not there."""
        self.read(question, today)

    def read(self, question: Question, today: date) -> Read:
        """What the norms alone come to, without model or signpost; a report of harm goes no further than its fixed reply.

        Raises UnknownName for a school that is not there.
        """
        concern = self._concern(question)
        if concern is not None and concern.certain:
            return Read(phrase_concern(concern), concern)
        case, index = read_case((*question.turns, question.text), today), self._search.index(question.school)
        shelf = self._shelf(question.school, index)
        open_to, near = self._visible(question, case, index, shelf)
        found, adjudicate = self._found(case, shelf, near, open_to), self._adjudicate(case, shelf)
        found = heard_alone(found, adjudicate) if adjudicate else found
        asked = Asked(question, case, shelf, open_to, near, decide(case, found, shelf.places, adjudicate), today)
        return Read(self._worded(asked.decision, asked), concern, asked, found)

    def _told(self, read: Read, asked: Asked, told: Told | None) -> Answer:
        """The answer that goes out, with the second reader's part and the signpost where harm is perhaps reported."""
        answer = self._retold(told, asked, read.answer) if told else read.answer
        return with_signpost(answer, read.concern) if read.concern and answer.verdict != "refer" else answer

    def _concern(self, question: Question) -> Concern | None:
        if question.pressed:
            return None
        return find_concern((*question.turns, question.text), self._embedder.embed([question.text])[0].tolist())

    def _visible(self, question: Question, case: Case, index: SchoolIndex, shelf: Shelf) -> tuple[list[bool], list[float]]:
        """Which passages this asker may see, and how near each is to the message."""
        audience = AUDIENCES[question.role]
        visible = index.open_to(audience)
        cosines = index.cosines(self._embedder.embed([case.whole])[0], audience) if index.dense else np.zeros(len(index.rows), np.float32)
        return [bool(visible[place.row]) for place in shelf.places], [float(cosines[place.row]) for place in shelf.places]

    def _found(self, case: Case, shelf: Shelf, near: list[float], open_to: list[bool]) -> tuple[Candidate, ...]:
        """The passages that this asker may see, ranked."""
        return ranked(case, candidates(case, shelf.library, near, open_to, self._judge(case, shelf)))

    def _judge(self, case: Case, shelf: Shelf) -> Judge | None:
        pairs = self._networks.pairs
        return (lambda chosen: pairs.score(case.whole, [judged(shelf.passages, place) for place in chosen]).tolist()) if pairs else None

    def _adjudicate(self, case: Case, shelf: Shelf) -> Adjudicate | None:
        adjudicator = self._networks.adjudicator
        if adjudicator is None:
            return None
        return lambda readings: adjudicator.weigh(case.whole, [read_together(shelf.passages, chosen) for chosen in readings]).tolist()

    def _shelf(self, school: str, index: SchoolIndex) -> Shelf:
        with self._lock:
            held = self._shelves.get(school)
            if held is None or held.generation != index.school.generation:
                held = self._shelves[school] = read_shelf(self._store, index)
            return held

    def _worded(self, decision: Decision, asked: Asked, told: Told | None = None) -> Answer:
        cited = {ground.source.version for ground in decision.grounds}
        notices = review_notices([policy for policy in asked.shelf.policies if policy.version in cited], asked.today)
        sources = {place.source.version: place.source.text for place in asked.shelf.places}
        fallback = phrase(Decision("unsure", 0.0, ()), asked.case)
        reason, options = (told.reason, told.options) if told else ("", ())
        care = (Notice("read_with_care", said("line", "read_with_care")),) if told and told.care else ()
        return verified(phrase(decision, asked.case, (*care, *notices), reason=reason, options=options), sources, fallback)

    def _retold(self, told: Told, asked: Asked, otherwise: Answer) -> Answer:
        """The answer that the two readers came to; ``otherwise``, the norm reader's own, where it does not hold."""
        if told.refer_to:
            return replace(phrase_concern(Concern(told.refer_to, certain=True)), reader=told.reader)
        answer = self._worded(told.decision, asked, told)
        return replace(answer, reader=told.reader) if answer.verdict == told.decision.verdict else otherwise
