"""What holds for the outline of any document, however odd."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as some

from knowledge.lines import Document, Line, Span
from knowledge.outline import build_outline
from knowledge.readers.text import read_text

_MARKERS = (
    *("", "", "- ", "  - ", "• ", "✗ ", "- ✓ ", "- X** ", "1. ", "2. ", "1.1 ", "1.2 ", "- 1.1.1 ", "7.0 ", "(a) ", "(b) "),
    *("(h) ", "(i) "),
    *("(ii) ", "iv) ", "A. ", "Q. ", "## ", "### 3 ", "Part B: ", "Appendix A ", "| ", "10 ", "-", "**", "Contents", "Section 2 "),
)
_WORDS = (
    *("Staff must not:", "lock the door", "Visitors may use the east gate.", "Keys and Locks", "FIRE DRILLS", "Signature: ____", "…", ""),
    *("May I park here?", "I will wear a badge;", "12 May 2024", "the following", "Keys\t4", "Is it open? Yes | no |", "**bold** end"),
    *("Keys Agreement", "e.g. this"),
)
_ENDS = ("\n", "\n\n", "\n\n\n")
_printed = some.lists(some.tuples(some.sampled_from(_MARKERS), some.sampled_from(_WORDS), some.sampled_from(_ENDS)), max_size=40)


def _read(text: str) -> Document:
    """The text reader's document; where nothing is printed it refuses, so a word is put first."""
    return read_text(f"Keys\n\n{text}".encode(), "any.txt")


@given(_printed)
def test_every_clause_is_the_sources_own_characters(parts: list[tuple[str, str, str]]) -> None:
    """Each clause's text and lead-ins stand in the source at their spans."""
    document = _read("".join(map("".join, parts)))
    clauses = build_outline(document).clauses
    assert [clause.span.of(document.text) for clause in clauses] == [clause.text for clause in clauses]
    assert [tuple(span.of(document.text) for span in clause.lead_in_spans) for clause in clauses] == [clause.lead_in for clause in clauses]


@given(_printed)
def test_ids_and_addresses_are_unique_and_parents_come_first(parts: list[tuple[str, str, str]]) -> None:
    """No two clauses share an id or an address, and what a clause hangs on stands before it."""
    clauses = build_outline(_read("".join(map("".join, parts)))).clauses
    ids = [clause.id for clause in clauses]
    assert len(clauses) == len(set(ids)) == len({clause.address for clause in clauses})
    assert all(clause.parent is None or ids.index(clause.parent) < at for at, clause in enumerate(clauses))


@given(_printed)
def test_no_word_is_lost(parts: list[tuple[str, str, str]]) -> None:
    """Every letter and figure of the document lies in a clause's text or in the marker right before it."""
    document = _read("".join(map("".join, parts)))
    covered = [False] * len(document.text)
    for line in document.lines:
        for at in range(line.span.start, line.span.end):
            covered[at] = not document.text[at].isalnum()
    for clause in build_outline(document).clauses:
        line_start = max((line.span.start for line in document.lines if line.span.start <= clause.span.start), default=0)
        for at in range(line_start, clause.span.end):
            covered[at] = True
    lone = re.compile(r"[\W_]*(?:\w{1,6}|\d+(?:\.\d+)*)?[\W_]*(?:\w{1,3}[\W_]*)?$")  # markers without words say nothing
    missed = {line.span.of(document.text) for line in document.lines if not all(covered[line.span.start : line.span.end])}
    assert {text for text in missed if not lone.match(text)} == set()


@given(some.text(max_size=300))
def test_any_characters_make_an_outline(text: str) -> None:
    """Characters of any kind, read as one line a row, never fail."""
    lines, at = [], 0
    for row in text.split("\n"):
        lines.append(Line(Span(at, at + len(row)), gap=at % 2 == 0))
        at += len(row) + 1
    document = Document("any.txt", "text", text, tuple(lines))
    assert all(clause.text == clause.span.of(text) for clause in build_outline(document).clauses)


_places = some.tuples(some.integers(0, 40), some.integers(0, 40), some.sampled_from(["", "6.2", "(a)", "•", "17."]), some.booleans())


@given(some.lists(_places, max_size=12))
def test_lines_in_any_order_make_an_outline(places: list[tuple[int, int, str, bool]]) -> None:
    """Even lines that overlap or go backwards, as a broken reader might give them, never fail."""
    text = "Keys must be kept safe. Staff must not: lend"
    lines = tuple(Line(Span(min(one, two), max(one, two)), number=number, gap=gap) for one, two, number, gap in places)
    outline = build_outline(Document("any.pdf", "pdf", text, lines))
    assert all(clause.text == clause.span.of(text) for clause in outline.clauses)
