"""What the Teams channel says of itself, read from ``words.toml``, and the cards that need no desk."""

from __future__ import annotations

from functools import cache

from bot.card import Button, Card, Words
from knowledge.vocabulary import tables


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables("adapters.teams", "words.toml")


def said(table: str, name: str) -> str:
    """The words ``name`` of ``table``. Raises KeyError."""
    return str(_tables()[table][name])


def welcome() -> Card:
    """What somebody sees who has just installed the app, or a team to which it was added."""
    blocks = (Words(said("welcome", "words")), Words(said("welcome", "concern"), "warning"), Words(said("welcome", "private"), "quiet"))
    buttons = tuple(Button(said("button", action), action) for action in ("help", "induction", "policies"))
    return Card(said("welcome", "title"), blocks, buttons, plain=said("welcome", "words"))


def not_set_up() -> Card:
    """What is said where no school is known for the place."""
    return Card(said("not_set_up", "title"), (Words(said("not_set_up", "words")),), plain=said("not_set_up", "words"))


def note(words: str) -> Card:
    """A line in a place where the answer itself doesn't go."""
    return Card("", (Words(words),), plain=words)
