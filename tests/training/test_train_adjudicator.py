"""What the adjudicator learns from."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("transformers", reason="transformers is not installed: pip install -e '.[train]'")

from bot.decide.foremost import CLAUSES
from bot.decide.reading import Passage
from bot.decide.verdict import CLASSES
from knowledge.adjudicator import BETWEEN
from training.train_adjudicator import ALONE, CUT, OPEN, RIGHT_AT, WRONG_ALONE, Sample, alone, beside, drawn, steps

NEAR = tuple(range(1, 9))
PASSAGES = (Passage(0, "right", "right"), *(Passage(place, f"wrong {place}", f"wrong {place}") for place in NEAR))
WRONG = {PASSAGES[place].sentence for place in NEAR}


def chance() -> random.Random:
    """The same draws each time."""
    return random.Random(0)  # noqa: S311 - an order, not a secret


@pytest.mark.slow
def test_what_decides_stands_first_as_a_rule_but_not_always() -> None:
    """Among three passages it is always there, and at each place about as often as is said."""
    some, dice = Sample("may i", PASSAGES, (0,), NEAR, 0), chance()
    orders = [beside(some, dice).read.split(BETWEEN) for _ in range(2000)]
    assert {(CLAUSES, True)} == {(len(set(order)), "right" in order) for order in orders}
    shares = [sum(order[place] == "right" for order in orders) / len(orders) for place in range(CLAUSES)]
    assert list(RIGHT_AT) == pytest.approx(shares, abs=0.03)


@pytest.mark.slow
def test_where_nothing_decides_near_passages_stand_alone() -> None:
    """A question that no clause decides is read beside its nearest passages."""
    assert set(drawn(Sample("may i", PASSAGES, (), NEAR, 8), chance()).read.split(BETWEEN)) <= WRONG


@pytest.mark.slow
def test_one_clause_is_read_alone_as_often_as_is_said() -> None:
    """By the verdict where it decides; a near one leaves the question open, or out of scope where it is that."""
    dice, permitted, foreign = chance(), CLASSES.index("permitted"), CLASSES.index("out_of_scope")
    read = [drawn(Sample("may i", PASSAGES, (0,), NEAR, permitted), dice) for _ in range(2000)]
    single = [pair for pair in read if BETWEEN not in pair.read]
    assert pytest.approx(len(single) / len(read), abs=0.03) == ALONE
    assert {("right", permitted)} == {(pair.read, pair.verdict) for pair in single if pair.read not in WRONG}
    assert {OPEN} == {pair.verdict for pair in single if pair.read in WRONG}
    assert pytest.approx(sum(pair.read in WRONG for pair in single) / len(single), abs=0.05) == WRONG_ALONE
    assert foreign == alone(Sample("what is for tea", PASSAGES, (), NEAR, foreign), dice).verdict


@pytest.mark.slow
def test_a_clause_is_shown_once_with_all_its_sentences() -> None:
    """Where two sentences of the clause that decides are near, it is read whole, once, wherever it stands."""
    clause = (Passage(0, "right", "right too"), Passage(0, "too", "right too"), *PASSAGES[1:])
    dice = chance()
    orders = [beside(Sample("may i", clause, (0,), (1, *NEAR[1:]), 0), dice).read.split(BETWEEN) for _ in range(200)]
    assert {1} == {order.count("right too") for order in orders}


@pytest.mark.slow
def test_each_question_is_learnt_from_once() -> None:
    """Steps of like length hold all of them, no more than so many at a time."""
    cut = steps([Sample("q" * length, PASSAGES, (0,), NEAR, CLASSES.index("information")) for length in range(1, 60)], chance())
    assert sorted(range(1, 60)) == sorted(len(each.question) for step in cut for each in step)
    assert max(map(len, cut)) == CUT.a_step
