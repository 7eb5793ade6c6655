"""What people call each clause: "6.2", "6.2, bullet 1", "Terms of Use, 7", "Part B, (a)(ii)", "Travel limits, row 3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.outline.ordinals import Ordinals, headed_by
from knowledge.outline.wording import LABEL, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.nodes import List, Node

_TIMES = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# A list that the clause above it names at its end, as in: must keep the following Terms of Use
_LIST_NAME = re.compile(
    r"\b(?:following|these)\s+(?:\*\*|__)?(?P<name>[A-Z][\w'\u2019-]+(?:\s+(?:of|and|for|the|in|[A-Z][\w'\u2019-]+)){0,6})(?:\*\*|__)?\s*:?\s*$"
)
_SHORT = 60  # characters of a lead-in or a title that an address repeats


class Addresses:
    """The addresses of one document's nodes, unique among them, worked out once in reading order."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """``nodes`` in reading order."""
        self._ordinals = Ordinals(nodes)
        self._questions: dict[Node | None, int] = {}
        self._found: dict[Node, str] = {}
        self._times: dict[str, int] = {}
        for node in nodes:
            self._found[node] = self._unique(self._address(node))

    def __getitem__(self, node: Node) -> str:
        """The address of ``node``."""
        return self._found[node]

    def _unique(self, address: str) -> str:
        """``address`` the first time, then "1.2.3 (second)" and so on."""
        name = address
        while name in self._times:
            self._times[address] += 1
            name = f"{address} ({times(self._times[address])})"
        self._times[name] = 1
        return name

    def _address(self, node: Node) -> str:
        if node.role in {"title", "furniture"}:
            return plain(node.block.text)[:_SHORT]
        named = {"part": heading_name, "heading": self._heading, "question": self._question, "number": self._number, "row": self._row}
        return named.get(node.role, self._within)(node)

    def _heading(self, node: Node) -> str:
        name, part = heading_name(node), self._part_of(node)
        return name if part == f"{name}, " else part + name

    def _question(self, node: Node) -> str:
        self._questions[node.container] = self._questions.get(node.container, 0) + 1
        return f"{self._base(node)}, question {self._questions[node.container]}"

    def _number(self, node: Node) -> str:
        return self._part_of(node) + heading_name(node)

    def _row(self, node: Node) -> str:
        above, table = headed_by(node), self._ordinals.table[node]
        which = f", {times(table)} table" if table > 1 else ""
        row = "header row" if node.header else f"row {self._ordinals.of[node]}"
        return f"{self._found[above] if above is not None else 'Opening'}{which}, {row}"

    def _within(self, node: Node) -> str:
        """A paragraph or an item, by what it stands in."""
        base = self._base(node)
        if node.role != "text":
            return self._item(node, base)
        if node.container is not None and node.container.role == "question" and self._ordinals.of[node] == 1:
            return f"{base}, answer"
        return f"{base}, paragraph {self._ordinals.of[node]}"

    def _part_of(self, node: Node) -> str:
        above = node.parent
        while above is not None and above.role != "part":
            above = above.parent
        return f"{self._found[above]}, " if above is not None else ""

    def _base(self, node: Node) -> str:
        container = node.container
        if container is None:
            return "Opening"
        part = container.parent
        if part is not None and part.role == "part" and (container.rank < 1 or heading_name(container) == heading_name(part)):
            return self._found[part]  # the part's own title says nothing more
        return self._found[container]

    def _item(self, node: Node, base: str) -> str:
        one, marker = node.list, node.block.marker
        if one is None or marker is None or one.kind == "bullet":
            return f"{base}{self._which(node)}, {'item' if marker is None else 'bullet'} {node.ordinal}"
        if one.kind == "number":
            number = str(marker.number[-1])
            return self._part_of(node) + number if node in self._ordinals.run_on else f"{base}{list_name(one)}, {number}"
        name = marker.printed if marker.printed.startswith("(") else f"({marker.printed.rstrip('.)')})"
        tight = base.endswith(")") or (node.container is not None and node.container.role == "number")
        return base + (name if tight else f", {name}")

    def _which(self, node: Node) -> str:
        """Which of several lists under one heading: by its lead-in where that is short, else by its place."""
        one, lists = node.list, self._ordinals.lists(node)
        if one is None or len(lists) < 2:  # noqa: PLR2004 - a single list needs no name
            return list_name(one) if one is not None else ""
        said = plain(one.owner.block.text) if one.owner is not None and one.owner.role == "text" else ""
        if 0 < len(said) <= _SHORT:
            return f", {said}"
        place = lists.index(one)
        return f", {times(place + 1)} list" if place else ""


def heading_name(node: Node) -> str:
    """What a heading is called: its number, its label ("Part B", "Table 1"), its letter, or its words."""
    marker, label = node.block.marker, LABEL.match(node.block.text)
    if node.number:
        return ".".join(map(str, node.number)) + (".0" if _heads_with_zero(node) else "")
    if label:
        mark = label["mark"]
        return f"{label['kind'].capitalize()} {mark if mark.isdigit() else mark.upper()}"
    if marker is not None and marker.kind == "letter" and node.role != "question":
        return re.sub(r"\W", "", marker.printed)
    return plain(node.block.text)


def list_name(one: List) -> str:
    """The name at the end of the numbered clause that a list hangs on ("… the following Terms of Use"), with a space before it."""
    owner = one.owner
    while owner is not None and owner.role == "text":
        owner = owner.parent
    found = _LIST_NAME.search(owner.block.text) if owner is not None and owner.role == "number" else None
    return f" {plain(found['name'])}" if found else ""


def times(count: int) -> str:
    """The ordinal: "second" for 2 and so on; "11th" from eleven."""
    return _TIMES[count - 1] if count <= len(_TIMES) else f"{count}th"


def _heads_with_zero(node: Node) -> bool:
    """Whether a section is printed as "6.0"."""
    marker = node.block.marker
    return marker is not None and len(node.number) == 1 and re.search(r"\.0\D*$", marker.printed) is not None
