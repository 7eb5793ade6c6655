"""``verse induction``, ``verse acknowledgements`` and ``verse export``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from adapters.command_line.wiring import Wiring
from tests.adapters.command_line.fakes import FakeParts, verse
from tests.bot.stored import files_of, stored

SHELL = pytest.CaptureFixture[str]


def test_who_has_finished_is_shown(capsys: SHELL) -> None:
    """Each person's account, how far they are, and the day of the last signature."""
    assert verse("induction", "status", parts=FakeParts()) == 0

    shown = capsys.readouterr().out
    assert ["slack:T1/U1", "staff", "4", "4", "2026-05-01", "2026-05-01"] == shown.splitlines()[1].split()


def test_the_same_goes_to_a_spreadsheet(tmp_path: Path) -> None:
    """One line a person, empty where they have not finished."""
    file = tmp_path / "who.csv"
    assert verse("induction", "csv", "-o", str(file), parts=FakeParts()) == 0

    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    assert ["slack:T1/U2", "new_starter", "1", "4", "2026-05-01", ""] == rows[2]


def test_starting_nobody_is_refused(capsys: SHELL) -> None:
    """An account that names no channel is one clear line."""
    assert verse("induction", "start", "slack:T1/U3", parts=FakeParts()) == 0
    assert verse("induction", "start", "Mrs Osei", parts=FakeParts()) == 2
    assert "slack:T024BE7LD/U023BECGF" in capsys.readouterr().err


def test_a_report_is_written_as_asked(tmp_path: Path) -> None:
    """CSV that no spreadsheet runs, JSON by column, and a PDF."""
    for form in ("csv", "json", "pdf"):
        assert verse("export", "gaps", "--format", form, "-o", str(tmp_path / f"gaps.{form}"), parts=FakeParts()) == 0

    assert [["What", "Count"], ["'=swarm & <b>bees</b>", "3"], ["hive", "2"]] == list(
        csv.reader((tmp_path / "gaps.csv").open("r", newline=""))
    )
    assert {"What": "hive", "Count": "2"} == json.loads((tmp_path / "gaps.json").read_text("utf-8"))["rows"][1]
    assert (tmp_path / "gaps.pdf").read_bytes().startswith(b"%PDF")


def test_every_report_is_written_of_a_school_where_nothing_has_happened(larkfield: Path, tmp_path: Path) -> None:
    """The real records, empty: each report is its header."""
    stored(tmp_path, "larkfield", {"mobile-phones.md": files_of(larkfield)["mobile-phones.md"]})
    for kind in ("acknowledgements", "induction", "gaps", "use"):
        assert verse("export", kind, "--format", "pdf", "-o", str(tmp_path / f"{kind}.pdf"), parts=Wiring(tmp_path)) == 0
    assert verse("induction", "start", "slack:T1/U1", parts=Wiring(tmp_path)) == 0
    file = tmp_path / "induction.csv"
    assert verse("export", "induction", "-o", str(file), parts=Wiring(tmp_path)) == 0
    assert "New starter,1,0,1," == file.read_text("utf-8").splitlines()[1]
