"""What the terms of a clause mean, where another clause of its document says so: "In this policy “staff” includes volunteers"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.decide.reading import Passage
from knowledge.norms.definitions import Definition, definitions, explains_words, instances, uses_term

WORDS: Final = 60  # of meanings that a clause is read with
MOST: Final = 200  # meanings of a document that are looked for in its clauses: no real one has a quarter, a hostile one may have thousands


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term means, and the number of the clause that says so."""

    term: str
    text: str
    clause: int


def with_meanings(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of one document, each with what other clauses say of the terms that its clause uses."""
    known = glossary(passages)[:MOST]
    if not known:
        return tuple(passages)
    texts = {each.clause: f"{each.lead_in} {each.whole}" for each in passages}
    used = {clause: [each for each in known if uses_term(text, each.term)] for clause, text in texts.items()}
    common = Counter(each.term for found in used.values() for each in found)
    told = {clause: " ".join(_told(clause, found, common)) for clause, found in used.items()}
    return tuple(replace(each, meanings=told[each.clause]) for each in passages)


def glossary(passages: Sequence[Passage]) -> tuple[Meaning, ...]:
    """All that a document says of its terms, in reading order: what they mean first, then what falls under them or does not."""
    means = tuple(_meanings((each, _defined(each)) for each in passages))
    known = frozenset(each.term for each in means)
    return (*means, *_meanings((each, instances(each.sentence, known)) for each in passages))


def _defined(passage: Passage) -> Iterable[Definition]:
    there = any(explains_words(text) for text in (passage.heading, passage.lead_in, passage.header))
    return definitions(passage.sentence, glossary=there)


def _meanings(found: Iterable[tuple[Passage, Iterable[Definition]]]) -> Iterator[Meaning]:
    yield from (Meaning(each.term, " ".join(each.text.split()), passage.clause) for passage, some in found for each in some)


def _told(clause: int, used: Sequence[Meaning], common: Mapping[str, int]) -> Iterator[str]:
    """What other clauses say, as much as is read: of the rarest terms first, since what "staff" are nearly every clause would tell."""
    texts = dict.fromkeys(each.text for each in sorted(used, key=lambda each: common[each.term]) if each.clause != clause)
    read = 0
    for text in texts:
        words = len(text.split())
        if not read or read + words <= WORDS:
            read += words
            yield text
