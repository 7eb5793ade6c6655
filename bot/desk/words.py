"""What the desk says, read from ``desk.toml``, and which messages are for the asker's eyes alone, from ``sensitive.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from knowledge.vocabulary import compiled, plain, tables

if TYPE_CHECKING:
    import re


def said(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table``, filled; what is filled in is never read as a pattern. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables("bot.desk", "desk.toml")


def _sensitive() -> Iterable[re.Pattern[str]]:
    return compiled("bot.desk", "sensitive.toml", "cues").values()


def sensitive(text: str) -> bool:
    """Whether ``text`` tells of the asker's own health, conduct or private life, or of an allegation."""
    bare = plain(text)
    return any(expression.search(bare) for expression in _sensitive())
