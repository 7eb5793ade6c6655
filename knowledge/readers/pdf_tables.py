"""Tables drawn with rules: which letters stand in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.readers.pdf_lines import Printed, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.readers.pdf_lines import Glyph

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

_NEAR = 3.0  # points: rules this near are one
_THIN = 2.5  # points: a box this thin is a rule
_SHORTEST = 8.0
_MOST_RULES = 3_000  # more is a drawing, not a table


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules of one table: across as (y, left, right), down as (x, bottom, top)."""

    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]


def tables(boxes: Iterable[Box], glyphs: Sequence[Glyph], page: int) -> tuple[list[Printed], list[Glyph]]:
    """Each row of each table as one line, cells joined by " | "; and the letters that stand in no table."""
    rows: list[Printed] = []
    left = list(glyphs)
    for rules in _grids(list(boxes)):
        found, left = _read(rules, left, page)
        rows.extend(found)
    return rows, left


def _grids(boxes: list[Box]) -> list[_Rules]:
    """Rules that touch one another, where they part at least two columns and rows or columns enough to be a table."""
    across, down = _rules(boxes)
    if len(across) + len(down) > _MOST_RULES:
        return []
    out = []
    while down:
        joined_down, joined_across = [down.pop()], []
        grew = True
        while grew:
            more_across = [one for one in across if any(_cross(one, other) for other in joined_down)]
            across = [one for one in across if one not in more_across]
            joined_across += more_across
            more_down = [one for one in down if any(_cross(other, one) for other in joined_across)]
            down = [one for one in down if one not in more_down]
            joined_down += more_down
            grew = bool(more_across or more_down)
        if len(_places(x for x, *_ in joined_down)) > 2 and len(_places(y for y, *_ in joined_across)) > 1:  # noqa: PLR2004 - two columns
            out.append(_Rules(tuple(joined_across), tuple(joined_down)))
    return out


def _rules(boxes: list[Box]) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    across: set[tuple[float, float, float]] = set()
    down: set[tuple[float, float, float]] = set()
    for left, bottom, right, top in boxes:
        wide, high = right - left, top - bottom
        if wide >= _SHORTEST:
            across |= {(bottom, left, right)} if high <= _THIN else {(bottom, left, right), (top, left, right)}
        if high >= _SHORTEST:
            down |= {(left, bottom, top)} if wide <= _THIN else {(left, bottom, top), (right, bottom, top)}
    return sorted(across), sorted(down)


def _cross(across: tuple[float, float, float], down: tuple[float, float, float]) -> bool:
    y, left, right = across
    x, bottom, top = down
    return left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR


def _places(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _read(rules: _Rules, glyphs: list[Glyph], page: int) -> tuple[list[Printed], list[Glyph]]:
    columns = _places(x for x, *_ in rules.down)
    levels = _places(y for y, *_ in rules.across)
    cells: dict[tuple[int, int], list[Glyph]] = {}
    left = []
    for glyph in glyphs:
        column = _band(columns, (glyph.x0 + glyph.x1) / 2)
        row = _band(levels, glyph.y + glyph.size / 4)
        if column is None or row is None:
            left.append(glyph)
        else:
            cells.setdefault(_corner(rules, columns, levels, column, row), []).append(glyph)
    bands = range(len(levels) - 2, -1, -1)  # the highest row first
    rows = [_row([cells.get((column, row), []) for column in range(len(columns) - 1)], page) for row in bands]
    return _headed([row for row in rows if row is not None]), left


def _band(places: list[float], value: float) -> int | None:
    return next((at for at, (low, high) in enumerate(pairwise(places)) if low <= value < high), None)


def _corner(rules: _Rules, columns: list[float], levels: list[float], column: int, row: int) -> tuple[int, int]:
    """The upper left band of the merged cell that a band belongs to: merged where no rule parts it from its neighbour."""
    while column > 0 and not _ruled(rules.down, columns[column], levels[row], levels[row + 1]):
        column -= 1
    while row < len(levels) - 2 and not _ruled(rules.across, levels[row + 1], columns[column], columns[column + 1]):
        row += 1
    return column, row


def _ruled(rules: Iterable[tuple[float, float, float]], place: float, low: float, high: float) -> bool:
    middle = (low + high) / 2
    return any(abs(at - place) <= _NEAR and start <= middle <= end for at, start, end in rules)


def _row(cells: list[list[Glyph]], page: int) -> Printed | None:
    printed = [lines(cell, page) for cell in cells]
    first = next((line for cell in printed for line in cell), None)
    if first is None:
        return None
    text = " | ".join(" ".join(line.text for line in cell) for cell in printed)
    every = [line for cell in printed for line in cell]
    top, right, bold = max(line.y for line in every), max(line.x1 for line in every), all(line.bold for line in every)
    return Printed(text, first.x0, right, top, first.size, page, bold, style="table_row")


def _headed(rows: list[Printed]) -> list[Printed]:
    """The first row is the header where it alone is bold."""
    if len(rows) < 2 or not rows[0].bold or rows[1].bold:  # noqa: PLR2004 - a header needs a row below
        return rows
    first = rows[0]
    header = Printed(first.text, first.x0, first.x1, first.y, first.size, first.page, bold=True, style="table_header")
    return [header, *rows[1:]]
