"""Bad and odd files: each ends as the set's manifest expects."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from knowledge.lines import Document
from knowledge.readers import Refused, read_file

pytestmark = pytest.mark.slow
_SET = Path(__file__).resolve().parents[4] / "shared" / "badfiles"
_MANIFEST = _SET / "MANIFEST.md"
_PATIENCE = 30  # seconds: what the child is allowed, and a reader of the report will wait
_WORDLESS = {"sty-having-no-styles-part.docx", "having-images.docx"}  # listed as text, but there is not a word in them


def _expected() -> list[tuple[str, str]]:
    """Each file of the manifest, with what it says of it."""
    if not _MANIFEST.is_file():
        return []
    out = []
    for row in _MANIFEST.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 7 and "/" in cells[0]:
            out.append((cells[0], cells[5]))
        elif len(cells) == 2:
            out.extend((f"generated/{name}", cells[1]) for name in re.findall(r"[\w.]+\.(?:docx|pdf|txt)", cells[0]))
    return out


@pytest.mark.skipif(not _MANIFEST.is_file(), reason="the shared set of bad files is not here")
def test_the_manifest_is_understood() -> None:
    """Every file of the set is named by a row that the next test reads."""
    assert {str(path.relative_to(_SET)) for path in _SET.glob("*/*")} == {name for name, _ in _expected()}


@pytest.mark.skipif(not _MANIFEST.is_file(), reason="the shared set of bad files is not here")
@pytest.mark.parametrize(("name", "expected"), _expected())
def test_every_bad_file_ends_as_the_manifest_expects(name: str, expected: str) -> None:
    """Read, or refused with one line for a person, within the limits, and nothing written outside."""
    before = time.monotonic()
    ended = _end(_SET / name)
    assert time.monotonic() - before < _PATIENCE
    assert not Path("/tmp/pwned.txt").exists()  # noqa: S108 - where one of the files tries to write
    if isinstance(ended, Document):
        assert "\ufffd" not in ended.text
        assert all(line.span.of(ended.text).strip() for line in ended.lines)
    if (
        expected.startswith(("text", "visible text", "indexed", "invisible"))
        and "or refuse" not in expected
        and Path(name).name not in _WORDLESS
    ):
        assert isinstance(ended, Document), ended.text
    elif expected.startswith("refuse:") or expected.startswith("refused") and "or read" not in expected:  # noqa: RUF021 - reads as said
        assert isinstance(ended, Refused)
        assert "encrypted" not in expected or ended.reason == "encrypted"
        assert "\n" not in ended.text


def _end(path: Path) -> Document | Refused:
    try:
        return read_file(path)
    except Refused as refused:
        return refused


@pytest.mark.skipif(not _MANIFEST.is_file(), reason="the shared set of bad files is not here")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("generated/hidden_injection.docx", "hidden_text"),
        ("generated/hidden_white_1pt.pdf", "hidden_text"),
        ("generated/zero_width_bidi_homoglyph.docx", "mixed_script"),
        ("generated/zero_width_bidi_homoglyph.docx", "tags"),
        ("generated/nul_bytes.txt", "control"),
    ],
)
def test_what_was_hidden_is_reported(name: str, kind: str) -> None:
    """The uploader hears of what was left out."""
    assert kind in {oddity.kind for oddity in read_file(_SET / name).oddities}


@pytest.mark.skipif(not _MANIFEST.is_file(), reason="the shared set of bad files is not here")
def test_computed_numbers_survive() -> None:
    """A list whose numbers stand in no run of text reads with them."""
    numbers = [line.number for line in read_file(_SET / "poi" / "ComplexNumberedLists.docx").lines if line.number]
    assert ["1.", "2.", "a.", "b.", "c.", "3.", "4.", "1.", "2.", "3.", "10.", "11.", "12.", "13."] == numbers
