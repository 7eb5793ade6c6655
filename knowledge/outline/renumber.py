"""Word numbers a section's heading as the next item of the list before it ("17." above "5.1"): read it as its clauses say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.clauses import Problem
from knowledge.outline.wording import is_name, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block


def renumbered(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[tuple[int, Problem], ...]]:
    """The blocks with such numbers put right, and for each its place and what to tell a person.

    Only a number that the format computed is ever changed: what the text itself prints stands.
    """
    found = list(blocks)
    told: list[tuple[int, Problem]] = []
    for at, block in enumerate(found[:-1]):
        section = _section_after(found, at)
        marker = block.marker
        if not section or marker is None or not _misnumbered(found, at, section):
            continue
        right = replace(marker, printed=marker.printed.replace(str(marker.number[0]), str(section)), number=(section,))
        found[at] = replace(block, markers=(right,))
        told.append((at, Problem("renumbered", f"{marker.printed} {block.text[:60]} heads {section}.1, so it is read as {section}")))
    return tuple(found), tuple(told)


def _section_after(blocks: Sequence[Block], at: int) -> int:
    """5 where "5.1" comes next, otherwise 0."""
    marker = blocks[at + 1].marker
    return marker.number[0] if marker is not None and len(marker.number) == 2 and marker.number[1] == 1 else 0  # noqa: PLR2004 - "5.1"


def _misnumbered(blocks: Sequence[Block], at: int, section: int) -> bool:
    block, marker = blocks[at], blocks[at].marker
    if marker is None or not block.given or len(marker.number) != 1 or marker.number[0] == section:
        return False
    headed = any(other.marker is not None and other.marker.number == (section,) and is_name(other.text) for other in blocks[:at])
    return is_name(block.text) and not says(block.text) and not headed
