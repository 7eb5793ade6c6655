"""Which list an item belongs to: settled over the open lists and what comes next, innermost first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.outline.wording import ends_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block
    from knowledge.outline.markers import Marker
    from knowledge.outline.nodes import List

# How far two items of one list may stand apart: a stray space in text, a point or two on a page, nothing in Word.
TOLERANCE = {"text": 1, "markdown": 1, "pdf": 6, "word": 0, "html": 0}


def value(marker: Marker, kind: str) -> int:
    """What ``marker`` counts in a list of ``kind``, 0 where it cannot be part of one."""
    if kind == "number":
        return marker.number[-1] if marker.number else 0
    return {"letter": marker.letter, "roman": marker.roman}.get(kind, 0)


def continues(lists: Sequence[List], block: Block, following: Sequence[Block], tolerance: int) -> int | None:
    """The place among ``lists`` (outermost first) of the one that ``block`` goes on with; ``None``: it begins a list."""
    marker = block.marker
    if marker is None:
        return None
    if marker.kind == "bullet":
        return _bullets(lists, block, marker, tolerance)
    for at in range(len(lists) - 1, -1, -1):
        one = lists[at]
        if one.shape == marker.shape and value(marker, one.kind) == one.last + 1 and not _begins_roman(one, marker, following):
            return at
    if 1 in (marker.letter, marker.roman) or marker.number == (1,):
        return None
    for at in range(len(lists) - 1, -1, -1):
        if lists[at].shape == marker.shape and value(marker, lists[at].kind) > lists[at].last:
            return at
    return None


def kind_of(marker: Marker, following: Sequence[Block]) -> str:
    """How a list that begins with ``marker`` counts: "i" as a roman numeral unless "j" comes next."""
    if marker.kind != "letter":
        return marker.kind
    if marker.roman and not marker.letter:
        return "roman"
    return "roman" if marker.roman == 1 and _next(marker, following, "letter") != marker.letter + 1 else "letter"


def _begins_roman(one: List, marker: Marker, following: Sequence[Block]) -> bool:
    """Whether "(i)" after "(h)" begins a list of roman numerals: "(ii)" comes next, or "(h)" ends in a colon."""
    if one.kind != "letter" or marker.roman != 1:
        return False
    if _next(marker, following, "letter") == marker.letter + 1:
        return False
    return _next(marker, following, "roman") == 2 or ends_open(one.items[-1].block.text)  # noqa: PLR2004 - ii


def _next(marker: Marker, following: Sequence[Block], kind: str) -> int:
    """What the next marker of the same shape counts as ``kind``, 0 for none."""
    for block in following:
        if block.level:
            break
        if block.marker is not None and block.marker.shape == marker.shape:
            return value(block.marker, kind)
    return 0


def _bullets(lists: Sequence[List], block: Block, marker: Marker, tolerance: int) -> int | None:
    """The open bullets of the same kind that stand nearest to this one's indent, innermost first."""
    best: tuple[int, int] | None = None
    for at in range(len(lists) - 1, -1, -1):
        one = lists[at]
        apart = abs(one.indent - block.indent)
        if one.kind != "bullet" or one.shape not in {marker.shape, "any"} or (apart > tolerance and one.shape != "any"):
            continue
        if best is None or apart < best[0]:
            best = (apart, at)
    if best is None:
        # Shallower than every open list: back to the outermost of its kind.
        outer = [at for at, one in enumerate(lists) if one.kind == "bullet" and one.shape == marker.shape and one.indent >= block.indent]
        return outer[0] if outer else None
    at = best[1]
    if ends_open(block.text):
        while at and lists[at].soft and lists[at - 1].shape == lists[at].shape:
            at -= 1
        return at
    last = lists[at].items[-1].block if lists[at].items else None
    # An item that ends in a colon takes the items after it, even where the indent was lost.
    return None if last is not None and ends_open(last.text) and at == len(lists) - 1 else at
