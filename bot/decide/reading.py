"""A school's passages read once: norms, words and concepts, with how rare each is among them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.norms.concepts import concepts
from knowledge.norms.reading import Norm, read_norm
from knowledge.norms.words import stems, trigrams


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a clause, as it is searched and judged.

    ``clause`` numbers its clause within the school; ``whole`` is the clause's text; ``header`` a table's header row, for a row;
    ``position`` how far down its document it stands, 0 to 1; ``first`` says that it is its clause's first sentence; ``meanings`` is
    what other clauses say of the terms that its own uses (``bot.decide.meanings``).
    """

    clause: int
    sentence: str
    whole: str
    lead_in: str = ""
    heading: str = ""
    header: str = ""
    position: float = 0.0
    first: bool = True
    meanings: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its norm and its words.

    ``own``, ``lead``, ``head`` and ``around`` are the stems of the sentence, its lead-in, its heading and its whole clause; ``terms``
    those of lead-in and sentence in order, for BM25.
    """

    passage: Passage
    norm: Norm
    own: frozenset[str]
    lead: frozenset[str]
    head: frozenset[str]
    around: frozenset[str]
    trigrams: frozenset[str]
    head_parties: frozenset[str]
    head_topics: frozenset[str]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All readings of one school with the rarity (idf) of their stems and topics."""

    readings: tuple[Reading, ...]
    rarity: dict[str, float]
    topic_rarity: dict[str, float]
    mean_length: float


def read_passage(passage: Passage) -> Reading:
    """``passage`` with its norm and words."""
    terms = stems(f"{passage.lead_in} {passage.sentence}")
    return Reading(
        passage=passage,
        norm=read_norm(passage.sentence, passage.lead_in, passage.header),
        own=frozenset(stems(passage.sentence)),
        lead=frozenset(stems(passage.lead_in)),
        head=frozenset(stems(passage.heading)),
        around=frozenset(stems(passage.whole)),
        trigrams=trigrams(passage.sentence),
        head_parties=concepts(passage.heading, "party"),
        head_topics=concepts(passage.heading),
        terms=terms,
    )


def _rarity(groups: Iterable[Iterable[str]], count: int) -> dict[str, float]:
    seen = Counter(item for group in groups for item in group)
    return {item: math.log(1 + (count - n + 0.5) / (n + 0.5)) for item, n in seen.items()}


def read_library(passages: Sequence[Passage]) -> Library:
    """Every passage of a school read, in order."""
    readings = tuple(read_passage(passage) for passage in passages)
    count = len(readings)
    return Library(
        readings=readings,
        rarity=_rarity((r.own | r.lead | r.head for r in readings), count),
        topic_rarity=_rarity((r.norm.topics | r.head_topics for r in readings), count),
        mean_length=sum(len(r.terms) for r in readings) / max(1, count),
    )
