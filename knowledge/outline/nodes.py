"""The growing tree's parts: nodes that know what they hang on, and the lists that are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.outline.wording import ends_finished, invites

if TYPE_CHECKING:
    from knowledge.outline.blocks import Block
    from knowledge.outline.roles import Role


@dataclass(eq=False, slots=True)
class Node:
    """One block in its place. ``inherits`` says that the words of ``parent`` lead into this one."""

    at: int
    block: Block
    role: Role
    parent: Node | None = None
    part: int = 0
    rank: float = 0.0
    inherits: bool = False
    list: List | None = None
    ordinal: int = 0
    header: bool = False

    @property
    def number(self) -> tuple[int, ...]:
        """The path of whole numbers, empty for none."""
        marker = self.block.marker
        return marker.number if marker is not None and self.role in {"number", "heading", "part"} else ()

    @property
    def is_heading(self) -> bool:
        """Whether this names what follows."""
        return self.role in {"heading", "part", "question"}

    @property
    def container(self) -> Node | None:
        """The nearest heading, numbered clause or item above: what an address is counted from."""
        above = self.parent
        while above is not None and above.role == "text":
            above = above.parent
        return above

    def leads(self) -> tuple[Node, ...]:
        """The nodes whose words lead into this one, outermost first."""
        if self.parent is None or not self.inherits:
            return ()
        above = self.parent.leads()
        if self.parent.is_heading or self.parent.role == "row":
            return (*above, self.parent)
        return (*above, self.parent) if self.opens(self.parent) else above

    def opens(self, parent: Node) -> bool:
        """Whether ``parent``'s words invite this node: marked items need less of an invitation than text."""
        return invites(parent.block.text) if self.role == "item" else not ends_finished(parent.block.text)


@dataclass(eq=False, slots=True)
class List:
    """A list that may go on: what its items share and how far it has counted.

    ``soft``: it is nested by its meaning alone, at the same indent. ``carries``: its items go on over several paragraphs.
    """

    shape: str
    kind: str
    owner: Node | None
    indent: int
    last: int = 0
    soft: bool = False
    carries: bool = False
    items: list[Node] = field(default_factory=list)
