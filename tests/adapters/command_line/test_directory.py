"""``verse directory check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.command_line.fakes import FakeParts, verse

SHELL = pytest.CaptureFixture[str]
OLD = """\
[schools.oak]
name = "Oak School"
[schools.oak.contacts.dsl]
name = "Ada"
phone = "01632 960101"
confirmed = 2026-01-05
"""


def test_a_good_file_is_summed_up(capsys: SHELL, root: Path) -> None:
    """Schools and places are listed, and the exit code is 0."""
    assert verse("directory", "check", str(root / "examples" / "directory.toml"), parts=FakeParts()) == 0

    shown = capsys.readouterr().out
    assert "larkfield: Larkfield Primary School, 6 contacts" in shown
    assert "slack T0LARKFIELD: larkfield, 1 channels, 1 groups, 1 people" in shown


def test_old_and_wanting_contacts_are_warnings(capsys: SHELL, tmp_path: Path) -> None:
    """What can be used but should be put right is said without refusing the file."""
    file = tmp_path / "directory.toml"
    file.write_text(OLD, encoding="utf-8")

    assert verse("directory", "check", parts=FakeParts(directory=file)) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "oak: no deputy contact" in shown
    assert "last confirmed on 2026-01-05" in shown


def test_every_fault_is_told_and_the_exit_code_is_2(capsys: SHELL, tmp_path: Path) -> None:
    """A file that can't be used is refused with a line for each fault."""
    file = tmp_path / "directory.toml"
    file.write_text('[schools.oak]\nnam = "x"\n[slack.T1]\nschools = ["elm"]\n', encoding="utf-8")

    assert verse("directory", "check", str(file), parts=FakeParts()) == 2

    assert 3 == len(capsys.readouterr().err.strip().splitlines())


def test_without_a_file_it_says_where_to_name_one(capsys: SHELL) -> None:
    """With none set, the setting and the example are named."""
    assert verse("directory", "check", parts=FakeParts()) == 2

    assert "VERSE_DIRECTORY" in capsys.readouterr().err


def test_what_is_sent_unasked_is_said(capsys: SHELL, tmp_path: Path) -> None:
    """Whether and when people are reminded stands beside their school."""
    file = tmp_path / "directory.toml"
    file.write_text(OLD + "[schools.oak.reminders]\non = true\nholidays = [2027-01-04]\n", encoding="utf-8")

    assert verse("directory", "check", str(file), parts=FakeParts()) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "reminders of inductions every 7 days at 09:00 (Mon, Tue, Wed, Thu, Fri; Europe/London), 4 at most, not on 2027-01-04" in shown
