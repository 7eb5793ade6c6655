"""Each question as models see it that never saw its sector: the cosines of all passages, then the judge's numbers for the nearest."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from bot.case.reading import read_case
from bot.decide.amid import judged
from bot.decide.ranking import nearest, to_read
from bot.decide.reading import Passage, read_library
from training.read_data import Corpus, Organisation, Question
from training.similarity_file import Nearness, Numbers

Matcher = Callable[[Sequence[str], Sequence[str]], Numbers]  # questions and passages -> cosines, (questions, passages)
Judge = Callable[[Sequence[tuple[str, str]]], Numbers]  # questions with a passage each -> nine numbers, (pairs, 9)
Model = TypeVar("Model", Matcher, Judge)
Row = tuple[float, ...]
NEVER_JUDGED = "refer"  # a concern is answered before any passage is read


@dataclass(frozen=True, slots=True)
class HalfTrained(Generic[Model]):
    """A model and the sectors that it never saw."""

    model: Model
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Models:
    """The half-trained models. ``share`` of the questions in pairs are judged, which is what takes the time."""

    matchers: Sequence[HalfTrained[Matcher]]
    judges: Sequence[HalfTrained[Judge]]
    share: float = 1.0


def unseen(some: Sequence[HalfTrained[Model]], question: Question) -> list[Model]:
    """The models that never saw the question's sector, or all where it is kept from any. Raises ValueError where each of them saw it."""
    sector = question.organisation.sector
    found = [half.model for half in some if question.kept or sector in half.without]
    if not found:
        message = f"Every model was trained with {sector}: what they say of it would be too good."
        raise ValueError(message)
    return found


def measured(corpus: Corpus, models: Models) -> Iterator[tuple[Organisation, dict[int, Nearness]]]:
    """Organisation by organisation, what is known of its questions by their place in the corpus. Raises ValueError as ``unseen``."""
    for whose, some in corpus.candidates.items():
        asked = {place: each for place, each in enumerate(corpus.questions) if each.organisation == whose}
        if asked:
            yield whose, _organisation(asked, [each.words for each in some], [each.passage for each in some], models)


def _organisation(asked: dict[int, Question], words: Sequence[str], passages: Sequence[Passage], models: Models) -> dict[int, Nearness]:
    one = min(asked.values(), key=lambda each: each.kept)  # what no model saw is not what lets a model measure the others
    questions = [each.words for each in asked.values()]
    library, everything = read_library(passages), [True] * len(passages)
    cosines = _mean([match(questions, words) for match in unseen(models.matchers, one)])
    near = [
        nearest(read_case(each.turns), library, row.tolist(), everything) if _judged(each, models.share) else []
        for each, row in zip(asked.values(), cosines, strict=True)
    ]
    numbers = _read(questions, near, passages, unseen(models.judges, one))
    read = [dict(zip(places, rows, strict=False)) for places, rows in zip(near, numbers, strict=True)]
    return {place: Nearness(row, by_place) for place, row, by_place in zip(asked, cosines, read, strict=True)}


def _read(questions: Sequence[str], near: Sequence[Sequence[int]], passages: Sequence[Passage], judges: Sequence[Judge]) -> list[list[Row]]:
    """What the judges say of each question's nearest passages, as far as the product would have them read: of the first ``near`` ones."""
    read: list[list[Row]] = [[] for _ in questions]
    while any(further := [to_read(places, rows) for places, rows in zip(near, read, strict=True)]):
        pairs = [(question, judged(passages, place)) for question, places in zip(questions, further, strict=True) for place in places]
        numbers = iter(_mean([judge(pairs) for judge in judges]).tolist())
        for rows, places in zip(read, further, strict=True):
            rows += [tuple(next(numbers)) for _ in places]
    return read


def _mean(some: Sequence[Numbers]) -> Numbers:
    return np.asarray(np.mean(some, axis=0), np.float32)


def _judged(question: Question, share: float) -> bool:
    drawn = random.Random(question.words).random()  # noqa: S311 - a draw that stays the same, not a secret
    return question.verdict != NEVER_JUDGED and (not question.paired or drawn <= share)
