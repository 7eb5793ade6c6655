"""The check of the words and patterns."""

from __future__ import annotations

import shutil
from pathlib import Path

from knowledge.check_vocabulary import FILES, faults

FAULTY = """
[stop]
words = ["the", "The", "the", "", 7]
[endings]
words = []
[spare]
words = ["x"]
"""
PATTERNS = """
[rows]
must = '''
(?:one|two
 |three'''
[approval]
"""


def _copied(root: Path, tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def test_the_files_as_they_are_have_no_fault(root: Path) -> None:
    """What is released passes its own check."""
    assert () == faults(root)


def test_every_fault_of_every_file_is_reported(root: Path, tmp_path: Path) -> None:
    """One run names all that is wrong: entries, tables, patterns, files that are broken, absent or unknown."""
    copy = _copied(root, tmp_path)
    (copy / "knowledge/norms/words.toml").write_text(FAULTY, "utf-8")
    (copy / "knowledge/norms/reading.toml").write_text(PATTERNS, "utf-8")
    (copy / "bot/concern.toml").write_text("[signs", "utf-8")
    (copy / "bot/phrases.toml").unlink()
    (copy / "bot/spare.toml").write_text("", "utf-8")
    found = faults(copy)
    expected = (
        "words.toml: [stop] words: 'the' stands 2 times",
        "words.toml: [stop] words: 'The' has a capital letter",
        "words.toml: [stop] words: an entry is blank",
        "words.toml: [stop] words: 7 is not text",
        "words.toml: [endings] words: is empty",
        "words.toml: [spare] is unknown",
        "reading.toml: [answers] is missing",
        "reading.toml: [rows] must: ' |three' begins or ends with a blank",
        "reading.toml: [rows] must: '(?:one|two\\n |three' is no pattern",
        "reading.toml: [approval] is empty",
        "concern.toml: cannot be read",
        "phrases.toml: cannot be read",
        "spare.toml: name it in",
    )
    assert [] == [fault for fault in expected if not any(fault in each for each in found)]
    assert len(expected) == len(found)
