"""Whether the words that a model quotes stand in the clause that it names: verified, repaired from the source, or withheld."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bot.verify import LEAST
from knowledge.clauses import Clause
from knowledge.lines import Span

REPAIRED = 0.85  # of a quote must be one unbroken run of the source, for the rest to be taken as slips
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})  # noqa: RUF001 - as printed
_DROPPED = frozenset("*_`\u00ad\u200b")
_JOINTS = re.compile(r"\s*(?:…|\.\.\.+|\[\s*\.\.\.\s*\])\s*")


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters as compared (no white space, no case, one kind of quotation mark), and where each stands in the source."""

    letters: str
    at: tuple[int, ...]


def fold(text: str, start: int = 0) -> Folded:
    """``text`` as compared; ``start`` is where it begins in its source."""
    pairs = [(letter, start + n) for n, character in enumerate(text) for letter in _folded(character)]
    return Folded("".join(letter for letter, _ in pairs), tuple(place for _, place in pairs))


def _folded(character: str) -> str:
    if character.isspace() or character in _DROPPED:
        return ""
    return "".join(unicodedata.normalize("NFKC", character).translate(_SIGNS).lower().split())


def found(quote: str, clause: Clause, source: str) -> tuple[Span, ...] | None:
    """The spans of ``source`` where ``quote`` stands in ``clause`` or its lead-ins; None where it is to be withheld.

    A quote with marks of omission is found part by part. Differences of white space, case and signs are no differences; where at
    least 85 % of a part is one unbroken run of the source, that run is what was found.
    """
    parts = _parts(quote)
    whole = _folded_clause(clause, source)
    spans = [span for part in parts for span in [_run(fold(part).letters, whole, _short(clause, source))] if span is not None]
    return tuple(spans) if spans and len(spans) == len(parts) else None


def standing(quote: str, clause: Clause, source: str) -> Literal["verified", "repaired", "withheld"]:
    """What becomes of ``quote``: letter for letter in its clause, mended from it, or not shown."""
    if found(quote, clause, source) is None:
        return "withheld"
    letters = _folded_clause(clause, source).letters
    return "verified" if all(fold(part).letters in letters for part in _parts(quote)) else "repaired"


def _parts(quote: str) -> list[str]:
    return [part for part in _JOINTS.split(quote) if part]


def _short(clause: Clause, source: str) -> int:
    """The least number of letters that a quote must have: all of a clause that is shorter."""
    return min(LEAST, len(fold(clause.span.of(source)).letters))


def _folded_clause(clause: Clause, source: str) -> Folded:
    segments = [fold(span.of(source), span.start) for span in (*clause.lead_in_spans, clause.span)]
    return Folded("".join(s.letters for s in segments), tuple(place for s in segments for place in s.at))


def _run(letters: str, whole: Folded, least: int) -> Span | None:
    if len(letters) < least or not letters:
        return None
    at, size = whole.letters.find(letters), len(letters)
    if at < 0:
        match = SequenceMatcher(None, letters, whole.letters, autojunk=False).find_longest_match()
        at, size = match.b, match.size
        if size < max(LEAST, REPAIRED * len(letters)):
            return None
    return Span(whole.at[at], whole.at[at + size - 1] + 1)


def touched(spans: Sequence[Span], sentences: Sequence[Span]) -> Iterator[int]:
    """Which of ``sentences`` some span of ``spans`` overlaps."""
    return (n for n, sentence in enumerate(sentences) if any(s.start < sentence.end and sentence.start < s.end for s in spans))
