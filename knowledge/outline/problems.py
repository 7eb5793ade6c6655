"""What a person should see about the outline: numbers printed twice, numbers left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.clauses import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.nodes import Node


def problems(nodes: Sequence[Node], ids: dict[Node, str]) -> tuple[Problem, ...]:
    """Duplicate numbers and gaps in the numbering, in reading order."""
    found: list[Problem] = []
    seen: dict[tuple[int, tuple[int, ...]], Node] = {}
    for node in nodes:
        number = node.number
        if not number:
            continue
        printed = ".".join(map(str, number))
        if (node.part, number) in seen:
            found.append(Problem("duplicate_number", f"{printed} is printed twice", ids[node]))
        elif len(number) > 1 and number[-1] > 1 and (node.part, (*number[:-1], number[-1] - 1)) not in seen:
            found.append(Problem("number_gap", f"{printed} does not follow {'.'.join(map(str, (*number[:-1], number[-1] - 1)))}", ids[node]))
        seen[node.part, number] = node
    return tuple(found)
