"""A document's statements, and which of them are about the document itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.lines import Span
from knowledge.outline import sentences
from knowledge.outline.wording import is_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.clauses import Clause, Outline

_OWN = re.compile(
    r"\b(?:this|the|our|these)\s+(?:\w+\s+){0,3}?(?:polic(?:y|ies)|agreement|code|guide|guidance|document|procedures?|rules|orders|handbook)\b"
    r"|\bnext\b|^it\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[\t\n|\u00b7\u2022]+")
_EARLY = 3  # clauses of the opening that may still say when the document was issued


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the source that says one thing; ``early`` on the title page or at the opening."""

    text: str
    start: int
    early: bool
    clause: str


def statements(source: str, outline: Outline) -> list[Statement]:
    """Everything the document says, statement by statement."""
    found: list[Statement] = []
    clauses = 0
    for clause in outline.clauses:
        furniture = clause.kind == "furniture"
        early = furniture or (not clause.path and clauses < _EARLY) or _is_control(clause)
        clauses += not furniture
        found.extend(Statement(span.of(source), span.start, early, clause.id) for span in _spans(source, clause))
    return found


def _spans(source: str, clause: Clause) -> Iterator[Span]:
    """A row whole; else sentence by sentence, and line by line where a line begins anew."""
    if clause.kind == "table_row" or re.search(r"[\t|]", clause.text):
        yield clause.span
        return
    for span in sentences(clause.text):
        yield from _parts(source, clause.span.start + span.start, clause.span.start + span.end)


def _parts(source: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for found in _BREAK.finditer(source, start, end):
        # A line break inside a sentence breaks it only where the next line begins anew.
        if "\n" in found[0] and source[found.end() : found.end() + 1].islower():
            continue
        yield Span(at, found.start())
        at = found.end()
    yield Span(at, end)


def _is_control(clause: Clause) -> bool:
    """Whether this is a row of a table that records the document ("Next review | June 2027")."""
    return clause.kind in {"table_row", "lead_in"} and is_record(clause.text.replace("|", ":"))


def is_own(statement: Statement) -> bool:
    """Whether the statement is about the document itself."""
    return statement.early or is_record(statement.text) or (bool(_OWN.search(statement.text)) and "review" in statement.text.lower())
