"""The same policies as PDF and Word: word for word what the text says."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.readers.limits import Limits
from knowledge.readers.reading import read
from tests.knowledge.readers.documents import shown

if TYPE_CHECKING:
    from knowledge.lines import Document

pytestmark = pytest.mark.slow
_SHARED = Path(__file__).resolve().parents[4] / "shared"
_PAIRS = (
    ("cranborne-social-networking.pdf", "cranborne/social-networking.txt"),
    ("elton-social-networking-and-acceptable-use.pdf", "elton/social-networking-and-acceptable-use.txt"),
    ("marriott-social-media.docx", "marriott/social-media.txt"),
    ("tibberton-st-lawrence-social-media-autonumbered.docx", "tibberton-st-lawrence/social-media.txt"),
)
_QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_NOT_WORDS = re.compile(r"[-•>*]+")
_NUMBER = re.compile(r"\d+\.?")


def _words(document: Document) -> list[str]:
    text = " ".join(shown(document)).translate(_QUOTES).replace("*", "")
    return [word for word in text.split() if not _NOT_WORDS.fullmatch(word)]


@pytest.mark.skipif(not (_SHARED / "formats").is_dir(), reason="the shared policies are not here")
@pytest.mark.parametrize(("made", "source"), _PAIRS)
def test_a_policy_has_the_same_words_in_every_format(made: str, source: str) -> None:
    """Nothing is lost, added or moved but the dot after a heading's number, or a number that the file itself counts otherwise."""
    words, expected = (_words(_read(_SHARED / path)) for path in (f"formats/{made}", f"policies/{source}"))
    matcher = SequenceMatcher(None, expected, words, autojunk=False)
    changed = [] if words == expected else [(expected[a:b], words[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    assert [] == [change for change in changed if not all(_NUMBER.fullmatch(word) for side in change for word in side)]


def _read(path: Path) -> Document:
    return read(path.read_bytes(), path.name, Limits())
