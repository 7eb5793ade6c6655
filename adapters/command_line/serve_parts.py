"""The parts that every command shares, held for as long as a service runs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from adapters.command_line.wiring import Wiring
from bot.answer import Question
from bot.conversation import Answers

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.embedder import Embedder
    from knowledge.store import Store

WARMING = "May I take photographs?"  # any question would do


class ServeParts(Wiring):
    """The parts of the other commands, to build on."""

    @property
    def settings(self) -> Settings:
        """What was set."""
        return self._settings

    @property
    def store(self) -> Store:
        """Every version of every policy."""
        return self._store

    @property
    def embedder(self) -> Embedder:
        """What turns words into vectors."""
        return self._embedder

    @cached_property
    def answerer(self) -> Answers:
        """What answers a question as it stands."""
        return self._answerer()

    def warm(self) -> None:
        """Open every school's index and the models, by one question to each school."""
        for school in self.schools():
            self.answerer.answer(Question(school, WARMING), self.today())
