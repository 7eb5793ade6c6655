"""The parts that every command shares, held for as long as a service runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING

from adapters.command_line.wiring import Wiring
from bot.answer import Question

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.second import SecondReader
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
    def answerer(self) -> Answerer:
        """What answers a question as it stands."""
        return self._answerer()

    def reading_with(self, second: SecondReader) -> Answerer:
        """What answers a question with another second reader than the one that is set."""
        return self._answerer_with(second)

    @property
    def model_usage(self) -> Mapping[str, float]:
        """Calls, tokens and seconds of the language model since the start; empty where none is set."""
        return asdict(self._second.usage()) if self._second else {}

    def warm(self) -> None:
        """Open every school's index and models, by one question to each school that no language model is asked."""
        for school in self.schools():
            self.answerer.warm(Question(school, WARMING), self.today())
