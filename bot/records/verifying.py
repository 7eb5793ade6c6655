"""Walks a school's chain and names the first link that is not as it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.records.chain import End, Link, receipt_of
from bot.records.receipt import ACKNOWLEDGED, REMOVED, digest_of, first_link, link_of, removed_numbers
from bot.records.tables import kept_as


@dataclass(frozen=True, slots=True)
class Fault:
    """The first link of a school's chain that is broken, and in what way."""

    school: str
    number: int
    what: str


def first_fault(school: str, links: Iterable[Link], end: End) -> Fault | None:
    """What is wrong with a chain that should end in ``end``; None where it is whole."""
    before, accounted, blanked = End(0, first_link(school)), set[int](), list[int]()
    for link in links:
        what = _wrong(link, before)
        if what:
            return Fault(school, before.number + 1, what)
        if link.content is None:
            blanked.append(link.number)
        elif link.kind == REMOVED:
            accounted.update(removed_numbers(link.content))
        before = End(link.number, link.link)
    unsaid = [number for number in blanked if number not in accounted]
    if unsaid:
        return Fault(school, unsaid[0], "was emptied, and no later entry says by whom")
    return None if before == end else Fault(school, before.number + 1, "is missing: the chain ended later than this")


def _wrong(link: Link, before: End) -> str:
    """In what way a link is not as it was made; empty where it is."""
    if link.number != before.number + 1:
        return "is missing"
    if link.previous != before.link:
        return "does not follow from the entry before it"
    if link.link != link_of(link.previous, link.digest):
        return "has a seal that is not its own"
    return "" if link.content is None else _misread(link, link.content)


def _misread(link: Link, content: str) -> str:
    if not content.isascii() or digest_of(content) != link.digest:
        return "was changed"
    if link.kind == ACKNOWLEDGED:
        said = receipt_of(link).acknowledgement
        if (link.school, link.person) != (kept_as(said.school), kept_as(said.person)):
            return "is filed under another person or school"
    return ""
