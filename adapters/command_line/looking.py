"""``verse lookup``: a procedure word for word."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts
from adapters.command_line.schools import the_school
from bot.answer import Role
from bot.printable import printable


def lookup(parts: Parts, topic: str, school: str | None, role: Role) -> None:
    """Print the procedure for ``topic``, with the address of each step and whom to contact."""
    card = parts.lookup(topic, the_school(school, parts.schools()), role)
    title, *lines = card.plain.split("\n")
    console = Console(highlight=False)
    console.print(Text(printable(title), style="bold"))
    for line in lines:
        console.print(Text(printable(line)))
