"""Which paragraph, row, table or list of its heading or clause each node is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.nodes import List, Node


class Ordinals:
    """Counts in reading order, each from 1."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """``nodes`` in reading order."""
        self.of: dict[Node, int] = {}
        self.table: dict[Node, int] = {}
        self.run_on = _running_numbers(nodes)
        self._lists: dict[Node | None, list[List]] = {}
        self._paragraphs(nodes)
        self._rows(nodes)
        for node in nodes:
            if node.list is not None and node.list.kind == "bullet" and node.list not in self.lists(node):
                self._lists.setdefault(node.container, []).append(node.list)

    def lists(self, node: Node) -> Sequence[List]:
        """The bulleted lists under the same heading, clause or item as ``node``."""
        return self._lists.get(node.container, ())

    def _paragraphs(self, nodes: Sequence[Node]) -> None:
        """A numbered clause or an item is its own first paragraph; a heading is none."""
        seen: Counter[Node | None] = Counter()
        for node in nodes:
            if node.role == "text":
                seen[node.container] += 1
                self.of[node] = seen[node.container] + (node.container is not None and not node.container.is_heading)

    def _rows(self, nodes: Sequence[Node]) -> None:
        tables: Counter[Node | None] = Counter()
        rows = 0
        before: Node | None = None
        for node in nodes:
            if node.role in {"furniture", "title"}:
                continue
            if node.role == "row":
                above = headed_by(node)
                if node.header or before is None or before.role != "row":
                    rows = 0
                    tables[above] += 1
                rows += not node.header
                self.of[node], self.table[node] = rows, tables[above]
            before = node


def headed_by(node: Node) -> Node | None:
    """The heading or numbered clause that a row stands under, past its table's header row."""
    above = node.parent
    while above is not None and not above.is_heading and above.role != "number":
        above = above.parent
    return above


def _running_numbers(nodes: Sequence[Node]) -> frozenset[Node]:
    """Items of numbered lists that count on from heading to heading, so that the number alone says which."""
    found: set[Node] = set()
    for part in {node.part for node in nodes}:
        own = [node for node in nodes if node.part == part]
        items = [node for node in own if _counted(node)]
        numbers = [node.block.marker.number[-1] for node in items if node.block.marker is not None]
        if len(set(numbers)) == len(numbers) and not any(node.number and node.is_heading for node in own):
            found.update(items)
    return frozenset(found)


def _counted(node: Node) -> bool:
    """Whether the node is an item of a numbered list that hangs on no clause."""
    top = node.container is None or node.container.is_heading
    return top and node.list is not None and node.list.kind == "number"
