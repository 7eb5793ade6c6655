"""What people call each clause: "6.2", "6.2, bullet 1", "Terms of Use, 7", "Part B, (a)(ii)", "Travel limits, row 3"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.outline.wording import LABEL, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.nodes import List, Node

_TIMES = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# "… the following Terms of Use", "… these **House Rules**:"
_LIST_NAME = re.compile(
    r"\b(?:following|these)\s+(?:\*\*|__)?(?P<name>[A-Z][\w'\u2019-]+(?:\s+(?:of|and|for|the|in|[A-Z][\w'\u2019-]+)){0,6})(?:\*\*|__)?\s*:?\s*$"
)
_ROW_TEXT = 60


class Addresses:
    """The addresses of one document's nodes, worked out once."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """``nodes`` in reading order."""
        self._names: dict[Node, str] = {}
        self._counts: Counter[tuple[int, str]] = Counter()
        self._ordinals: dict[Node, int] = {}
        self._lists: dict[Node | None, list[List]] = {}
        self._tables: dict[Node | None, int] = {}
        self._table_of: dict[Node, int] = {}
        self._questions: Counter[Node | None] = Counter()
        self._run_on = _running_numbers(nodes)
        self._count(nodes)
        taken: Counter[str] = Counter()
        self._found: dict[Node, str] = {}
        for node in nodes:
            self._found[node] = self._unique(self._whole(node), taken)
            if node.is_heading or node.role == "number":
                self._names[node] = self._found[node]

    def __getitem__(self, node: Node) -> str:
        """The address of ``node``."""
        return self._found[node]

    def _unique(self, address: str, taken: Counter[str]) -> str:
        taken[address] += 1
        if taken[address] == 1:
            return address
        again = f"{address} ({times(taken[address])})"
        return self._unique(again, taken) if taken[again] else self._claim(again, taken)

    @staticmethod
    def _claim(address: str, taken: Counter[str]) -> str:
        taken[address] += 1
        return address

    def _count(self, nodes: Sequence[Node]) -> None:
        paragraphs: Counter[Node | None] = Counter()
        rows = 0
        before: Node | None = None
        for node in nodes:
            container = node.container
            if node.role == "text":
                paragraphs[container] += 1
                first = 1 if container is not None and not container.is_heading else 0
                self._ordinals[node] = paragraphs[container] + first
            if node.role == "row":
                if node.header or before is None or before.role != "row":
                    rows = 0
                    top = _heading_of(node)
                    self._tables[top] = self._tables.get(top, 0) + 1
                rows += not node.header
                self._ordinals[node] = rows
                self._table_of[node] = self._tables[_heading_of(node)]
            if node.list is not None and node.list.kind == "bullet":
                lists = self._lists.setdefault(container, [])
                if node.list not in lists:
                    lists.append(node.list)
            before = node if node.role not in {"furniture", "title"} else before

    def _whole(self, node: Node) -> str:
        if node.role in {"title", "furniture"}:
            return plain(node.block.text)[:_ROW_TEXT]
        if node.is_heading:
            return self._heading(node)
        if node.role == "number":
            return self._part_of(node) + ".".join(map(str, node.number)) + _zero(node)
        if node.role == "row":
            return self._row(node)
        base = self._base(node)
        if node.role == "text":
            if self._ordinals[node] == 1 and node.container is not None and node.container.role == "question":
                return f"{base}, answer"
            return f"{base}, paragraph {self._ordinals[node]}"
        return self._item(node, base)

    def _heading(self, node: Node) -> str:
        if node.role == "question":
            self._questions[node.container] += 1
            return f"{self._base(node)}, question {self._questions[node.container]}"
        name = heading_name(node)
        part = self._part_of(node)
        return name if node.role == "part" or part == f"{name}, " else part + name

    def _part_of(self, node: Node) -> str:
        above = node.parent
        while above is not None and above.role != "part":
            above = above.parent
        return f"{self._names[above]}, " if above is not None and above is not node else ""

    def _base(self, node: Node) -> str:
        container = node.container
        if container is None:
            return "Opening"
        part = container.parent
        if part is not None and part.role == "part" and (container.rank < 1 or heading_name(container) == heading_name(part)):
            return self._names[part]  # the part's own title says nothing more
        return self._names.get(container) or self._found[container]

    def _item(self, node: Node, base: str) -> str:
        one, marker = node.list, node.block.marker
        if one is not None and one.kind in {"letter", "roman"} and marker is not None:
            name = marker.printed if marker.printed.startswith("(") else f"({marker.printed.rstrip('.)')})"
            container = node.container
            tight = container is not None and (container.role == "number" or base.endswith(")"))
            return base + (name if tight else f", {name}")
        if one is not None and one.kind == "number" and marker is not None:
            number = str(marker.number[-1])
            if node in self._run_on:
                return self._part_of(node) + number
            return f"{base}{_list_name(one)}, {number}"
        kind = "bullet" if marker is not None else "item"
        return f"{base}{self._which(node)}, {kind} {node.ordinal}"

    def _which(self, node: Node) -> str:
        """Which of several lists under one heading: by its lead-in where that is short, else by its place."""
        one = node.list
        lists = self._lists.get(node.container, [])
        if one is None or len(lists) < 2:  # noqa: PLR2004  a single list needs no name
            return _list_name(one) if one is not None and node.container is not None and node.container.role == "number" else ""
        lead = one.owner
        said = plain(lead.block.text) if lead is not None and lead.role == "text" else ""
        if said and len(said) <= _ROW_TEXT:
            return f", {said}"
        place = lists.index(one)
        return f", {times(place + 1)} list" if place else ""

    def _row(self, node: Node) -> str:
        top = _heading_of(node)
        base = (self._names.get(top) or "Opening") if top is not None else "Opening"
        table = self._table_of[node]
        which = f", {times(table)} table" if table > 1 else ""
        return f"{base}{which}, " + ("header row" if node.header else f"row {self._ordinals[node]}")


