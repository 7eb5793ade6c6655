"""``verse chat``: the same conversation as in Slack and Teams, in the terminal. Buttons are numbers to type."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts
from adapters.command_line.render import drawn
from adapters.command_line.schools import the_school
from bot.answer import Role
from bot.card import Button, Card, Field
from bot.messages import Asker, Message, Press, Reply
from bot.post import Desk
from bot.printable import printable

ENDS = frozenset({"quit", "exit", "bye", ":q"})
SKIPS = frozenset({"cancel"})  # what a card's fields are not asked for
PROMPT = "\nYou: "


def chat(parts: Parts, school: str | None, role: Role, read: Callable[[str], str] = input) -> None:
    """Talk until the end of input, Ctrl-C or "quit"; ``read`` gives a line for a prompt and raises EOFError at the end."""
    asker = Asker("terminal", "here", the_school(school, parts.schools()), role)
    console = Console(highlight=False)
    console.print(Text("Ask a question, or type help. A number presses a button; quit, Ctrl-D or Ctrl-C ends.", style="dim"))
    try:
        _talk(parts.desk(), asker, console, read)
    except (EOFError, KeyboardInterrupt):
        console.print()


def _talk(desk: Desk, asker: Asker, console: Console, read: Callable[[str], str]) -> None:
    conversation, buttons, card = str(uuid4()), tuple[Button, ...](), Card("")
    while (typed := read(PROMPT).strip()).casefold() not in ENDS:
        if not typed:
            continue
        button = _button(typed, buttons)
        incoming = _press(asker, conversation, button, card, read) if button else Message(asker, conversation, typed)
        card = _show(desk.reply(incoming), console)
        buttons = card.buttons


def _button(typed: str, buttons: tuple[Button, ...]) -> Button | None:
    """The button of the number typed, or of the very words on it."""
    if typed.isdecimal() and 0 < int(typed[:4]) <= len(buttons) and len(typed) < len("1000"):
        return buttons[int(typed) - 1]
    return next((each for each in buttons if each.label.casefold() == typed.casefold()), None)


def _press(asker: Asker, conversation: str, button: Button, card: Card, read: Callable[[str], str]) -> Press:
    fields = () if button.action in SKIPS else tuple((field.name, _filled(field, read)) for field in card.fields)
    return Press(asker, conversation, button.action, button.value, fields)


def _filled(field: Field, read: Callable[[str], str]) -> str:
    """What is typed for a field; a number stands for the option of a choice."""
    numbered = "".join(f"\n  {number}. {option}" for number, option in enumerate(field.options, 1))
    typed = read(printable(f"{field.label}{numbered}: ")).strip()
    chosen = typed.isdecimal() and 0 < int(typed[:4]) <= len(field.options)
    return field.options[int(typed[:4]) - 1] if chosen else typed


def _show(reply: Reply, console: Console) -> Card:
    console.print()
    console.print(drawn(reply.card))
    for number, button in enumerate(reply.card.buttons, 1):
        gap = "\n" if number == 1 else ""
        console.print(Text(printable(f"{gap}  {number}. {button.label}"), style="bold" if button.action == "fact" else "dim"))
    for link in reply.card.links:
        console.print(Text(printable(f"  {link.label}: {link.url}"), style="dim"))
    return reply.card
