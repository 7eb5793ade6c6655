"""The judge's second pass: one passage that decides beside near ones that do not."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("transformers", reason="transformers is not installed: pip install -e '.[train]'")

from training.sharpen_judge import CHOICES_A_STEP, choices, steps
from training.train_judge import Sample

CHANCE = random.Random(0)  # noqa: S311 - an order, not a secret
NEAR = tuple(f"wrong {place}" for place in range(10))


@pytest.mark.slow
def test_a_choice_is_one_that_decides_beside_four_others() -> None:
    """The first decides, the others are four different near ones; a sample with too few of either is left out."""
    some = [Sample("may i", ("right a", "right b"), NEAR, 0), Sample("alone", ("right",), NEAR[:3], 0), Sample("none", (), NEAR, 0)]
    found = list(choices(some, CHANCE))
    assert ["may i"] == [each.question for each in found]
    assert found[0].passages[0] in {"right a", "right b"}
    assert (4, True) == (len(set(found[0].passages[1:])), set(found[0].passages[1:]) <= set(NEAR))


@pytest.mark.slow
def test_each_choice_is_learnt_from_once() -> None:
    """Steps of like length hold all of them, no more than so many at a time."""
    some = list(choices([Sample("q" * length, ("right",), NEAR, 0) for length in range(1, 40)], CHANCE))
    cut = steps(some, CHANCE)
    assert sorted(range(1, 40)) == sorted(len(each.question) for step in cut for each in step)
    assert max(map(len, cut)) == CHOICES_A_STEP
