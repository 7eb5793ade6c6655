"""docs/change-a-policy.md does what it says, from signing an answer to taking a version back and forth."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

from adapters.command_line.wiring import Wiring
from tests.adapters.command_line.fakes import verse

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- runs -->\n```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
LIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
WAS, NOW = "until one full academic year has passed", "until six months have passed"


def _examples() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "change-a-policy.md").read_text("utf-8")
    return [example for block in BLOCK.findall(text) for example in COMMAND.findall(block)]


@pytest.fixture
def changing(larkfield_data: Path, larkfield: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample school's data, its new policy and a few questions, in which the commands are run."""
    shutil.copytree(larkfield_data, tmp_path / "data", ignore=shutil.ignore_patterns("records.db*", "writer.lock"))
    (tmp_path / "new").mkdir()
    text = (larkfield / "social-media.md").read_text("utf-8")
    assert 1 == text.count(WAS)
    (tmp_path / "new" / "social-media.md").write_text(text.replace(WAS, NOW), "utf-8")
    asked = '{"school": "larkfield", "question": "May I accept a former pupil who is 19 and left eight months ago on Instagram?"}\n'
    (tmp_path / "questions.jsonl").write_text(asked, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "data"


@pytest.mark.slow
def test_every_command_of_the_page_prints_what_it_says(changing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In order, on the sample school: sign, ask, try a version, put it in force, take it back, put it back."""
    for command, expected in _examples():
        program, *arguments = shlex.split(command)
        assert "verse" == program
        assert 0 == verse(*arguments, parts=Wiring(changing)), command
        printed = capsys.readouterr().out
        assert doctest.OutputChecker().check_output(expected, printed, LIKE), f"{command}\n{printed}"


def test_the_page_shows_every_step() -> None:
    """Signing, previewing, rolling back and undoing are all among the commands that are run."""
    commands = " ".join(command for command, _ in _examples())

    assert all(step in commands for step in ("curate add", "--preview", "rollback", "--undo", "versions list"))
