"""Where the readers differ reaches the policy's owner, without what was asked or who asked it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.model.differences import DIFFERENCES, Difference, DifferenceFile
from bot.model.reading import ModelReader
from bot.reports.report import differences
from tests.bot.model.scripted import Bench, proposal

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def file(tmp_path: Path) -> DifferenceFile:
    return DifferenceFile(tmp_path / DIFFERENCES)


def _one(clause: str = "4.1", *, school: str = "larkfield", stood: str = "model") -> Difference:
    return Difference(school, "mobile-phones", clause, "permitted", "prohibited", stood, "the norm reader guessed")  # type: ignore[arg-type]  # the test says


def test_what_was_kept_is_read_back_for_its_school_alone(file: DifferenceFile, tmp_path: Path) -> None:
    """Another school's lines, older ones and a line that was cut off are passed over."""
    file.add(_one())
    file.add(_one(school="elsewhere"))
    with (tmp_path / DIFFERENCES).open("a", encoding="utf-8") as out:
        out.write(json.dumps({"day": "2019-05-01", "school": "larkfield"}) + '\n{"day": "2026-01-0\n[]\n\n')

    found = file.of("larkfield", LONG_AGO)

    assert [_one()] == [kept.difference for kept in found]
    assert () == file.of("larkfield", date(2999, 1, 1))


def test_no_file_is_no_difference(file: DifferenceFile) -> None:
    """Where no model was ever used the report is empty."""
    assert () == differences("larkfield", file.of("larkfield", LONG_AGO)).rows


def test_the_report_counts_by_clause_and_tells_when_only_of_what_is_often(file: DifferenceFile) -> None:
    """The clause that differs most stands first; a month that could point at one person's question is not told."""
    for each in (_one("9"), *([_one()] * 3), _one("7", stood="norms")):
        file.add(each)

    report = differences("larkfield", file.of("larkfield", LONG_AGO))

    month = f"{datetime.now(UTC):%Y-%m}"
    why = "the norm reader guessed"
    assert (
        ("mobile-phones", "4.1", "permitted", "prohibited", "the model's", why, "3", month),
        ("mobile-phones", "7", "permitted", "prohibited", "the norm reader's", why, "1", ""),
        ("mobile-phones", "9", "permitted", "prohibited", "the model's", why, "1", ""),
    ) == report.rows


def test_no_word_of_a_question_reaches_the_report(bench: Bench, file: DifferenceFile, tmp_path: Path) -> None:
    """From a real difference: neither file nor report holds what was asked, and nothing of who asked."""
    bench.model.says = lambda _: proposal("out_of_scope", reason="Nothing about zebras.")

    bench.answer("can I use my zebra phone in the corridor?", second=ModelReader(bench.model, differences=file))

    report = differences("larkfield", file.of("larkfield", LONG_AGO))
    assert 1 == len(report.rows)
    assert "out_of_scope" in report.rows[0]
    kept = (tmp_path / DIFFERENCES).read_text("utf-8")
    assert "zebra" not in kept
    assert {"school", "policy", "clause", "norms", "model", "stood", "why", "day"} == set(json.loads(kept))
