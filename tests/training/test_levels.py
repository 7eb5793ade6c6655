"""Verdicts' logits are levelled to how often people's questions have each."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install -e '.[train]'")

from training.levels import too_seldom
from training.read_data import Organisation, Question


def _asked(verdict: str, times: int, *, extra: bool) -> list[Question]:
    return [Question(Organisation("schools", "ashlow"), (f"{verdict} {n}?",), verdict, (), extra=extra) for n in range(times)]


def test_what_only_the_extra_questions_have_often_becomes_less_likely() -> None:
    """A verdict that was made common to learn from loses, one that was not gains, and equal shares change nothing."""
    common = _asked("prohibited", 99, extra=False) + _asked("depends", 9, extra=False)
    change = too_seldom([*common, *_asked("depends", 90, extra=True)], ("prohibited", "depends")).tolist()
    assert change[1] < 0 < change[0]
    assert too_seldom(common, ("prohibited", "depends")).tolist() == [0.0, 0.0]
