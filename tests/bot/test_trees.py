"""Trees evaluated as they are written."""

from __future__ import annotations

import json
import math

import pytest

from bot.decide.trees import read_forest

SPLIT = {"feature": [0, 1], "threshold": [18.0, 0.5], "left": [1, -3], "right": [-1, -2], "missing_left": [1, 0], "values": [1.0, 2.0, 3.0]}
LEAF = {"feature": [], "threshold": [], "left": [], "right": [], "missing_left": [], "values": [0.5]}
FOREST = json.dumps({"features": ["age", "held"], "classes": ["yes", "no"], "trees": [[SPLIT, LEAF], [LEAF]]})
NAN = float("nan")


@pytest.mark.parametrize(
    ("row", "value"),
    [((19.0, 0.0), 1.5), ((18.0, 1.0), 2.5), ((18.0, 0.5), 3.5), ((NAN, 0.0), 3.5), ((3.0, NAN), 2.5)],
)
def test_a_row_falls_as_the_tree_says(row: tuple[float, float], value: float) -> None:
    """Up to the threshold is left, over it right, and a missing number goes where the tree sends it; trees add up."""
    assert (value, 0.5) == read_forest(FOREST).scores(row)


def test_probabilities_are_the_softmax() -> None:
    """One step of score is e times the odds, and the classes share one."""
    found = read_forest(FOREST).probabilities((19.0, 0.0))
    assert found["yes"] / found["no"] == pytest.approx(math.e)
    assert sum(found.values()) == pytest.approx(1.0)


def test_a_row_of_another_width_is_refused() -> None:
    """Features that moved apart from the trees are an error, not a guess."""
    with pytest.raises(ValueError, match="3 numbers for 2 features"):
        read_forest(FOREST).scores((1.0, 2.0, 3.0))
