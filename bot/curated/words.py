"""What is said of signed answers, read from ``curated.toml``."""

from __future__ import annotations

from datetime import date
from functools import cache

from knowledge.vocabulary import tables


def said(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table``, filled; what is filled in is never read as a pattern. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


def day(when: date) -> str:
    """A date as people write it: 4 May 2026."""
    return f"{when.day} {when:%B %Y}"


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables("bot.curated", "curated.toml")
