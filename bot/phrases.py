"""What the bot says, read from ``phrases.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from knowledge.vocabulary import tables


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tables("bot", "phrases.toml")


def said(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table`` with each {…} filled; what is filled in is never read as a pattern. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


def has(table: str, name: str) -> bool:
    """Whether ``table`` has words of this name."""
    return name in _tables()[table]


def options(fact: str) -> tuple[str, ...]:
    """The buttons that are offered for a missing fact. Raises KeyError."""
    return tuple(_tables()["options"][fact])
