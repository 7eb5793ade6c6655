"""Lines into blocks: one block a heading, paragraph, item or row, wrapped lines rejoined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.lines import Span
from knowledge.outline.markers import Marker, given_marker, read_markers
from knowledge.outline.wording import is_bold
from knowledge.outline.wrapping import Wrapping

if TYPE_CHECKING:
    from knowledge.lines import Document, Line, Style

_HASHES = re.compile(r"(#{1,6})\s+")
_TELLING, _FEW = 10, 0.3  # blocks that tell how a document is set; with fewer gaps than that, none says anything
_RULE = re.compile(r"[\s|:=_*.\-\u2013\u2014\u2026#>]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """``span`` covers marker and words, ``words`` the words alone; ``level`` is the format's heading level, 0 for none.

    ``given`` says that the format computed the number and the text does not print it.
    """

    span: Span
    words: Span
    text: str
    markers: tuple[Marker, ...] = ()
    style: Style = "body"
    level: int = 0
    indent: int = 0
    page: int | None = None
    gap: bool = True
    bold: bool = False
    given: bool = False

    @property
    def marker(self) -> Marker | None:
        """The marker that counts: the last number or letter of the row, else a tick or cross, else its bullet."""
        for marker in reversed(self.markers):
            if marker.kind != "bullet" or marker.shape in {"tick", "cross"}:
                return marker
        return self.markers[0] if self.markers else None

    def printed(self, source: str) -> str:
        """The block as people see it, with its number ("6.0 Safeguarding Children")."""
        marker = self.marker
        number = "" if marker is None or marker.kind == "bullet" else f"{marker.printed} "
        return number + " ".join(self.words.of(source).split())


def blocks(document: Document) -> tuple[Block, ...]:
    """Every block of ``document`` that holds a letter or a digit, in reading order."""
    wrapping = Wrapping.of(document)
    found: list[Block] = []
    for line in document.lines:
        block = _block(document.text, line)
        if block is None:
            continue
        if found and wrapping.joins(found[-1], block):
            found[-1] = _joined(document.text, found[-1], block)
        else:
            found.append(block)
    dense = len(found) >= _TELLING and sum(block.gap for block in found) < len(found) * _FEW
    return tuple(replace(block, gap=True) for block in found) if dense else tuple(found)


def trimmed(source: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space, outer table bars and emphasis that wraps the whole."""
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _bare(source: str, span: Span, *, row: bool) -> Span:
    if row:
        start = span.start + (source[span.start] == "|") if span.start < span.end else span.start
        end = span.end - (span.end > start and source[span.end - 1] == "|")
        return trimmed(source, start, end)
    text = span.of(source)
    for mark in ("**", "__", "*", "_"):
        inner = text[len(mark) : -len(mark)]
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark) and inner[0] not in mark and mark not in inner:
            return trimmed(source, span.start + len(mark), span.end - len(mark))
    if text.endswith("**") and text.count("**") == 1:
        return trimmed(source, span.start, span.end - 2)
    return span


def _block(source: str, line: Line) -> Block | None:
    span = trimmed(source, line.span.start, line.span.end)
    if _RULE.match(span.of(source)):
        return None
    row = line.style in {"table_row", "table_header"} or (source[span.start] == "|" and source[span.end - 1] == "|")
    level, at = line.heading, span.start
    hashes = None if row else _HASHES.match(source, at, span.end)
    if hashes:
        level, at = level or len(hashes[1]), hashes.end()
    markers, at = ((), at) if row else _markers(source, at, span.end)
    given = given_marker(line.number) if line.number and not row else None
    if given is not None and not any(marker.kind != "bullet" for marker in markers):
        markers = (*markers, given)
    words = _bare(source, trimmed(source, at, span.end), row=row)
    if not words.of(source).strip() or _RULE.match(words.of(source)):
        return None
    style: Style = line.style if line.style != "body" or not row else "table_row"
    bold = not row and (line.bold or is_bold(span.of(source)))
    return Block(span, words, words.of(source), markers, style, level, line.indent, line.page, line.gap, bold, given is not None)


def _markers(source: str, start: int, end: int) -> tuple[tuple[Marker, ...], int]:
    markers, at = read_markers(source[start:end], 0)
    return markers, start + at


def _joined(source: str, before: Block, block: Block) -> Block:
    span = Span(before.span.start, max(before.span.end, block.span.end))
    words = _bare(source, Span(before.words.start, span.end), row=False)
    return replace(before, span=span, words=words, text=words.of(source))
