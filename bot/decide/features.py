"""How well a passage fits a case, as numbers: similarity, shared words and concepts, parties, amounts, modality."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.case import asked
from bot.case.reading import Case
from bot.decide.reading import Library, Reading
from knowledge.norms.quantities import Quantity

PARTIES = ("staff", "pupil", "former_pupil", "parent", "relative", "manager", "client", "volunteer")
MODALITIES = ("none", "must_not", "should_not", "need_not", "may", "may_with_approval", "must", "should")
LABELS = (
    "must_not",
    "should_not",
    "need_not",
    "may",
    "must",
    "should",
    "approval",
    "exception",
    "condition",
    "report",
    "definition",
    "consequence",
    "limit",
)
UNSEEN = 6.0  # rarity of a word that no passage of the school holds
AMOUNTS = ("age", "money", "duration", "clock", "measure")


OUTPUTS = (
    "relevance",
    "prohibited",
    "permitted",
    "permission_needed",
    "required",
    "not_required",
    "not_prohibited",
    "depends",
    "information",
)
UNREAD = (float("nan"),) * len(OUTPUTS)


@dataclass(frozen=True, slots=True)
class Similarity:
    """How near one passage is to the message among all of its school.

    ``cosine`` and how far it lies behind the best, its share of the softmax over all passages, its rank from 0; BM25 as a
    share of the best and its rank; ``judged`` the pair scorer's numbers (``OUTPUTS``), nan where it was not read, and how far
    its relevance lies behind the best; ``both`` the judge's relevance and the cosine in one sum, which trees can't form, and how
    far it lies behind the best.
    """

    cosine: float
    behind: float
    share: float
    rank: float
    bm25: float
    bm25_rank: float
    judged: tuple[float, ...] = UNREAD
    judged_behind: float = float("nan")
    both: float = float("nan")
    both_behind: float = float("nan")


def compared(bound: Quantity, amounts: Sequence[Quantity]) -> set[float]:
    """How each stated amount that can be compared with ``bound`` lies to it (``Quantity.reaches``)."""
    return {bound.reaches(each) for each in amounts if each.scale == bound.scale}


def fits(bound: Quantity, amounts: Sequence[Quantity]) -> float:
    """1 where a stated amount ("18", "under 18") lies within ``bound``, -1 where one lies outside, 0 where none can be compared."""
    found = compared(bound, amounts)
    return 1.0 if 1.0 in found else min(found, default=0.0)


def told(amounts: Sequence[Quantity]) -> frozenset[str]:
    """The kinds of ``amounts``; a year group tells an age."""
    return frozenset("age" if each.kind == "year_group" else each.kind for each in amounts)


def age_told(bounds: Sequence[Quantity], case: Case) -> bool:
    """Whether the message tells an age: in figures, to one side of any of ``bounds``, or by the school year of who is still here."""
    school_year = any(each.kind == "year_group" for each in case.amounts) and "former_pupil" not in case.parties
    in_figures = any(each.kind == "age" and each.relation == "=" for each in case.amounts)
    return school_year or in_figures or any(fits(bound, case.amounts) for bound in bounds if bound.kind in {"age", "year_group"})


def _amount_features(case: Case, reading: Reading) -> list[float]:
    row: list[float] = []
    for kind in AMOUNTS:
        bounds = [q for q in reading.norm.bounds if q.kind == kind]
        stated = any(q.kind == kind for q in case.amounts)
        found = [fits(q, case.amounts) for q in bounds]
        row += [len(bounds) and 1.0, float(stated), max(found, default=0.0), min(found, default=0.0)]
    return row


def _share(wanted: frozenset[str] | set[str], found: frozenset[str], rarity: dict[str, float]) -> float:
    total = math.fsum(rarity.get(w, UNSEEN) for w in wanted)
    return math.fsum(rarity.get(w, UNSEEN) for w in wanted & found) / total if total else 0.0


def bm25(case: Case, reading: Reading, library: Library) -> float:
    """The passage's BM25 for the message (k1 1.2, b 0.75)."""
    length = 0.25 + 0.75 * len(reading.terms) / max(1.0, library.mean_length)
    counts = {stem: reading.terms.count(stem) for stem in frozenset(case.stems)}
    return math.fsum(library.rarity.get(stem, 0.0) * n * 2.2 / (n + 1.2 * length) for stem, n in counts.items() if n)


def _word_features(case: Case, reading: Reading, library: Library) -> list[float]:
    asked_words = frozenset(case.stems)
    shared = asked_words & reading.own
    grams = len(case.trigrams & reading.trigrams)
    return [
        _share(asked_words, reading.own, library.rarity),
        _share(asked_words, reading.lead, library.rarity),
        _share(asked_words, reading.head, library.rarity),
        _share(asked_words, reading.around, library.rarity),
        _share(reading.own, asked_words, library.rarity),
        max((library.rarity.get(w, 0.0) for w in shared), default=0.0),
        float(len(shared)),
        grams / max(1, len(reading.trigrams)),
        grams / max(1, len(case.trigrams)),
    ]


def _topic_features(case: Case, reading: Reading, library: Library) -> list[float]:
    topics = reading.norm.topics
    shared = case.topics & topics
    return [
        _share(case.topics, topics, library.topic_rarity),
        _share(case.topics, reading.head_topics, library.topic_rarity),
        _share(topics, case.topics, library.topic_rarity),
        max((library.topic_rarity.get(t, 0.0) for t in shared), default=0.0),
        float(len(shared)),
        float(len(topics - case.topics)),
        float(len(case.topics - topics)),
    ]


def _party_features(case: Case, reading: Reading) -> list[float]:
    row = [2.0 * (p in case.parties) + (p in reading.norm.parties) for p in PARTIES]
    row += [float(p in reading.norm.bearers) for p in PARTIES]
    return row + [float(p in reading.head_parties) for p in PARTIES]


def _norm_features(reading: Reading) -> list[float]:
    norm = reading.norm
    return [
        float(MODALITIES.index(norm.modality)),
        float(norm.strength == "should"),
        float(norm.needs_approval),
        float(bool(norm.exception)),
        float(norm.defines),
        float(reading.passage.first),
        float(bool(reading.passage.lead_in)),
        float(bool(reading.passage.header)),
        float(reading.passage.position),
        float(len(reading.own)),
        float(len(reading.around)),
        *(float(label in norm.labels) for label in LABELS),
    ]


def question_features(case: Case) -> list[float]:
    """What is known from the message alone."""
    return [
        *(float(kind in case.asks) for kind in asked.names()),
        *(float(p in case.parties) for p in PARTIES),
        *(float(any(q.kind == kind for q in case.amounts)) for kind in AMOUNTS),
        float(case.turns),
        float(len(case.stems)),
        float(len(case.topics)),
    ]


def pair_features(case: Case, reading: Reading, library: Library, similarity: Similarity) -> list[float]:
    """The numbers for one message and one passage, in a fixed order."""
    return [
        similarity.cosine,
        similarity.behind,
        similarity.share,
        similarity.rank,
        similarity.bm25,
        similarity.bm25_rank,
        *similarity.judged,
        similarity.judged_behind,
        similarity.both,
        similarity.both_behind,
        *_word_features(case, reading, library),
        *_topic_features(case, reading, library),
        *_party_features(case, reading),
        *_amount_features(case, reading),
        *_norm_features(reading),
    ]
