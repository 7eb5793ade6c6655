"""A policy as a page: its clauses in reading order, each with its place, the cited one marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from adapters.web.text import Pieces, without_marks
from bot.links import anchor
from knowledge.clauses import Clause, Outline

DEEPEST = 6  # HTML's deepest heading
FIRST_LEVEL = 2  # below the policy's title
MOST_INDENT = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One clause as drawn; ``place`` is its id on the page, ``indent`` how far it hangs in."""

    place: str
    address: str
    marker: str
    pieces: Pieces
    indent: int
    cited: bool
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of ``level`` 2 to 6."""

    line: Line
    level: int
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clause, item or lead-in."""

    line: Line
    kind: Literal["clause"] = "clause"


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its cells, and the line that it is as a clause."""

    line: Line
    cells: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``header`` is its first row where that names the columns."""

    header: Row | None
    rows: tuple[Row, ...]
    kind: Literal["table"] = "table"


Drawn = Section | Paragraph | Grid


def drawn(outline: Outline, cited: str = "") -> tuple[Drawn, ...]:
    """The outline as it is drawn. ``cited`` is the place of the clause to mark; of a number printed twice, each is marked."""
    places: Counter[str] = Counter()
    clauses = [clause for clause in outline.clauses if clause.kind != "furniture"]
    lines = [(clause, _line(clause, places, cited)) for clause in clauses]
    return tuple(_levelled(_grouped(_headed(lines))))


def _line(clause: Clause, places: Counter[str], cited: str) -> Line:
    place = anchor(clause.address)
    places[place] += 1
    name = place if places[place] == 1 else f"{place}~{places[place]}"
    marker = "" if clause.kind == "table_row" else clause.marker
    return Line(name, clause.address, marker, without_marks(clause.text), min(clause.depth, MOST_INDENT), place == cited, clause.page)


Lined = tuple[Clause, Line]


def _headed(lines: list[Lined]) -> Iterator[tuple[str, Lined]]:
    """Each line with what it is drawn as: a lead-in whose next is a row that carries it is that table's header."""
    following = [*lines[1:], None][: len(lines)]
    for (clause, line), after in zip(lines, following, strict=True):
        heads = clause.kind == "lead_in" and after is not None and after[0].kind == "table_row" and after[0].parent == clause.id
        yield ("table_row" if heads or clause.kind == "table_row" else clause.kind), (clause, line)


def _grouped(lines: Iterator[tuple[str, Lined]]) -> Iterator[Drawn]:
    for kind, group in groupby(lines, key=lambda each: each[0]):
        entries = [each for _, each in group]
        if kind == "table_row":
            yield from _grids(entries)
        else:
            yield from (Section(line, FIRST_LEVEL + len(clause.path)) if kind == "heading" else Paragraph(line) for clause, line in entries)


def _grids(entries: list[Lined]) -> Iterator[Grid]:
    """One table for each header among the rows, which may follow each other without a break."""
    starts = [place for place, (clause, _) in enumerate(entries) if clause.kind == "lead_in"]
    for start, end in zip(sorted({0, *starts}), [*sorted({0, *starts})[1:], len(entries)], strict=True):
        rows = tuple(Row(line, _cells(clause.text)) for clause, line in entries[start:end])
        headed = entries[start][0].kind == "lead_in"
        yield Grid(rows[0] if headed else None, rows[headed:])


def _cells(text: str) -> tuple[Pieces, ...]:
    return tuple(without_marks(cell) for cell in text.strip().strip("|").split("\t" if "\t" in text else "|"))


def _levelled(blocks: Iterator[Drawn]) -> Iterator[Drawn]:
    """No heading more than one level below that before it, so that the page's outline has no holes."""
    last = FIRST_LEVEL - 1
    for block in blocks:
        if isinstance(block, Section):
            last = min(block.level, last + 1, DEEPEST)
            yield Section(block.line, last)
        else:
            yield block
