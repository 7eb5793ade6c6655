"""A found procedure as a card: lead-ins quoted, steps numbered, each with its address, then whom to contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from bot.card import Block, Button, Card, Heading, Quote, Rows, Steps, Words
from bot.lookup.finding import Found
from bot.lookup.sections import Family, Section
from knowledge.clauses import Clause
from knowledge.vocabulary import tables

MOST_STEPS = 14  # of one section; what follows is counted


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables("bot.lookup", "lookup.toml")


def said(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table`` in ``lookup.toml``, filled. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


def ask_card() -> Card:
    """What is shown where no topic is named."""
    return _card(said("title", "ask"), (Words(said("line", "ask")),), tuple(_common()))


def _common() -> Iterator[Button]:
    """The topics that are looked up most, to be pressed."""
    return (Button(label, "lookup", topic) for topic, label in _tables()["common"].items())


def none_card(contacts: tuple[tuple[str, str], ...]) -> Card:
    """What is shown where nothing is found; it is the same whatever documents the asker may not see."""
    return _card(said("title", "none"), (Words(said("line", "none")), Words(said("line", "ask"), "quiet"), *_contacts(contacts)))


def found_card(topic: str, found: Sequence[Found], contacts: tuple[tuple[str, str], ...]) -> Card:
    """The procedure, section by section."""
    blocks = [block for each in found for block in _section(each)]
    return _card(said("title", "found", topic=topic), (Words(said("line", "shown"), "quiet"), *blocks, *_contacts(contacts)))


def _card(title: str, blocks: tuple[Block, ...], topics: tuple[Button, ...] = ()) -> Card:
    buttons = topics or (Button(said("button", "again"), "lookup"),)
    person = Button(said("button", "person"), "person", lasting=True)
    return Card(title, blocks, buttons=(*buttons, person), plain=plain_text(title, blocks))


def _contacts(contacts: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    return (Heading(said("line", "contacts")), Rows(contacts)) if contacts else ()


def _section(found: Found) -> Iterator[Block]:
    heading = flat(found.section.path[-1]) if found.section.path else found.section.policy
    yield Heading(heading)
    yield Words(_source(found.section, found.families[0].clauses[0]), "quiet")
    left, singles = MOST_STEPS, list[str]()
    for family in found.families:
        head, *items = family.clauses
        if not items:
            singles.append(_step(head))
            continue
        yield from _steps(singles[:left])
        left, singles = left - len(singles), []
        yield from _family(family, max(left, 1), found.section)
        left -= len(items)
    yield from _steps(singles[: max(left, 0)])
    total = sum(max(len(family.clauses) - 1, 1) for family in found.families)
    if total > MOST_STEPS:
        yield Words(said("line", "more", count=str(total - MOST_STEPS)), "quiet")


def _steps(items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield Steps(tuple(items))


def _family(family: Family, most: int, section: Section) -> Iterator[Block]:
    head, *items = family.clauses
    yield Quote(flat(head.text), head.address, _source(section, head))
    yield Steps(tuple(_step(item) for item in items[:most]))


def _step(clause: Clause) -> str:
    return f"{flat(clause.text)} [{clause.address}]"


def _source(section: Section, clause: Clause) -> str:
    page = said("line", "page", page=str(clause.page)) if clause.page else ""
    return " · ".join(filter(None, (section.policy, *map(flat, section.path), page, said("line", "version", version=section.version[:8]))))


def flat(text: str) -> str:
    """On one line, without Markdown's marks for bold."""
    return " ".join(text.replace("**", "").split())


def plain_text(title: str, blocks: Sequence[Block]) -> str:
    """The whole card as text."""
    return "\n".join((title, *(line for block in blocks for line in _plain(block))))


def _plain(block: Block) -> Iterator[str]:
    if isinstance(block, Steps):
        yield from (f"{number}. {item}" for number, item in enumerate(block.items, start=1))
    elif isinstance(block, Quote):
        yield f"{block.address}: “{block.text}”"
    elif isinstance(block, Rows):
        yield from (f"{name}: {value}" for name, value in block.rows)
    else:
        yield block.text
