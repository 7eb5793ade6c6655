"""Where a printed line is the rest of the sentence or paragraph before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.outline.markers import read_markers
from knowledge.outline.wording import LABEL, ends_finished, ends_open, is_name

if TYPE_CHECKING:
    from knowledge.lines import Document, Line
    from knowledge.outline.blocks import Block

_ENOUGH = 3  # lines that show how a document is set; fewer is chance
_LONG = 40  # characters; a shorter line is a heading or a label
_MOSTLY = 0.7
_DANGLING = re.compile(r"\b(?:the|an?|of|their|your|its|our|his|her|my)[*_]*$")  # no sentence ends so


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document's lines are set.

    ``width``: the column at which they were wrapped, 0 for none. ``given``: the format itself says where paragraphs end.
    ``spaced``: paragraphs stand apart, so that a line without a gap belongs to the one before it.
    """

    width: int = 0
    given: bool = False
    spaced: bool = False

    @staticmethod
    def of(document: Document) -> Wrapping:
        """Read from all lines of ``document``."""
        pairs = [(one, two) for one, two in zip(document.lines, document.lines[1:], strict=False) if _prose(one) and _prose(two)]
        widths = [len(one.span.of(document.text)) for one, two in pairs if not two.gap and two.span.of(document.text)[:1].islower()]
        free = [two.gap for _, two in pairs if not (two.number or read_markers(two.span.of(document.text)[:_LONG], 0)[0])]
        return Wrapping(
            width=_column(widths),
            given=document.media == "pdf",
            spaced=sum(free) >= _ENOUGH and sum(free) >= _MOSTLY * len(free),
        )

    def joins(self, before: Block, block: Block) -> bool:
        """Whether ``block`` goes on with ``before``."""
        if before.level or block.level or before.style not in {"body", "list"} or block.style not in {"body", "list"}:
            return False
        if block.markers:
            return _false_marker(before, block) or (self.given and not block.gap and all(marker.weak for marker in block.markers))
        lower = block.text[:1].islower()
        if _DANGLING.search(before.text) and len(before.text) >= _LONG:
            return True
        if self.given and lower and not block.gap:
            return True
        if ends_open(before.text) or (before.bold != block.bold and (block.gap or not lower)):
            return False
        return self._over_gap(before, lower=lower) if block.gap else self._within(before, block, lower=lower)

    def _within(self, before: Block, block: Block, *, lower: bool) -> bool:
        if self.given:
            label = LABEL.match(block.text)
            return not (label and is_name(block.text) and ends_finished(before.text))
        fills = 0 < self.width <= len(before.text.rsplit("\n", 1)[-1]) + 1 + len(block.text.split()[0])
        follows = self.spaced and ends_finished(before.text) and len(before.text) >= _LONG
        return (lower and not before.text.endswith(";")) or fills or follows

    @staticmethod
    def _over_gap(before: Block, *, lower: bool) -> bool:
        """Over a page's end or a stray blank line: a sentence without its end, then a small letter."""
        listed = not before.markers and before.text[0].islower()
        return lower and not ends_finished(before.text) and len(before.text) >= _LONG and not listed


def _column(widths: list[int]) -> int:
    """The column that lines of ``widths`` were wrapped at, 0 where they differ too much for one."""
    width = max(widths, default=0)
    near = sum(one >= _MOSTLY * width for one in widths)
    return width if len(widths) >= _ENOUGH and width >= _LONG and near >= _MOSTLY * len(widths) else 0


def _prose(line: Line) -> bool:
    return line.style in {"body", "list"}


def _false_marker(before: Block, block: Block) -> bool:
    """Whether a wrapped line happens to begin with a number ("… heavier than" / "3.5 tonnes")."""
    marker = block.marker
    if marker is None or marker.kind != "number" or block.gap or before.style != block.style:
        return False
    runs_on = not ends_finished(before.text) and not ends_open(before.text) and len(before.text) >= _LONG
    return runs_on and block.text[:1].islower()
