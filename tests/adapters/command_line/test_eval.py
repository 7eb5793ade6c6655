"""``verse eval``: what counts as right, and the tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from adapters.command_line.evaluating import Reader
from adapters.command_line.marks import Gold, interval, marked
from bot.answer import Answer
from tests.adapters.command_line.fakes import CITATION, DEPENDS, NO, WORDS, FakeParts, verse

SOURCES = {CITATION.version: WORDS}


def test_an_answer_is_right_when_verdict_clause_words_and_quotes_are() -> None:
    """Each mark is by itself, and right is all of them."""
    gold = Gold(("prohibited",), cite_all=("must not keep bees",), mention=("hive|swarm",))
    marks = marked(gold, NO, SOURCES)

    assert (True, True, True, 1.0, False) == (marks.right, marks.cited, marks.mention, marks.precision, marks.dangerous)


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        (Gold(("permitted",)), NO),
        (Gold(("prohibited",), cite_all=("wasps",)), NO),
        (Gold(("prohibited",), mention=("wasps",)), NO),
        (Gold(("prohibited",)), replace(NO, citations=(replace(CITATION, quote="Staff may keep bees anywhere"),))),
    ],
)
def test_one_fault_is_enough(gold: Gold, answer: Answer) -> None:
    """A wrong verdict, a clause or word that is missing, or a quote that stands nowhere is not right."""
    assert not marked(gold, answer, SOURCES).right


def test_a_lenient_answer_to_a_strict_question_is_dangerous() -> None:
    """Dangerous is lenient where the right answer is strict, unless that too is accepted."""
    answer = replace(NO, verdict="not_covered")

    assert marked(Gold(("prohibited",)), answer, SOURCES).dangerous
    assert not marked(Gold(("prohibited", "not_covered")), answer, SOURCES).dangerous


def test_the_missing_fact_counts_for_depends_alone() -> None:
    """The fact asked for is marked where the answer is depends."""
    assert marked(Gold(("depends",), missing="age"), DEPENDS, SOURCES).missing
    assert marked(Gold(("depends",), missing="age"), NO, SOURCES).missing is None


def test_an_interval_holds_its_mean_and_is_drawn_alike() -> None:
    """The bootstrap gives the same interval in every run, round the mean."""
    mean, low, high = interval([1.0, 0.0, 1.0, 1.0])

    assert 0.75 == mean
    assert low <= mean <= high
    assert interval([1.0, 0.0, 1.0, 1.0]) == (mean, low, high)


@dataclass
class Says:
    """Answers alike to everything."""

    what: Answer

    def answer(self, *_: object) -> Answer:
        """Say it."""
        return self.what


@dataclass
class EvalParts(FakeParts):
    """The made-up school with two readers."""

    def readers(self, model: str | None) -> Sequence[Reader]:
        """The norms, and a model where one is named."""
        norms = Reader("norms", Says(NO), lambda: (0, 0))
        return (norms, Reader("model", Says(DEPENDS), lambda: (10, 5))) if model else (norms,)

    def sources(self) -> Mapping[str, str]:
        """The one text."""
        return SOURCES


def test_readers_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has a column a reader, and each reader its confusions."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "school": "hive-hill", "question": "bees?", "verdict": "prohibited"}) + "\n", "utf-8")

    code = verse("eval", str(gold), "--model", "replay:x", parts=EvalParts())

    printed = capsys.readouterr().out
    assert 0 == code
    assert {"norms", "model", "right", "dangerous", "depends"} <= set(printed.replace("│", " ").replace("┃", " ").split())
    assert "1.000 (1.000-1.000)" in printed


def test_a_file_without_right_answers_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line without a verdict is named."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"school": "hive-hill", "question": "bees?"}) + "\n", "utf-8")

    assert 2 == verse("eval", str(gold), parts=EvalParts())
    assert "line 1: `verdict`" in capsys.readouterr().err
