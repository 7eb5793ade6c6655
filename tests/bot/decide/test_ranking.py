"""Which passages the judge is asked to read."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pytest

from bot.case.reading import read_case
from bot.decide.features import OUTPUTS
from bot.decide.ranking import CANDIDATES, CLEAR, READ_TO, Candidate, candidates
from bot.decide.reading import Passage, read_library

CASE = read_case(("can I take the minibus home?",))
FIRST, _, ALL = READ_TO
PASSAGES = [Passage(n, f"Rule {n} is about the minibus.", "", "", "", "", n / 60, first=True) for n in range(60)]
LIBRARY = read_library(PASSAGES)
COSINES = [0.9 - n / 100 for n in range(60)]


def judged_at(relevance: Sequence[float]) -> tuple[list[int], tuple[Candidate, ...]]:
    """The places that a judge is asked to read, one after another, who finds them as relevant as that; and the candidates."""
    asked: list[int] = []

    def judge(chosen: Sequence[int]) -> list[tuple[float, ...]]:
        asked.extend(chosen)
        return [(relevance[place], *([0.0] * (len(OUTPUTS) - 1))) for place in chosen]

    return asked, candidates(CASE, LIBRARY, COSINES, [True] * 60, judge)


def clear_at(clear: int) -> list[float]:
    """Relevances of which that one alone is clear."""
    return [CLEAR + 0.1 if place == clear else -3.0 for place in range(60)]


@pytest.mark.parametrize("clear", range(FIRST))
def test_no_further_passage_is_read_once_one_is_clearly_relevant(clear: int) -> None:
    """Wherever among the first it stands, the judge reads the first ones only."""
    asked, found = judged_at(clear_at(clear))
    assert list(range(FIRST)) == asked
    assert len(found) == CANDIDATES


@pytest.mark.parametrize("clear", range(FIRST, CANDIDATES))
def test_the_judge_reads_on_until_one_is_clearly_relevant(clear: int) -> None:
    """What stands a little further down ends the reading where it is read."""
    asked, found = judged_at(clear_at(clear))
    assert list(range(CANDIDATES)) == asked == [each.place for each in found]


@pytest.mark.parametrize("relevance", [-3.0, 0.0, CLEAR])
def test_more_are_read_where_none_is_clearly_relevant(relevance: float) -> None:
    """The judge reads on, every candidate once, and what it read is ranked."""
    asked, found = judged_at([relevance] * 60)
    assert list(range(ALL)) == asked == [each.place for each in found]
    assert not any(isnan(each.similarity.judged[0]) for each in found)
