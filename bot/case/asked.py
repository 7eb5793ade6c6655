"""Which kinds of thing a message asks for, by the patterns of ``asked.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from knowledge.vocabulary import compiled, plain

if TYPE_CHECKING:
    import re


def _patterns() -> Mapping[str, re.Pattern[str]]:
    return compiled("bot.case", "asked.toml", "kinds")


@cache
def kinds(text: str) -> frozenset[str]:
    """The names of the kinds that hold of ``text`` ("may", "must", "who", "approval_held"…)."""
    bare = plain(text)
    return frozenset(name for name, expression in _patterns().items() if expression.search(bare))


def names() -> tuple[str, ...]:
    """All kinds, in file order."""
    return tuple(_patterns())
