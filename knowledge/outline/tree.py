"""Blocks and their roles into a tree: what stands under which heading, clause or lead-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.outline.lists import TOLERANCE, continues, kind_of, value
from knowledge.outline.nodes import List, Node
from knowledge.outline.ranks import Ranks
from knowledge.outline.wording import ends_finished, ends_open, invites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.lines import Document
    from knowledge.outline.blocks import Block
    from knowledge.outline.roles import Role


def grow(document: Document, blocks: Sequence[Block], roles: Sequence[Role]) -> tuple[Node, ...]:
    """One node for each block, in reading order, each with its parent."""
    grower = _Grower(document, blocks, roles)
    for at, role in enumerate(roles):
        grower.add(at, role)
    return tuple(grower.nodes)


class _Grower:
    """What is open while the blocks go by."""

    def __init__(self, document: Document, blocks: Sequence[Block], roles: Sequence[Role]) -> None:
        self._source = document.text
        self._tolerance = TOLERANCE[document.media]
        self._blocks = blocks
        self._ranks = Ranks(blocks, roles)
        self.nodes: list[Node] = []
        self._headings: list[Node] = []
        self._numbers: list[Node] = []
        self._lists: list[List] = []
        self._closed: list[List] = []
        self._lead: Node | None = None
        self._before: Node | None = None
        self._header: Node | None = None
        self._part = 0

    def add(self, at: int, role: Role) -> None:
        """Put the block at ``at`` in its place."""
        node = Node(at, self._blocks[at], role, part=self._part)
        self.nodes.append(node)
        if role in {"title", "furniture"}:
            return
        {"part": self._heading, "heading": self._heading, "question": self._heading, "number": self._number, "item": self._item, "row": self._row, "text": self._text}[role](node)
        self._before = node

    @property
    def _above(self) -> Node | None:
        above = self._numbers or self._headings
        return above[-1] if above else None

    def _close(self, kept: int = 0) -> None:
        self._closed = [*self._closed, *self._lists[kept:]]
        del self._lists[kept:]

    def _heading(self, node: Node) -> None:
        node.rank = self._ranks.of(node, self._headings, self._before)
        if node.role == "part":
            self._part += 1
            node.part = self._part
        while self._headings and self._headings[-1].rank >= node.rank:
            self._headings.pop()
        node.parent = self._headings[-1] if self._headings else None
        self._headings.append(node)
        self._numbers, self._lists, self._closed, self._lead = [], [], [], None

    def _number(self, node: Node) -> None:
        while self._numbers and not _within(node, self._numbers[-1]):
            self._numbers.pop()
        while self._headings and self._headings[-1].number and not self._numbers and not _within(node, self._headings[-1]):
            self._headings.pop()
        node.parent = self._above
        node.inherits = bool(self._numbers) and ends_open(self._numbers[-1].block.text)
        self._numbers.append(node)
        self._lists, self._closed, self._lead = [], [], node

    def _item(self, node: Node) -> None:
        following = self._blocks[node.at + 1 :]
        at = continues(self._lists, node.block, following[:40], self._tolerance)
        if at is not None:
            self._close(at + 1)
            self._append(self._lists[at], node)
            return
        marker = node.block.marker
        again = continues(self._closed, node.block, following[:40], self._tolerance) if marker and marker.kind != "bullet" and not self._lists else None
        if again is not None:
            self._lists = [self._closed.pop(again)]
            self._append(self._lists[0], node)
        else:
            self._begin(node, following)

    def _append(self, one: List, node: Node) -> None:
        marker = node.block.marker
        node.parent, node.list, node.inherits = one.owner, one, one.owner is not None and not one.owner.is_heading
        one.items.append(node)
        node.ordinal = len(one.items)
        if one.shape == "any" and marker is not None:
            one.shape, one.indent = marker.shape, node.block.indent
        one.last = value(marker, one.kind) if marker is not None and marker.kind != "bullet" else one.last + 1
        self._asks(node)

    def _begin(self, node: Node, following: Sequence[Block]) -> None:
        marker = node.block.marker
        if marker is None:
            self._text(node)
            return
        kind = kind_of(marker, following)
        owner, soft = self._owner(node, kind), bool(self._lists)
        one = List(marker.shape, kind, owner, node.block.indent, soft=soft and node.block.indent <= self._lists[-1].indent)
        self._lists.append(one)
        self._append(one, node)

    def _owner(self, node: Node, kind: str) -> Node | None:
        """What a new list hangs on: the last item where it is nested, else the lead-in, else what stands above."""
        while self._lists:
            inner = self._lists[-1]
            last = inner.items[-1]
            deeper = node.block.indent > inner.indent + self._tolerance or ends_open(last.block.text)
            if deeper or (inner.kind != kind and not (inner.kind == "bullet" and kind != "bullet")) or (inner.kind == "bullet" == kind and inner.indent <= node.block.indent):
                if not (inner.kind == "bullet" and inner.shape != (node.block.marker.shape if node.block.marker else "") and {inner.shape} & {"tick", "cross"} and not deeper):
                    return last
            self._close(len(self._lists) - 1)
            if inner.owner is not None:
                return inner.owner
        if self._lead is not None:
            return self._lead
        return self._above

    def _row(self, node: Node) -> None:
        table = self._before is not None and self._before.role == "row"
        if not table or node.block.style == "table_header":
            self._close()
            self._header = node if self._is_header(node) else None
            node.header = self._header is not None
            node.parent = self._above
            return
        node.parent = self._header or self._above
        node.inherits = self._header is not None

    def _is_header(self, node: Node) -> bool:
        if node.block.style == "table_header":
            return True
        end = self._blocks[node.at + 1].span.start if node.at + 1 < len(self._blocks) else len(self._source)
        return "---" in self._source[node.block.span.end : end]

    def _text(self, node: Node) -> None:
        block = node.block
        if self._lists and block.indent > self._lists[-1].indent + max(self._tolerance, 1) and self._before is not None and not self._is_list_like(node):
            node.parent, node.inherits = self._lists[-1].items[-1], True
            return
        lead = self._lead if self._lead is self._before and self._lead is not None else None
        if lead is not None and ends_open(lead.block.text) and self._is_list_like(node) and not ends_open(block.text):
            one = List("any", "bullet", lead, block.indent)
            self._lists = [one]
            node.role = "item"
            self._append(one, node)
            return
        if self._lists and self._lists[-1].shape == "any" and self._is_list_like(node):
            node.role = "item"
            self._append(self._lists[-1], node)
            return
        self._close()
        nested = lead is not None and ends_open(block.text) and (ends_open(lead.block.text) or not ends_finished(lead.block.text))
        node.parent = lead if nested else self._above
        node.inherits = nested
        self._lead = node
        self._asks(node)

    @staticmethod
    def _is_list_like(node: Node) -> bool:
        text = node.block.text.rstrip()
        return text.endswith(";") or (text[:1].islower() and not ends_open(text))

    def _asks(self, node: Node) -> None:
        """The answer under a question's heading carries the question."""
        above = node.parent
        if above is not None and above.is_heading and not above.number and above.block.text.rstrip(" *_").endswith("?"):
            node.inherits = True


def _within(node: Node, above: Node) -> bool:
    return len(above.number) < len(node.number) and node.number[: len(above.number)] == above.number


__all__ = ["grow", "invites"]
