"""How high each heading stands, so that it closes the headings that it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.outline.roles import part_kind
from knowledge.outline.wording import LABEL, is_name, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block
    from knowledge.outline.nodes import Node
    from knowledge.outline.roles import Role

_PART, _TITLE, _LABEL, _SECTION, _WITHIN, _QUESTION = 0.0, 0.5, 1.0, 2.0, 9.0, 9.5


class Ranks:
    """Ranks of a document's headings: 0 opens a part, 1 to 6 are the format's levels or labels and sections, 9 stands within."""

    def __init__(self, blocks: Sequence[Block], roles: Sequence[Role]) -> None:
        """``blocks`` and their ``roles``, one for each."""
        self._blocks, self._roles = blocks, roles
        self._levels = any(block.level > 0 and role == "heading" for block, role in zip(blocks, roles, strict=True))
        self._title = " ".join(plain(block.text) for block, role in zip(blocks, roles, strict=True) if role == "title").lower()
        self._part = ""

    def of(self, node: Node, headings: Sequence[Node], before: Node | None) -> float:
        """The rank of ``node``, given the open ``headings`` and the node ``before`` it."""
        if node.role == "question":
            return _QUESTION
        if self._opens_part(node):
            node.role = "part"
            return _PART
        if before is not None and before.role == "part" and entitles(before, node):
            return _TITLE
        printed = self._printed(node)
        return printed if printed is not None else self._guessed(node, headings, before)

    def _printed(self, node: Node) -> float | None:
        """The rank that a level, a number or a label gives, else ``None``."""
        if node.block.level:
            return float(node.block.level)
        if node.number:
            return (6.0 if self._levels else 1.0) + len(node.number)
        label = LABEL.match(node.block.text)
        return _LABEL if label and label["kind"].lower() != "table" and not self._levels else None

    def _guessed(self, node: Node, headings: Sequence[Node], before: Node | None) -> float:
        if self._levels:
            return _WITHIN
        if before is not None and before.is_heading and before.rank >= _TITLE and not before.number:
            return before.rank + 0.25
        return _WITHIN if self._stays_within(node, headings) else _SECTION

    def _stays_within(self, node: Node, headings: Sequence[Node]) -> bool:
        """Whether the numbered section that is open goes on after this unnumbered heading."""
        number = next((heading.number for heading in reversed(headings) if heading.number), ())
        if not number:
            return False
        for block, role in zip(self._blocks[node.at + 1 :], self._roles[node.at + 1 :], strict=True):
            if role == "part":
                return False
            if role in {"number", "heading"} and block.marker is not None and block.marker.number:
                return len(block.marker.number) > 1 and block.marker.number[0] == number[0]
        return False

    def _opens_part(self, node: Node) -> bool:
        """Whether a document of its own begins here: an appendix, or an agreement that is signed by "I"."""
        if node.role == "part" or part_kind(node.block.text):
            self._part = plain(node.block.text).lower()
            return True
        name = plain(node.block.text).lower()
        if "agreement" not in name or "agreement" in self._title or not is_name(node.block.text):
            return False
        if node.block.level > 2 or self._part:  # noqa: PLR2004 - a heading of the first two levels
            return False
        promises = sum(block.text.startswith("I ") for block in self._blocks[node.at + 1 :])
        if promises >= 3:  # noqa: PLR2004 - an agreement, not a mention of one
            self._part = name
            return True
        return False


def entitles(part: Node, heading: Node) -> bool:
    """Whether ``heading``, right after its part's bare label ("Appendix A"), is the part's title."""
    label = LABEL.match(part.block.text)
    return label is not None and not plain(label["rest"]).strip(" .:)") and not heading.number
