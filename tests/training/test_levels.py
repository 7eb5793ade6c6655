"""Verdicts' logits are levelled to how often people's questions have each."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install -e '.[train]'")

from training.levels import too_seldom
from training.read_data import Organisation, Question, Source


def _asked(verdict: str, times: int, source: Source) -> list[Question]:
    return [Question(Organisation("schools", "ashlow"), (f"{verdict} {n}?",), verdict, (), source=source) for n in range(times)]


def test_what_only_questions_in_pairs_have_often_becomes_less_likely() -> None:
    """A verdict that was made common to learn from loses, one that was not gains, and equal shares change nothing."""
    common = _asked("prohibited", 99, "practice") + _asked("depends", 9, "asked")
    change = too_seldom([*common, *_asked("depends", 90, "questions")], ("prohibited", "depends")).tolist()
    assert change[1] < 0 < change[0]
    assert too_seldom(common, ("prohibited", "depends")).tolist() == [0.0, 0.0]
