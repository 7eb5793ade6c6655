"""One shape for what every reader hands on: a document as text and lines.

``Document.text`` is the source that everything later is checked against: each
line, clause and quote is a slice of it, never a rewording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["title", "heading", "body", "list", "table_row", "table_header"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of characters of ``Document.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph, as the format gives it.

    ``span`` covers its characters in ``Document.text``. ``number`` is a marker that the
    format computed and the text does not hold (Word's automatic "6.2"). ``indent`` is the nesting
    that the format states: leading columns for text, list level for Word, left edge in
    points for PDF; only comparisons within one document mean anything. ``heading`` is 1 to 6
    where the format says that this is a heading, otherwise 0. ``gap`` says that a blank line or a paragraph
    break stands before it: two lines without a gap between them may be one wrapped sentence.
    """

    span: Span
    style: Style = "body"
    page: int | None = None
    indent: int = 0
    heading: int = 0
    number: str = ""
    gap: bool = True
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd that a reader met and went on from; ``kind`` is a stable name."""

    kind: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its whole text, its lines in reading order, and what was odd."""

    name: str
    media: Literal["text", "markdown", "html", "word", "pdf"]
    text: str
    lines: tuple[Line, ...]
    oddities: tuple[Oddity, ...] = ()
