"""The README's examples do what it says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- checked -->\n```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
RUN = "import sys; from adapters.command_line.app import main; main(sys.argv[1:])"
LIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _examples() -> list[tuple[str, str]]:
    """Each command of a checked block with what is printed below it; "..." there stands for anything."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return [example for block in blocks for example in COMMAND.findall(block)]


def test_there_are_examples() -> None:
    """A question asked and answered comes with the README."""
    assert "ask" in {command.split()[1] for command, _ in _examples()}


@pytest.mark.parametrize(("command", "expected"), _examples())
def test_an_example_prints_what_the_readme_says(command: str, expected: str, larkfield_data: Path) -> None:
    """Each checked command, run on the sample school, prints what stands below it."""
    verse, *arguments = shlex.split(command)
    settings = os.environ | {"VERSE_DATA": str(larkfield_data), "VERSE_TODAY": "2026-05-04", "COLUMNS": "100"}
    run = [sys.executable, "-c", RUN, *arguments]

    ended = subprocess.run(run, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)  # noqa: S603 - the README's own

    assert verse == "verse"
    assert doctest.OutputChecker().check_output(expected, ended.stdout, LIKE), ended.stdout + ended.stderr
