"""``lookup(topic, school, role)``: the procedure word for word, from the store alone, so that it works with the index down."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

from bot.answer import Role
from bot.card import Card
from bot.lookup.finding import find, words_of
from bot.lookup.sections import Section, read_sections
from bot.lookup.showing import ask_card, flat, found_card, none_card
from bot.lookup.topics import topic_of
from knowledge.catalogue import Policy
from knowledge.store import Store
from knowledge.vocabulary import expressions

AUDIENCES: dict[Role, tuple[str, ...]] = {"staff": ("staff",), "new_starter": ("staff",), "dsl": ("staff", "dsl")}
LONGEST_TOPIC = 200  # characters of what is typed that are looked at and shown
MOST_CONTACTS = 6

Contacts = Callable[[str], tuple[tuple[str, str], ...]]
"""A school's contacts, what they are for and how to reach them; empty where none are set."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one audience may see of a school: nothing else of it is ever in reach of a look-up by that audience."""

    policies: tuple[Policy, ...]
    sections: tuple[Section, ...]
    contacts: tuple[tuple[str, str], ...]


def no_contacts(school: str) -> tuple[tuple[str, str], ...]:
    """No contacts are set; those that the documents print are shown."""
    del school
    return ()


class Lookup:
    """Looks procedures up in one store. Safe to share between threads; sees a new generation as soon as it is in force."""

    def __init__(self, store: Store, contacts: Contacts = no_contacts) -> None:
        """``contacts`` come before those that the documents print."""
        self._store, self._contacts = store, contacts
        self._held: dict[tuple[str, tuple[str, ...]], Shown] = {}
        self._lock = Lock()

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        """The procedure for ``topic`` as a card.

        The audience is settled before anything is read or searched. Raises UnknownName, BlobDamaged.
        """
        typed = flat(topic)[:LONGEST_TOPIC]
        if not typed:
            return ask_card()
        shown = self._shown(school, AUDIENCES[role])
        contacts = self._contacts(school) or shown.contacts
        named = topic_of(typed)
        found = find(named, words_of(typed, shown.sections), shown.sections)
        return found_card(named.title if named else typed[:1].upper() + typed[1:], found, contacts) if found else none_card(contacts)

    def _shown(self, school: str, audience: tuple[str, ...]) -> Shown:
        policies = self._store.policies(self._store.school(school), audience)
        with self._lock:
            held = self._held.get((school, audience))
        if held is None or held.policies != policies:
            sections = read_sections(self._store, policies)
            held = Shown(policies, sections, printed_contacts(sections))
            with self._lock:
                self._held[school, audience] = held
        return held


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(expressions("bot.lookup", "lookup.toml", "contact")["line"], re.IGNORECASE)


def printed_contacts(sections: Sequence[Section]) -> tuple[tuple[str, str], ...]:
    """The people that the documents themselves name as those to go to, in their words."""
    clauses = (clause for section in sections for family in section.families for clause in family.clauses)
    lines = (_contact().match(flat(clause.text)) for clause in clauses)
    rows = dict.fromkeys((line["who"], line["how"]) for line in lines if line)
    return tuple(rows)[:MOST_CONTACTS]
