"""Text laid out in characters, plain or Markdown: one line of it to one Line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.lines import Line, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.lines import Style

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")
_RULE = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,}")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BULLET = re.compile(r"[-+*•·●○◦▪■□➢➤►✓✔✗✘][ \t]")
_LONE_BULLET = re.compile(r"[-+*•·●○◦▪■]")
_MARKER = re.compile(r"(?:[-+*•>][ \t]+)?(?:\(?[\dA-Za-z.]{1,8}[.)]?[ \t]+)?")
_MARKER_TAB = re.compile(r"(?:[-+*•>]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]+)[.)]?)[ \t]*\t+")
_FENCE = re.compile(r"(?:```|~~~)")
_TAB_STOP = 4
_UNDERLINED = 100  # a longer line is a paragraph that a rule happens to follow


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of characters: where its words start and end, and the columns before them."""

    start: int
    end: int
    words: str
    indent: int
    raw: str


def lines_of(text: str, *, markdown: bool) -> tuple[Line, ...]:
    """The Lines of ``text``; each ``span`` leaves out indentation, heading marks, and blanks at the end."""
    rows = list(_rows(text))
    lines: list[Line] = []
    gap = True
    header = body = False  # whether this row is a Markdown table's header, or within its body
    for here, row in enumerate(rows):
        after = rows[here + 1].words if here + 1 < len(rows) else ""
        header = not body and "|" in row.words and "|" in after and _DELIMITERS.fullmatch(after) is not None
        body = (header or body) and "|" in row.words
        if not row.words or _dropped(row, after, in_table=body, markdown=markdown):
            if lines and not gap and _underlines(row.words, lines[-1], least=1 if markdown else 2):
                lines[-1] = replace(lines[-1], style="heading", heading=1 if row.words[0] == "=" else 2)
            gap = gap or not (body and row.words)
            continue
        lines.append(_line(row, gap=gap, table="table_header" if header else "table_row" if body else "body"))
        gap = False
    return tuple(lines)


def _rows(text: str) -> Iterator[_Row]:
    start = 0
    for raw in text.split("\n"):
        words = raw.strip()
        before = len(raw) - len(raw.lstrip())
        yield _Row(start + before, start + before + len(words), words, len(raw[:before].expandtabs(_TAB_STOP)), raw)
        start += len(raw) + 1


def _dropped(row: _Row, after: str, *, in_table: bool, markdown: bool) -> bool:
    """Whether a row prints no words: a rule, a fence, a table's delimiter, an empty bullet."""
    if in_table:
        return _DELIMITERS.fullmatch(row.words) is not None
    if markdown and _FENCE.match(row.words):
        return True
    if _LONE_BULLET.fullmatch(row.words):
        return not after or _BULLET.match(after) is not None
    return _RULE.fullmatch(row.words) is not None


def _underlines(words: str, line: Line, least: int) -> bool:
    """Whether a rule makes the ``line`` above it a heading; in plain text it must be half as long (``least`` 2), lest it be a mere rule."""
    length = line.span.end - line.span.start
    alone = line.gap and not line.heading and line.style == "body" and length <= _UNDERLINED
    long_enough = least == 1 or least * len(words) >= length
    return alone and long_enough and words[:1] in {"=", "-"} and set(words) == {words[0]}


def _line(row: _Row, *, gap: bool, table: Style) -> Line:
    if table != "body":
        start = row.start + len(row.words) - len(row.words.lstrip("| \t"))
        end = row.end - (len(row.words) - len(row.words.rstrip("| \t")))
        return Line(Span(min(start, end), end), table, indent=row.indent, gap=gap)
    heading = _HEADING.match(row.words)
    if heading:
        closing = _CLOSING_HASHES.search(row.words, heading.end())
        end = row.start + closing.start() if closing else row.end
        return Line(Span(row.start + heading.end(), end), "heading", heading=len(heading[1]), gap=gap, indent=row.indent)
    return Line(Span(row.start, row.end), _style(row), indent=row.indent, gap=gap, bold=_all_bold(row.words))


def _style(row: _Row) -> Style:
    """A tab between words makes a table's row; a tab after a marker does not."""
    cells = row.raw.lstrip()
    marker = _MARKER_TAB.match(cells)
    if "\t" in cells[marker.end() if marker else 0 :]:
        return "table_row"
    return "list" if _BULLET.match(row.words) else "body"


def _all_bold(words: str) -> bool:
    marker = _MARKER.match(words)
    rest = words[marker.end() if marker else 0 :].rstrip(".:;, ")
    return any(
        rest.startswith(mark) and rest.endswith(mark) and rest.count(mark) == 2 and len(rest) > 2 * len(mark)  # noqa: PLR2004 - one opens, one closes
        for mark in ("**", "__")
    )
