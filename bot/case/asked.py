"""Which kinds of thing a message asks for, by the patterns of ``asked.toml``."""

from __future__ import annotations

import re
from functools import cache

from knowledge.vocabulary import expressions, plain


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(lines)) for name, lines in expressions("bot.case", "asked.toml", "kinds").items())


@cache
def kinds(text: str) -> frozenset[str]:
    """The names of the kinds that hold of ``text`` ("may", "must", "who", "approval_held"…)."""
    bare = plain(text)
    return frozenset(name for name, expression in _patterns() if expression.search(bare))


@cache
def names() -> tuple[str, ...]:
    """All kinds, in file order."""
    return tuple(name for name, _ in _patterns())
