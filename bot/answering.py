"""Question in, verified answer out: concern, case, search, decide, phrase, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answer import Answer, Notice, Question
from bot.case.reading import Case, read_case
from bot.concern import Concern, find_concern
from bot.decide.deciding import decide
from bot.decide.decision import Decision
from bot.decide.ranking import Candidate, Judge, candidates, ranked
from bot.explanation import Explanation, explanation
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


class Answerer:
    """Answers questions from one store. Safe to share between threads; sees a new generation as soon as it is in force."""

    def __init__(self, store: Store, search: Search, embedder: Embedder, pairs: Pairs | None, second: SecondReader | None = None) -> None:
        """``pairs`` may be None: the ranker then does without it and is surer of less. ``second`` reads again what the norms said."""
        self._store, self._search, self._embedder, self._pairs, self._second = store, search, embedder, pairs, second
        self._shelves: dict[str, Shelf] = {}
        self._lock = Lock()

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``. Raises UnknownName for a school that is not there."""
        turns = (*question.turns, question.text)
        concern = self._concern(question)
        if concern is not None and concern.certain:
            return phrase_concern(concern)
        case = read_case(turns)
        index = self._search.index(question.school)
        shelf = self._shelf(question.school, index)
        open_to, near = self._visible(question, case, index, shelf)
        decision = decide(case, self._found(case, index, shelf, near, open_to), shelf.places)
        answer = self._worded(decision, case, shelf, today)
        if self._second is not None:
            told = self._second.read(Asked(question, case, shelf, open_to, near, decision, today))
            answer = self._retold(told, case, shelf, today, answer) if told else answer
        return with_signpost(answer, concern) if concern and answer.verdict != "refer" else answer

    def explain(self, question: Question, today: date) -> Explanation:
        """How the norms come to the answer as of ``today``, step by step; a model, where there is one, is not asked.

        Raises UnknownName for a school that is not there.
        """
        turns = (*question.turns, question.text)
        concern = self._concern(question)
        if concern is not None and concern.certain:
            return Explanation(phrase_concern(concern), concern)
        case, index = read_case(turns), self._search.index(question.school)
        shelf = self._shelf(question.school, index)
        open_to, near = self._visible(question, case, index, shelf)
        found = self._found(case, index, shelf, near, open_to)
        decision = decide(case, found, shelf.places)
        told = explanation(case, found, shelf.places, decision, self._worded(decision, case, shelf, today))
        return replace(told, concern=concern, answer=with_signpost(told.answer, concern) if concern else told.answer)

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

    def _found(self, case: Case, index: SchoolIndex, shelf: Shelf, near: list[float], open_to: list[bool]) -> tuple[Candidate, ...]:
        """The passages that this asker may see, ranked."""
        return ranked(case, candidates(case, shelf.library, near, open_to, self._judge(case, index, shelf)))

    def _judge(self, case: Case, index: SchoolIndex, shelf: Shelf) -> Judge | None:
        pairs = self._pairs
        if pairs is None:
            return None
        return lambda chosen: pairs.score(case.whole, [index.rows[shelf.places[n].row].words for n in chosen]).tolist()

    def _shelf(self, school: str, index: SchoolIndex) -> Shelf:
        with self._lock:
            held = self._shelves.get(school)
            if held is None or held.generation != index.school.generation:
                held = self._shelves[school] = read_shelf(self._store, index)
            return held

    def _worded(self, decision: Decision, case: Case, shelf: Shelf, today: date, told: Told | None = None) -> Answer:
        cited = {ground.source.version for ground in decision.grounds}
        notices = review_notices([policy for policy in shelf.policies if policy.version in cited], today)
        sources = {place.source.version: place.source.text for place in shelf.places}
        fallback = phrase(Decision("unsure", 0.0, ()), case)
        reason, options = (told.reason, told.options) if told else ("", ())
        care = (Notice("read_with_care", said("line", "read_with_care")),) if told and told.care else ()
        return verified(phrase(decision, case, (*care, *notices), reason=reason, options=options), sources, fallback)

    def _retold(self, told: Told, case: Case, shelf: Shelf, today: date, otherwise: Answer) -> Answer:
        """The answer that the two readers came to; ``otherwise``, the norm reader's own, where it does not hold."""
        if told.refer_to:
            return replace(phrase_concern(Concern(told.refer_to, certain=True)), reader=told.reader)
        answer = self._worded(told.decision, case, shelf, today, told)
        return replace(answer, reader=told.reader) if answer.verdict == told.decision.verdict else otherwise
