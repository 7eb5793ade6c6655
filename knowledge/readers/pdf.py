"""Reads PDF: letters as placed on the page, without what can't be seen, to lines of one continuous text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.limits import LIMITS, Limits
from knowledge.readers.pdf_bounds import check_bounds
from knowledge.readers.pdf_canvas import UNMAPPED, Drawn, Placed, drawn_pages
from knowledge.readers.pdf_furniture import without_furniture
from knowledge.readers.pdf_lines import Glyph, Printed, lines
from knowledge.readers.pdf_paragraphs import flow
from knowledge.readers.pdf_tables import tables
from knowledge.readers.refused import Refused
from knowledge.readers.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.lines import Document

_LARGER = 1.15  # times the body's letters: a heading
_MOST_UNMAPPED = 0.3  # of all letters
_LEVELS = 6


def read_pdf(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The words that a reader of the pages sees. Raises Refused: encrypted, truncated, damaged, over_limits, no_text."""
    check_bounds(data, limits)
    sheet = Sheet(name, "pdf")
    pages = [_page(drawn, sheet) for drawn in drawn_pages(data, limits)]
    _refuse_unreadable(sheet, pages)
    kept, removed = without_furniture([page.lines for page in pages], [page.height for page in pages])
    for kind, line in removed:
        sheet.report(kind, line.text, line.page)
    _write(kept, sheet)
    return sheet.document()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's lines top to bottom, its height in points, and how many pictures, letters and unreadable letters it has."""

    lines: list[Printed]
    height: float
    pictures: int
    letters: int
    unmapped: int


def _page(drawn: Drawn, sheet: Sheet) -> _Page:
    _report_hidden(drawn, sheet)
    shown = [letter for letter in drawn.letters if not letter.hidden]
    readable = [letter for letter in shown if letter.glyph.text != UNMAPPED]
    printed = [line for turn in _turns(readable) for line in _printed(drawn, [one.glyph for one in readable if one.turn == turn], turn)]
    return _Page(printed, drawn.height, drawn.pictures, len(shown), len(shown) - len(readable))


def _turns(letters: list[Placed]) -> list[int]:
    """The directions in which letters run on a page, the commonest first."""
    return [turn for turn, _ in Counter(letter.turn for letter in letters).most_common()]


def _printed(drawn: Drawn, glyphs: list[Glyph], turn: int) -> list[Printed]:
    rows, loose = tables(drawn.rules, glyphs, drawn.number) if turn == 0 else ([], glyphs)
    return sorted([*rows, *lines(loose, drawn.number)], key=lambda line: -line.y)


def _report_hidden(drawn: Drawn, sheet: Sheet) -> None:
    for how in dict.fromkeys(letter.hidden for letter in drawn.letters if letter.hidden):
        sheet.hide("".join(_with_spaces(one.glyph for one in drawn.letters if one.hidden == how)), how, drawn.number)


def _with_spaces(glyphs: Iterable[Glyph]) -> Iterator[str]:
    y = None
    for glyph in glyphs:
        yield glyph.text if y is None or abs(glyph.y - y) < max(glyph.size, 1) / 2 else " " + glyph.text
        y = glyph.y


def _write(pages: list[list[Printed]], sheet: Sheet) -> None:
    levels = _heading_levels(line for page in pages for line in page)
    for laid in flow(pages):
        line = laid.line
        heading = levels.get(round(line.size), 0) if line.style == "body" else 0
        style = "heading" if heading else line.style
        sheet.add(line.text, style=style, page=line.page, indent=round(line.x0), heading=heading, gap=laid.gap, bold=line.bold)


def _heading_levels(every: Iterable[Printed]) -> dict[int, int]:
    """Sizes clearly larger than the body's letters, the largest 1. The body is the size of most letters."""
    sizes: Counter[int] = Counter()
    for line in every:
        sizes[round(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0
    larger = sorted((size for size in sizes if size >= _LARGER * body), reverse=True)
    return {size: min(level, _LEVELS) for level, size in enumerate(larger, start=1)}


def _refuse_unreadable(sheet: Sheet, pages: list[_Page]) -> None:
    letters, unmapped = sum(page.letters for page in pages), sum(page.unmapped for page in pages)
    if letters and unmapped > _MOST_UNMAPPED * letters:
        raise Refused(
            reason="no_text", text="its fonts do not say which letters they draw; save it again from the program it was written in"
        )
    if unmapped:
        sheet.report("lost", f"{unmapped} letters that the file's fonts do not name were left out")
    if not letters and any(page.pictures for page in pages):
        raise Refused(reason="no_text", text="it is a scan, pictures without words; run text recognition on it, or save it from Word")
