"""The induction's words and patterns, from ``induction.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from knowledge.vocabulary import joined, plain, tables


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tables("bot.induction", "induction.toml")


def said(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table``, filled. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


def words(table: str) -> dict[str, Any]:
    """A whole table, in file order. Raises KeyError."""
    return _tables()[table]


@cache
def expression(table: str, name: str) -> re.Pattern[str]:
    """A pattern of the file; case does not matter. Raises KeyError."""
    return re.compile(joined(_tables()[table][name]), re.IGNORECASE)


def speaks(table: str, name: str, text: str) -> bool:
    """Whether the pattern is in ``text``."""
    return expression(table, name).search(plain(text)) is not None
