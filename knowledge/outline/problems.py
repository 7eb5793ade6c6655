"""What a person should see about the outline: numbers printed twice, numbers left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.clauses import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.nodes import Node


def problems(nodes: Sequence[Node], ids: dict[Node, str]) -> tuple[Problem, ...]:
    """Duplicate numbers ("duplicate_number") and gaps in the numbering ("number_gap"), in reading order."""
    found: list[Problem] = []
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for node in nodes:
        number = node.number
        if not number:
            continue
        before = (*number[:-1], number[-1] - 1)
        if (node.part, number) in seen:
            found.append(Problem("duplicate_number", f"{_printed(number)} is printed twice", ids[node]))
        elif len(number) > 1 and number[-1] > 1 and (node.part, before) not in seen:
            found.append(Problem("number_gap", f"{_printed(number)} does not follow {_printed(before)}", ids[node]))
        seen.add((node.part, number))
    return tuple(found)


def _printed(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))
