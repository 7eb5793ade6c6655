"""Question in, verified answer out: concern, case, search, decide, phrase, verify."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answer import Answer, Question
from bot.case.reading import Case, read_case
from bot.concern import find_concern
from bot.decide.deciding import decide
from bot.decide.decision import Decision
from bot.decide.ranking import Candidate, Judge, candidates, ranked
from bot.phrase import phrase
from bot.phrase_concern import phrase_concern, with_signpost
from bot.reviews import review_notices
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

    def __init__(self, store: Store, search: Search, embedder: Embedder, pairs: Pairs | None) -> None:
        """``pairs`` may be None: the ranker then does without it and is surer of less."""
        self._store, self._search, self._embedder, self._pairs = store, search, embedder, pairs
        self._shelves: dict[str, Shelf] = {}
        self._lock = Lock()

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``. Raises UnknownName for a school that is not there."""
        turns = (*question.turns, question.text)
        concern = find_concern(turns, self._embedder.embed([question.text])[0].tolist())
        if concern is not None and concern.certain:
            return phrase_concern(concern)
        case = read_case(turns)
        index = self._search.index(question.school)
        shelf = self._shelf(question.school, index)
        decision = decide(case, self._found(question, case, index, shelf), shelf.places)
        answer = self._worded(decision, case, shelf, today)
        return with_signpost(answer, concern) if concern else answer

    def _found(self, question: Question, case: Case, index: SchoolIndex, shelf: Shelf) -> tuple[Candidate, ...]:
        """The passages that this asker may see, ranked."""
        audience = AUDIENCES[question.role]
        visible = index.open_to(audience)
        open_to = [bool(visible[place.row]) for place in shelf.places]
        cosines = index.cosines(self._embedder.embed([case.whole])[0], audience) if index.dense else np.zeros(len(index.rows), np.float32)
        near = [float(cosines[place.row]) for place in shelf.places]
        found = candidates(case, shelf.library, near, open_to, self._judge(case, index, shelf))
        return ranked(case, found)

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

    def _worded(self, decision: Decision, case: Case, shelf: Shelf, today: date) -> Answer:
        cited = {ground.source.version for ground in decision.grounds}
        notices = review_notices([policy for policy in shelf.policies if policy.version in cited], today)
        sources = {place.source.version: place.source.text for place in shelf.places}
        fallback = phrase(Decision("unsure", 0.0, ()), case)
        return verified(phrase(decision, case, notices), sources, fallback)
