"""The public sets are counted as their makers count them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import public
from benchmarks.conditionalqa import _letters, _said, _same
from benchmarks.shares import classes, constant, share
from bot.answer import Answer

GOLD = ("yes", "yes", "no", "conditional")
NAMES = ("yes", "no", "conditional")


def test_recall_is_told_class_by_class() -> None:
    """Accuracy counts questions alike, the macro recall classes; a class that was never found has none."""
    rows = {row.what.strip(): row.figure for row in classes(GOLD, ("yes", "no", "no", "not_covered"), NAMES)}

    assert "0.500" == rows["accuracy"][:5]
    assert "0.500" == rows["macro recall"]
    assert ["0.500", "1.000", "0.000"] == [rows[f"recall of {name}"][:5] for name in NAMES]


def test_the_trivial_row_is_counted_likewise() -> None:
    """Always yes has every yes right and nothing else."""
    assert "0.500 / 0.333" == constant(GOLD, NAMES, lambda _: "yes").figure


def test_a_share_has_its_interval_and_its_count() -> None:
    """An interval lies round the share; of nothing there is none."""
    assert share([True, False, True, True]).startswith("0.750 (")
    assert share([True, False, True, True]).endswith("3 of 4")
    assert "-" == share([])


@pytest.mark.parametrize(
    ("verdict", "question", "counted"),
    [
        ("required", "Do I have to register?", "yes"),
        ("not_required", "Do I have to register?", "no"),
        ("not_prohibited", "Can I register late?", "yes"),
        ("not_prohibited", "Do I pay?", "not_prohibited"),
        ("permission_needed", "Can I build?", "conditional"),
        ("unsure", "Can I build?", "unsure"),
    ],
)
def test_a_verdict_is_counted_as_the_sets_readme_says(verdict: str, question: str, counted: str) -> None:
    """Where we rule neither yes nor no the question counts as not answered, and so as wrong."""
    assert counted == _said(question, Answer(verdict, ""))  # type: ignore[arg-type]  # the table says


def test_an_evidence_line_is_met_by_the_clause_that_holds_it() -> None:
    """Marks and case do not matter; a word in common is not enough."""
    assert _same(_letters("- You must be 21 or over."), _letters("You must be 21 or over"))
    assert not _same(_letters("You must."), _letters("You must be 21 or over"))


def test_a_set_that_is_not_at_hand_is_said_to_be_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the folder nothing is measured and nothing fails."""
    assert 0 == public.main(["orsharc"], tmp_path)
    assert "not measured" in capsys.readouterr().out
