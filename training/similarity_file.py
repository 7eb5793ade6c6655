"""What the half-trained models say of each question, as a file: all passages' cosines, and the judge's numbers for the nearest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.decide.features import OUTPUTS, UNREAD
from bot.decide.ranking import READ_TO, Judge
from training.read_data import Corpus

Numbers = NDArray[np.float32]
NO_PLACE = -1


@dataclass(frozen=True, slots=True)
class Nearness:
    """One question's: the cosines of its organisation's passages, (passages,), and by a passage's place the judge's nine numbers."""

    cosines: Numbers
    judged: Mapping[int, tuple[float, ...]]

    def judge(self) -> Judge | None:
        """The judge as it answered then; None where it was not asked. A passage that it did not read has no numbers."""
        if not self.judged:
            return None
        return lambda chosen: [self.judged.get(place, UNREAD) for place in chosen]


def fingerprint(corpus: Corpus) -> str:
    """Names the questions and passages, in their order: similarities stand for no others."""
    total = hashlib.sha256()
    for whose, some in corpus.candidates.items():
        total.update("\0".join((whose.sector, whose.name, *(each.words for each in some))).encode() + b"\1")
    for question in corpus.questions:
        total.update("\0".join((question.organisation.sector, question.organisation.name, *question.turns)).encode() + b"\1")
    return total.hexdigest()


def write_similarities(path: Path, corpus: Corpus, some: Sequence[Nearness]) -> None:
    """Write what is known of the corpus's questions, in their order, to ``path`` (.npz)."""
    places = np.full((len(some), READ_TO[-1]), NO_PLACE, np.int32)
    judged = np.full((len(some), READ_TO[-1], len(OUTPUTS)), np.nan, np.float32)
    for row, each in enumerate(some):
        for column, (place, numbers) in enumerate(each.judged.items()):
            places[row, column], judged[row, column] = place, numbers
    cosines = np.concatenate([each.cosines for each in some])
    np.savez_compressed(path, corpus=np.array(fingerprint(corpus)), cosines=cosines, places=places, judged=judged)


def read_similarities(path: Path, corpus: Corpus) -> list[Nearness]:
    """One for each of the corpus's questions, in their order. Raises OSError, and ValueError where they are another corpus's."""
    with np.load(path) as file:
        if str(file["corpus"]) != fingerprint(corpus):
            message = f"{path} was made of other questions or passages: make it again with training.similarities."
            raise ValueError(message)
        ends = np.cumsum([len(corpus.candidates[each.organisation]) for each in corpus.questions])
        cosines = np.split(file["cosines"].astype(np.float32), ends[:-1])
        rows = zip(cosines, file["places"].tolist(), file["judged"].tolist(), strict=True)
    return [Nearness(near, _by_place(places, judged)) for near, places, judged in rows]


def _by_place(places: Sequence[int], judged: Sequence[Sequence[float]]) -> dict[int, tuple[float, ...]]:
    return {place: tuple(numbers) for place, numbers in zip(places, judged, strict=True) if place != NO_PLACE}
