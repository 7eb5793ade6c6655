"""What is read together of the ranked passages: the surest of each of the first clauses, amid what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.decide.amid import AROUND, amid, with_context
from bot.decide.ranking import Candidate
from bot.decide.reading import Passage

# Of each clause that are read around its surest sentence: nine in ten of real schools' clauses are read whole where they stand first.
WORDS_AMID: Final = (90, 40, 40)
CLAUSES: Final = len(WORDS_AMID)  # that are read together


def foremost(found: Sequence[Candidate], most: int = CLAUSES) -> list[int]:
    """The places of the surest passages of the first clauses (three, or as many as ``most``), surest first; one a clause."""
    return one_a_clause(((each.reading.passage.clause, each.place) for each in found), most)


def one_a_clause(ranked: Iterable[tuple[int, int]], most: int = CLAUSES) -> list[int]:
    """Of clauses and places, surest first, the first place in each of the first clauses."""
    surest: dict[int, int] = {}
    for clause, place in ranked:
        surest.setdefault(clause, place)
    return list(surest.values())[:most]


def read_together(passages: Sequence[Passage], places: Sequence[int]) -> list[str]:
    """The words of the passages at ``places``, each amid its clause, with what they hang on; one by itself with what its terms mean, too.

    ``passages`` are all of a school, in reading order.
    """
    read = [with_context(passages[place], amid(passages, place, most)) for place, most in zip(places, WORDS_AMID, strict=False)]
    if len(places) == 1 and passages[places[0]].meanings:
        read[0] += AROUND + passages[places[0]].meanings
    return read
