"""Cue words of norms, read from ``cues.toml`` and found in text.

After ConText (Chapman 2001): a cue has a label, and look-alikes swallow words that only seem to be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.vocabulary import plain, tables

MODAL = frozenset({"must_not", "should_not", "need_not", "may", "should", "must", "look_alikes"})
_ANY_WORDS = r"(?:[\w'-]+ ){0,3}"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a text: its label ("must_not"), strength ("must", "should", "may" or "") and place."""

    label: str
    strength: str
    start: int
    end: int

    def within(self, other: Cue) -> bool:
        """Whether this cue is a part of a longer one."""
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


def pattern(words: str) -> str:
    """The regular expression for one entry of ``cues.toml``, whose head says how entries are written."""
    return "".join(_part(word) for word in words.split(" ")).removesuffix(r"\s+")


def _part(word: str) -> str:
    if word == "_":
        return _ANY_WORDS
    if word.endswith("?") and not word.endswith("s?"):
        return rf"(?:{word[:-1]}\s+)?"
    return word.replace("_", r"\w*") + r"\s+"


def _expression(entries: Sequence[str]) -> re.Pattern[str]:
    """The longest entry is tried first."""
    body = "|".join(pattern(words) for words in sorted(entries, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")


@cache
def _compiled() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = tables("knowledge.norms", "cues.toml")
    return tuple((label, table.get("strength", ""), _expression(_entries(**table))) for label, table in data.items())


def _entries(words: Sequence[str], acts: Sequence[str] = (), **_: str) -> list[str]:
    """A table's entries with its acts in place of "<act>"."""
    return [each.replace("<act>", f"({'|'.join(acts)})") for each in words]


@cache
def cues(text: str) -> tuple[Cue, ...]:
    """Every cue of ``text`` in order of place; a modal cue that is part of a longer one is dropped, and so is a look-alike."""
    bare = plain(text).replace("*", " ")
    found = [
        Cue(label, strength, match.start(), match.end())
        for label, strength, expression in _compiled()
        for match in expression.finditer(bare)
    ]
    return tuple(sorted(_outermost(found), key=lambda cue: (cue.start, -cue.end)))


def _outermost(found: Sequence[Cue]) -> list[Cue]:
    modal = [cue for cue in found if cue.label in MODAL]
    kept = [cue for cue in modal if not any(cue.within(other) for other in modal)]
    return [cue for cue in kept if cue.label != "look_alikes"] + [cue for cue in found if cue.label not in MODAL]
