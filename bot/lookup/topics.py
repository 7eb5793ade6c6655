"""Topics that people look up: what they type, and what policies call it, read from ``topics.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge.norms.concepts import pattern
from knowledge.vocabulary import plain, tables


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: the expressions that name it, that find it, that are near it, and that show a clause is about its twin."""

    title: str
    ask: re.Pattern[str]
    find: re.Pattern[str]
    near: re.Pattern[str]
    against: re.Pattern[str] | None


def expression(entries: Iterable[str]) -> re.Pattern[str]:
    """One expression for any of ``entries``, at the edges of words; " ?" is a blank, a hyphen or nothing."""
    written = "|".join(pattern(words.replace(" ?", r"[\s-]?")) for words in entries)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)")


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in file order. Raises KeyError, re.error for a faulty file."""
    return tuple(
        Topic(
            title=entry["title"],
            ask=expression(entry["ask"]),
            find=expression(entry["find"]),
            near=expression(entry["near"]),
            against=expression(entry["against"]) if "against" in entry else None,
        )
        for entry in tables("bot.lookup", "topics.toml").values()
    )


def topic_of(text: str) -> Topic | None:
    """The topic that ``text`` names: the one that more of it speaks of; of equals, the first."""
    typed = plain(text)
    matched = [(topic, topic.ask.search(typed)) for topic in topics()]
    named = [(len(found.group()), topic) for topic, found in matched if found]
    return max(named, key=lambda each: each[0])[1] if named else None
