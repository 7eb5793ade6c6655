"""Letters placed on a page to printed lines, top to bottom."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.lines import Style

_SAME_LINE = 0.45  # of the larger letter's height: raised and lowered letters stay on their line
_SPACE = 0.2  # of the letter's height: a wider gap is a space that the file leaves out
_OVERPRINT = 0.15  # of the letter's height: the same letter again this near is a shadow or false bold
_TAB = 1.6  # of the letter's height: a gap this wide parts columns


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as placed, in points, ``y`` its baseline measured upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line, in points.

    ``bold`` says that all of it is, ``bold_ends`` whether its first and its last letter are. ``spaced`` says that a blank is set
    after its last word; ``first`` is the width of its first word.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    bold: bool = False
    spaced: bool = False
    first: float = 0.0
    style: Style = "body"
    bold_ends: tuple[bool, bool] = (False, False)


def lines(glyphs: Iterable[Glyph], page: int) -> list[Printed]:
    """The lines that ``glyphs`` make, top to bottom."""
    return [line for group in _groups(glyphs) if (line := _line(group, page)) is not None]


def _groups(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    out: list[list[Glyph]] = []
    level = Glyph("", 0, 0, 0, 0)
    for glyph in sorted(glyphs, key=lambda one: -one.y):
        if out and level.y - glyph.y <= _SAME_LINE * max(level.size, glyph.size):
            out[-1].append(glyph)
            level = glyph if glyph.size > level.size else level
        else:
            out.append([glyph])
            level = glyph
    return out


def _line(group: Sequence[Glyph], page: int) -> Printed | None:
    ordered = _without_overprint(sorted(group, key=lambda one: one.x0))
    visible = [glyph for glyph in ordered if glyph.text.strip()]
    if not visible:
        return None
    texts = _spaced_out(ordered)
    whole = "".join(_reversed_runs(texts) if _right_to_left(visible) else texts)
    text = " ".join(whole.split(" ")).strip()
    largest = max(visible, key=lambda one: one.size)
    size = sorted(glyph.size for glyph in visible)[len(visible) // 2]
    bold = all(glyph.bold for glyph in visible if any(map(str.isalnum, glyph.text)))
    first = _first_word(visible, len(text.split(maxsplit=1)[0]))
    ends = visible[0].bold, visible[-1].bold
    return Printed(text, visible[0].x0, visible[-1].x1, largest.y, size, page, bold, whole[-1:].isspace(), first, bold_ends=ends)


def _without_overprint(ordered: Sequence[Glyph]) -> list[Glyph]:
    out: list[Glyph] = []
    for glyph in ordered:
        near = (before for before in out[-3:] if before.text == glyph.text and glyph.text.strip())
        if not any(abs(before.x0 - glyph.x0) <= _OVERPRINT * glyph.size and abs(before.y - glyph.y) < glyph.size / 2 for before in near):
            out.append(glyph)
    return out


def _spaced_out(ordered: Sequence[Glyph]) -> list[str]:
    """The letters, a space put in where the file only moves on, a tab where it moves on far."""
    out: list[str] = []
    for before, glyph in zip((None, *ordered), ordered, strict=False):
        gap = glyph.x0 - before.x1 if before else 0.0
        size = max(glyph.size, before.size) if before else glyph.size
        blank = not glyph.text.strip() or not out or not out[-1].strip()
        if gap > _SPACE * size and not blank:
            out.append(" ")
        out.append(glyph.text)
    return out


def _first_word(visible: Sequence[Glyph], letters: int) -> float:
    last = visible[min(max(letters, 1), len(visible)) - 1]
    return last.x1 - visible[0].x0


def _right_to_left(visible: Sequence[Glyph]) -> bool:
    sides = [unicodedata.bidirectional(glyph.text) for glyph in visible if len(glyph.text) == 1]  # longer ones are in reading order
    return sum(side in {"R", "AL"} for side in sides) > sum(side == "L" for side in sides)


def _reversed_runs(texts: Sequence[str]) -> list[str]:
    """Placed left to right, read right to left, but figures and Latin words keep their own order."""
    out: list[list[str]] = []
    onward = False
    for text in texts:
        side = unicodedata.bidirectional(text[:1] or " ")
        keeps = side in {"L", "EN", "AN"} or (onward and side in {"CS", "ES", "ET", "ON"} and bool(out))
        if keeps and onward:
            out[-1].append(text)
        else:
            out.append([text])
        onward = keeps
    return [text for run in reversed(out) for text in run]
