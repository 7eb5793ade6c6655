"""Which passages speak of the case: candidates by similarity, then a learned ranker over exact readings and similarity."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.case.reading import Case
from bot.decide.features import UNREAD, Similarity, bm25, pair_features, question_features
from bot.decide.reading import Library, Reading
from bot.decide.trees import Forest, load_forest
from knowledge.norms.reading import Norm

CANDIDATES = 24  # that are ranked, and as many more as the judge had to read
READ_TO = (12, CANDIDATES, 48)  # it reads on to the next of these where nothing so far is clearly relevant: each costs about 15 ms
CLEAR = 1.0  # its logit
COSINE_WEIGHS = 6.0  # beside the judge's relevance, a logit
SHARPNESS = 18.0  # of the softmax that the matcher was trained with
WORDS_WEIGH = 0.05

BINDS_OTHERS = 1.0
OTHERS = frozenset({"pupil", "parent", "former_pupil"})
NOT_LEAVERS = 1.0
PEOPLE = frozenset({"pupil", "former_pupil", "parent", "relative", "client"})
RULED = frozenset({"may", "must"})  # asked for by such a message: a rule
_OF_SELF = re.compile(
    r"\b(?:can|could|may|should|shall|must|do|did|am|would) (?:i|we)\b|\b(?:ok|okay|alright|fine|allowed) (?:for me )?to\b"
    r"|\b(?:add|adds|added|adding|follow\w*|friend\w*|request\w*|contact\w*|messag\w*|email\w*|text\w*|dm\w*|sent|invit\w*)"
    r" (?:me|us)\b"
)
RECOUNTS_LAW = 1.5  # of the ranker's score
ONLY_DEFINES = 1.5
_LAW = re.compile(r"(?i)\b(?:acts?|regulations|bill)\b[^.]*\b(?:19|20)\d\d\b|\blegislation\b")

Judge = Callable[[Sequence[int]], Sequence[Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may speak of the case: its place in the library, its numbers, and how surely it is the one (0 to 1).

    ``alone`` is each verdict's share where the adjudicator read its clause by itself (``bot.decide.alone``), else empty.
    """

    place: int
    reading: Reading
    similarity: Similarity
    row: tuple[float, ...]
    relevance: float = 0.0
    alone: tuple[float, ...] = ()


@cache
def ranker() -> Forest:
    """The ranker as trained."""
    return load_forest("ranker")


def _first(cosines: Sequence[float], words: Sequence[float], open_to: Sequence[bool]) -> list[int]:
    most = max(words, default=0.0) or 1.0
    pool = sorted((-(c + WORDS_WEIGH * w / most), n) for n, (c, w) in enumerate(zip(cosines, words, strict=True)) if open_to[n])
    return [n for _, n in pool[: READ_TO[-1]]]


def _most(numbers: Sequence[float]) -> float:
    """The greatest number that is one; nan where none is."""
    return max((n for n in numbers if not math.isnan(n)), default=float("nan"))


def to_read(chosen: Sequence[int], read: Sequence[Sequence[float]]) -> Sequence[int]:
    """Which of ``chosen`` the judge reads next, where it said ``read`` of the first: none once one of these clearly decides."""
    if _most([row[0] for row in read]) > CLEAR:
        return ()
    return chosen[len(read) : next((end for end in READ_TO if end > len(read)), 0)]


def _judged(chosen: Sequence[int], judge: Judge) -> list[tuple[float, ...]]:
    """The judge's numbers for the nearest of ``chosen``: further ones are read only where nothing so far decides."""
    read: list[tuple[float, ...]] = []
    while further := to_read(chosen, read):
        read += [tuple(row) for row in judge(further)]
    return read


def nearest(case: Case, library: Library, cosines: Sequence[float], open_to: Sequence[bool]) -> list[int]:
    """The places that the judge may read, nearest first; ``cosines`` and ``open_to`` run beside the library's readings."""
    return _first(cosines, [bm25(case, reading, library) for reading in library.readings], open_to)


def candidates(
    case: Case, library: Library, cosines: Sequence[float], open_to: Sequence[bool], judge: Judge | None
) -> tuple[Candidate, ...]:
    """The nearest passages with their numbers, nearest first; ``cosines`` and ``open_to`` run beside the library's readings."""
    words = [bm25(case, reading, library) for reading in library.readings]
    chosen = _first(cosines, words, open_to)
    if not chosen:
        return ()
    best, most = cosines[chosen[0]], max(words) or 1.0
    total = sum(math.exp((c - best) * SHARPNESS) for c in cosines)
    judged = _judged(chosen, judge) if judge else []
    chosen = chosen[: max(CANDIDATES, len(judged))]
    judged += [UNREAD] * (len(chosen) - len(judged))
    sums = [numbers[0] + COSINE_WEIGHS * cosines[place] for place, numbers in zip(chosen, judged, strict=True)]
    top, most_sum = _most([row[0] for row in judged]), _most(sums)
    found = []
    for rank, (place, numbers) in enumerate(zip(chosen, judged, strict=True)):
        cosine = cosines[place]
        similarity = Similarity(
            cosine=cosine,
            behind=cosine - best,
            share=math.exp((cosine - best) * SHARPNESS) / total,
            rank=float(rank),
            bm25=words[place] / most,
            bm25_rank=float(sum(1 for w in words if w > words[place])),
            judged=numbers,
            judged_behind=numbers[0] - top,
            both=sums[rank],
            both_behind=sums[rank] - most_sum,
        )
        reading = library.readings[place]
        found.append(Candidate(place, reading, similarity, tuple(pair_features(case, reading, library, similarity))))
    return tuple(found)


def most_relevant(found: Sequence[Candidate]) -> float:
    """The judge's greatest relevance, a logit; nan where it read nothing."""
    return _most([each.similarity.judged[0] for each in found])


def background(case: Case, candidate: Candidate) -> float:
    """What a passage loses that doesn't decide, however near it is.

    One that recounts an Act, unasked, one that only says what words mean or reach where somebody asks what may or must be done, one that
    binds others where somebody asks of themselves, one that names others than leavers.
    """
    reading = candidate.reading
    recounts = bool(_LAW.search(reading.passage.heading)) and "illegal" not in case.topics
    binds_others = bool(reading.norm.bearers & OTHERS) and "staff" not in reading.norm.bearers
    about = reading.norm.parties & PEOPLE
    not_leavers = "former_pupil" in case.parties and bool(about) and "former_pupil" not in about
    own = RECOUNTS_LAW * recounts + BINDS_OTHERS * (binds_others and bool(_OF_SELF.search(case.last.lower())))
    return own + NOT_LEAVERS * not_leavers + ONLY_DEFINES * (only_defines(reading.norm) and bool(case.asks & RULED))


def only_defines(norm: Norm) -> bool:
    """Whether a passage says what words mean, or what a rule reaches, and rules nothing itself."""
    return norm.modality == "none" and (norm.defines or "definition" in norm.labels)


def ranked(case: Case, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates by the ranker, surest first; ``relevance`` is their softmax."""
    case_numbers = question_features(case)
    return by_score(found, [ranker().scores((*each.row, *case_numbers))[0] - background(case, each) for each in found])


def by_score(found: Sequence[Candidate], scores: Sequence[float]) -> tuple[Candidate, ...]:
    """The candidates by their ``scores``, surest first; ``relevance`` is their softmax."""
    top = max(scores, default=0.0)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    order = sorted(range(len(found)), key=lambda n: -scores[n])
    return tuple(replace(found[n], relevance=weights[n] / total) for n in order)