def heading_name(node: Node) -> str:
    """What a heading is called: its number, its label ("Part B", "Table 1"), its letter, or its words."""
    marker = node.block.marker
    if node.number:
        return ".".join(map(str, node.number)) + _zero(node)
    label = LABEL.match(node.block.text)
    if label:
        mark = label["mark"]
        return f"{label['kind'].capitalize()} {mark if mark.isdigit() else mark.upper()}"
    if marker is not None and marker.kind == "letter":
        return re.sub(r"\W", "", marker.printed)
    return plain(node.block.text)


def times(count: int) -> str:
    """"second" for 2 and so on; "11th" from eleven."""
    return _TIMES[count - 1] if count <= len(_TIMES) else f"{count}th"


def _zero(node: Node) -> str:
    marker = node.block.marker
    printed = re.sub(r"[^\d.]", "", marker.printed).strip(".") if marker is not None else ""
    return ".0" if printed.endswith(".0") and len(node.number) == 1 else ""


def _heading_of(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.role not in {"heading", "part", "number"}:
        above = above.parent
    return above


def _list_name(one: List) -> str:
    """The bold name at the end of the clause that a list hangs on ("… the following **Terms of Use**")."""
    owner = one.owner
    while owner is not None and owner.role == "text":
        owner = owner.parent
    found = _LIST_NAME.search(owner.block.text) if owner is not None and owner.role == "number" else None
    return f" {plain(found['name'])}" if found else ""


def _running_numbers(nodes: Sequence[Node]) -> set[Node]:
    """Items of numbered lists that count on from heading to heading, so that the number alone says which."""
    items = [node for node in nodes if node.list is not None and node.list.kind == "number" and (node.container is None or node.container.is_heading)]
    found: set[Node] = set()
    for part in {node.part for node in items}:
        own = [node for node in items if node.part == part]
        numbers = [node.block.marker.number[-1] for node in own if node.block.marker is not None]
        sections = any(node.number for node in nodes if node.part == part and node.is_heading)
        if len(set(numbers)) == len(numbers) and not sections:
            found |= set(own)
    return found
