"""What the Slack channel says of itself, read from ``words.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from knowledge.vocabulary import tables


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tables("adapters.slack", "words.toml")


def said(table: str, name: str) -> str:
    """The words ``name`` of ``table``. Raises KeyError."""
    return str(_tables()[table][name])


def prompts() -> tuple[tuple[str, str], ...]:
    """What is offered to somebody who opens the conversation: a title and the message that it sends."""
    offered: dict[str, str] = _tables()["prompts"]["offered"]
    return tuple(offered.items())
