"""Blocks and their roles into a tree: what stands under which heading, clause or lead-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.outline.lists import TOLERANCE
from knowledge.outline.nodes import Node
from knowledge.outline.open_lists import AHEAD, OpenLists, append
from knowledge.outline.ranks import Ranks
from knowledge.outline.wording import ends_finished, ends_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.lines import Document
    from knowledge.outline.blocks import Block
    from knowledge.outline.roles import Role

_SECTION: frozenset[Role] = frozenset(("heading", "part", "number"))


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
        self._blocks, self._roles = blocks, roles
        self._ranks = Ranks(blocks, roles)
        self.nodes: list[Node] = []
        self._headings: list[Node] = []
        self._numbers: list[Node] = []
        self._lists = OpenLists(self._tolerance)
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
        put = {"number": self._number, "item": self._item, "row": self._row, "text": self._text}.get(role, self._heading)
        put(node)
        if node.role in {"item", "text"} and node.parent is not None and _asks(node.parent):
            node.inherits = True
        self._before = node

    @property
    def _above(self) -> Node | None:
        above = self._numbers or self._headings
        return above[-1] if above else None

    def _heading(self, node: Node) -> None:
        node.rank = self._ranks.of(node, self._headings, self._before)
        if node.role == "part":
            self._part += 1
            node.part = self._part
        while self._headings and self._headings[-1].rank >= node.rank:
            self._headings.pop()
        node.parent = self._headings[-1] if self._headings else None
        self._headings.append(node)
        self._numbers, self._lead = [], None
        self._lists.clear()

    def _number(self, node: Node) -> None:
        while self._numbers and not _within(node, self._numbers[-1]):
            self._numbers.pop()
        while self._headings and self._headings[-1].number and not self._numbers and not _within(node, self._headings[-1]):
            self._headings.pop()
        node.parent = self._above
        node.inherits = bool(self._numbers) and ends_open(self._numbers[-1].block.text)
        self._numbers.append(node)
        self._lists.clear()
        self._lead = node

    def _item(self, node: Node) -> None:
        self._lists.place(node, self._near(node.at + 1), self._lead or self._above)

    def _row(self, node: Node) -> None:
        in_table = self._before is not None and self._before.role == "row"
        if not in_table or node.block.style == "table_header":
            self._lists.close()
            self._header = node if self._is_header(node) else None
            node.header = self._header is not None
            node.parent = self._above
        else:
            node.parent, node.inherits = self._header or self._above, self._header is not None

    def _is_header(self, node: Node) -> bool:
        if node.block.style == "table_header":
            return True
        end = self._blocks[node.at + 1].span.start if node.at + 1 < len(self._blocks) else len(self._source)
        return "---" in self._source[node.block.span.end : end]

    def _text(self, node: Node) -> None:
        carrier = self._carrier(node)
        if carrier is not None:
            node.parent, node.inherits = carrier, True
        elif not self._unmarked_item(node):
            self._paragraph(node)

    def _carrier(self, node: Node) -> Node | None:
        """The item that a paragraph is part of: set further in than it, or followed by the next item of its list."""
        inner = self._lists.innermost
        if inner is None or _is_list_like(node.block):
            return None
        if node.block.indent > inner.indent + max(self._tolerance, 1):
            return inner.items[-1]
        return self._lists.carrier(self._near(node.at + 1, _SECTION))

    def _near(self, start: int, ends: frozenset[Role] = frozenset()) -> Sequence[Block]:
        """The next blocks, up to the first whose role ``ends`` the section."""
        last = min(start + AHEAD, len(self._roles))
        if ends:
            last = next((at for at in range(start, last) if self._roles[at] in ends), last)
        return self._blocks[start:last]

    def _unmarked_item(self, node: Node) -> bool:
        """Put a line like "establish the facts;" into the list that a lead-in has just opened; ``False`` where none has."""
        if not _is_list_like(node.block):
            return False
        inner = self._lists.innermost
        if inner is not None and inner.shape == "any":
            append(inner, node)
        elif self._lead is not None and self._lead is self._before and ends_open(self._lead.block.text):
            self._lists.begin_unmarked(node, self._lead)
        else:
            return False
        node.role = "item"
        return True

    def _paragraph(self, node: Node) -> None:
        """A paragraph of its own, which may lead into what follows; a lead-in right after a lead-in hangs on it."""
        self._lists.close()
        lead = self._lead if self._lead is self._before else None
        nested = lead is not None and ends_open(node.block.text) and not ends_finished(lead.block.text)
        node.parent, node.inherits = (lead if nested else self._above), nested
        self._lead = node


def _is_list_like(block: Block) -> bool:
    text = block.text.rstrip()
    return text.endswith(";") or (text[:1].islower() and not ends_open(text))


def _asks(heading: Node) -> bool:
    """Whether the heading is a question, which its answers carry."""
    return heading.is_heading and not heading.number and heading.block.text.rstrip(" *_").endswith("?")


def _within(node: Node, above: Node) -> bool:
    return len(above.number) < len(node.number) and node.number[: len(above.number)] == above.number
