"""The desk's own cards: help, policies, whom to tell, what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Answer
from bot.card import Block, Button, Card, Field, Heading, Quote, Rows, Steps, Tone, Words
from bot.desk.words import said
from bot.directory import Contact
from bot.showing import show

ANY_TITLE = ("title", "text")


def card(table: str, tone: Tone = "plain", **fill: str) -> Card:
    """The card of one table's title and text."""
    return with_plain(Card(said(table, "title", **fill), (Words(said(table, "text", **fill), tone),), tone=tone))


def notice(text: str, title: str = "", tone: Tone = "plain") -> Card:
    """A card of one line."""
    return with_plain(Card(title or text, (Words(text),) if title else (), tone=tone))


def with_plain(shown: Card) -> Card:
    """``shown`` with the whole of it as text."""
    return replace(shown, plain="\n\n".join(filter(None, (shown.title, *map(_plain, shown.blocks)))))


def _plain(block: Block) -> str:
    match block:
        case Heading() | Words():
            return block.text
        case Quote():
            return f"“{block.text}”\n    {block.address}, {block.source}"
        case Steps():
            return "\n".join(f"{number}. {item}" for number, item in enumerate(block.items, 1))
        case Rows():
            return "\n".join(f"{name}: {value}" for name, value in block.rows)


def help_card(school: str) -> Card:
    """What can be asked, and what never to ask a bot."""
    blocks = (
        Words(said("help", "about", school=school)),
        Words(said("help", "examples")),
        Words(said("help", "concern"), "urgent"),
        Words(said("help", "commands"), "quiet"),
    )
    buttons = (Button(said("buttons", "induction"), "induction"), Button(said("buttons", "policies"), "policies"))
    return with_plain(Card(said("help", "title"), blocks, buttons))


def policies_card(school: str, policies: Sequence[tuple[str, str]]) -> Card:
    """The policies that the asker may read: title and what is worth knowing of each."""
    block = Rows(tuple(policies)) if policies else Words(said("policies", "none", school=school), "warning")
    return with_plain(Card(said("policies", "title", school=school), (block,), (Button(said("buttons", "help"), "help"),)))


def school_card(schools: Sequence[tuple[str, str]]) -> Card:
    """The question which school is the asker's, each by slug and name."""
    buttons = tuple(Button(name, "school", slug) for slug, name in schools)
    return replace(card("school"), buttons=buttons)


def concern_card(answer: Answer, people: Sequence[Contact]) -> Card:
    """The fixed reply, with names and telephone numbers; a bare installation is told that it lacks them."""
    return with_people(show(answer), people, last=not people)


def with_people(shown: Card, people: Sequence[Contact], *, last: bool = False) -> Card:
    """``shown`` with those to speak to beneath its first block, or at its end."""
    block = _people(people)
    at = len(shown.blocks) if last else min(1, len(shown.blocks))
    blocks = (*shown.blocks[:at], block, *shown.blocks[at:])
    return replace(shown, blocks=blocks, plain=f"{shown.plain}\n\n{_plain(block)}")


def _people(people: Sequence[Contact]) -> Rows | Words:
    if not people:
        return Words(said("contacts", "none"), "warning")
    return Rows(tuple((f"{said('contacts', each.office)}: {each.name}", reached(each)) for each in people))


def reached(contact: Contact) -> str:
    """The telephone number, and when it is answered where that is known."""
    return f"{contact.phone} ({contact.hours})" if contact.hours else contact.phone


def reason_card(name: str) -> Card:
    """The question why an answer did not help."""
    shown = notice(said("thanks", "unhelpful"), said("thanks", "title"))
    button = Button(said("buttons", "unhelpful_reason"), "unhelpful_reason", name, "first")
    return replace(shown, buttons=(button,), fields=(Field("reason", said("thanks", "reason"), "text"),))
