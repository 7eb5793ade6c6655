"""The lists that are open while a document goes by: items are put into them, paragraphs may end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.outline.lists import continues, kind_of, value
from knowledge.outline.nodes import List, Node
from knowledge.outline.wording import ends_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block

AHEAD = 200  # blocks; a list that goes on later than that is another list
_REMEMBERED = 20  # closed lists that may yet go on


class OpenLists:
    """Open lists, outermost first, and those that a paragraph has closed but that may yet go on."""

    def __init__(self, tolerance: int) -> None:
        """``tolerance``: how far apart in indent two items of one list may stand."""
        self._tolerance = tolerance
        self._open: list[List] = []
        self._closed: list[List] = []

    @property
    def innermost(self) -> List | None:
        """The list that the last item belongs to."""
        return self._open[-1] if self._open else None

    def clear(self) -> None:
        """Forget every list, as at a heading."""
        self._open, self._closed = [], []

    def close(self, kept: int = 0) -> None:
        """Close all but the ``kept`` outermost."""
        self._closed = [*self._closed, *self._open[kept:]][-_REMEMBERED:]
        del self._open[kept:]

    def place(self, node: Node, near: Sequence[Block], lead: Node | None) -> None:
        """Put a marked item into the list it goes on with, or begin one that hangs on an item or on ``lead``; ``near`` comes next."""
        at = continues(self._open, node.block, near, self._tolerance)
        if at is not None:
            self.close(at + 1)
            append(self._open[at], node)
        elif not self._reopened(node, near):
            self._begin(node, near, lead)

    def begin_unmarked(self, node: Node, lead: Node) -> None:
        """Begin a list whose first item has no marker."""
        self._open = [List("any", "bullet", lead, node.block.indent)]
        append(self._open[0], node)

    def carrier(self, near: Sequence[Block]) -> Node | None:
        """The item that a paragraph belongs to because its list goes on after it ("1. …", paragraph, "2. …"), or ``None``."""
        for at in range(len(self._open) - 1, -1, -1):
            one = self._open[at]
            last_of_all = one.carries and (one.owner is None or one.owner.is_heading)
            if one.kind != "bullet" and (last_of_all or _goes_on(one, near)):
                self.close(at + 1)
                one.carries = True
                return one.items[-1]
        return None

    def _reopened(self, node: Node, near: Sequence[Block]) -> bool:
        """Whether the item goes on with a list of numbers or letters that a paragraph had closed."""
        marker = node.block.marker
        if self._open or marker is None or marker.kind == "bullet":
            return False
        at = continues(self._closed, node.block, near, self._tolerance)
        if at is None:
            return False
        self._open = [self._closed.pop(at)]
        append(self._open[0], node)
        return True

    def _begin(self, node: Node, near: Sequence[Block], lead: Node | None) -> None:
        marker = node.block.marker
        if marker is None:
            return
        kind = kind_of(marker, near)
        flush = bool(self._open) and node.block.indent <= self._open[-1].indent
        owner = self._owner(node, kind, lead)
        self._open.append(List(marker.shape, kind, owner, node.block.indent, soft=flush and bool(self._open)))
        append(self._open[-1], node)

    def _owner(self, node: Node, kind: str, lead: Node | None) -> Node | None:
        """What a new list hangs on: the last item where it is nested, else what the list before it hung on, else ``lead``."""
        while self._open:
            inner = self._open[-1]
            if self._nests(node.block, kind, inner):
                return inner.items[-1]
            self.close(len(self._open) - 1)
            if inner.owner is not None:
                return inner.owner
        return lead

    def _nests(self, block: Block, kind: str, inner: List) -> bool:
        if block.indent > inner.indent + self._tolerance or ends_open(inner.items[-1].block.text):
            return True
        if inner.kind != "bullet":
            return inner.kind != kind
        return kind == "bullet" and inner.indent <= block.indent and inner.shape not in {"tick", "cross"}


def append(one: List, node: Node) -> None:
    """Make ``node`` the next item of ``one``."""
    marker = node.block.marker
    node.parent, node.list = one.owner, one
    node.inherits = one.owner is not None and not one.owner.is_heading
    one.items.append(node)
    node.ordinal = len(one.items)
    if one.shape == "any" and marker is not None:
        one.shape, one.indent = marker.shape, node.block.indent
    one.last = value(marker, one.kind) if marker is not None and marker.kind != "bullet" else one.last + 1


def _goes_on(one: List, near: Sequence[Block]) -> bool:
    for block in near:
        if block.level:
            return False
        if block.marker is not None and block.marker.shape == one.shape and value(block.marker, one.kind) == one.last + 1:
            return True
    return False
