"""Concepts: what people mean, whatever they call it, read from ``concepts.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from knowledge.vocabulary import plain, tables


def pattern(words: str) -> str:
    """The regular expression for one entry of ``concepts.toml``: "x_" has any ending, a blank is a blank or a hyphen."""
    return words.replace("_", r"[\w'-]*").replace(" ", r"[\s-]+")


def _expression(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{'|'.join(pattern(words) for words in entries)})(?![\w])")


@cache
def _concepts(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _expression(entries)) for name, entries in tables("knowledge.norms", "concepts.toml")[group].items())


@cache
def concepts(text: str, group: str = "topic") -> frozenset[str]:
    """The names of the ``group``'s ("topic" or "party") concepts that ``text`` speaks of."""
    bare = plain(text).replace("*", "")
    return frozenset(name for name, expression in _concepts(group) if expression.search(bare))


@cache
def names(group: str = "topic") -> tuple[str, ...]:
    """All concept names of ``group``, in file order."""
    return tuple(name for name, _ in _concepts(group))
