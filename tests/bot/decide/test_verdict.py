"""What the trees and the adjudicator make of a case together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.case.reading import read_case
from bot.decide.ranking import candidates, ranked
from bot.decide.reading import Passage, read_library
from bot.decide.verdict import CLASSES, probabilities

SENTENCES = (
    "Staff may use their own phone in the staff room at break.",
    "Staff must not use their own phone in a classroom.",
    "Phones are switched off in assembly.",
    "The caretaker keeps the keys.",
)
CASE = read_case(("can I text from the staff room at break?",))
FOUND = ranked(
    CASE,
    candidates(
        CASE,
        read_library([Passage(n, sentence, sentence, "", "", "", n / 4, first=True) for n, sentence in enumerate(SENTENCES)]),
        [0.8, 0.5, 0.3, 0.1],
        [True] * 4,
        None,
    ),
)


def sure_of(verdict: str) -> tuple[float, ...]:
    """An adjudicator's numbers that leave no doubt."""
    return tuple(float(name == verdict) for name in CLASSES)


@pytest.mark.parametrize("verdict", CLASSES)
def test_a_sure_adjudicator_makes_its_verdict_likelier(verdict: str) -> None:
    """Whatever it is sure of gains, and the shares still make one whole."""
    alone, both = probabilities(CASE, FOUND), probabilities(CASE, FOUND, lambda _: sure_of(verdict))
    assert both[verdict] > alone[verdict]
    assert 1.0 == pytest.approx(sum(both.values()))


def test_an_undecided_adjudicator_changes_no_order() -> None:
    """Equal shares leave the trees' order as it is."""
    alone, both = probabilities(CASE, FOUND), probabilities(CASE, FOUND, lambda _: (0.1,) * len(CLASSES))
    assert sorted(CLASSES, key=lambda name: alone[name]) == sorted(CLASSES, key=lambda name: both[name])


def test_it_is_asked_of_the_surest_three() -> None:
    """The places of the first three candidates go to it, surest first."""
    asked: list[int] = []

    def adjudicate(places: Sequence[int]) -> tuple[float, ...]:
        asked.extend(places)
        return sure_of("permitted")

    probabilities(CASE, FOUND, adjudicate)
    assert [each.place for each in FOUND[:3]] == asked
