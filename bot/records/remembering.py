"""The desk's memory over the records."""

from __future__ import annotations

from typing import get_args

from bot.memory import Memory
from bot.messages import Asker, Channel
from bot.records.answers import AnswersGiven
from bot.records.asked import QuestionsAsked
from bot.records.engine import Clock, Records, utc_now
from bot.records.feedback import Feedback
from bot.records.known import Known
from bot.records.turns import Turns


def remembering(records: Records, clock: Clock = utc_now) -> Memory:
    """All that the desk remembers, kept in ``records``."""
    return Memory(
        AnswersGiven(records, clock),
        Turns(records, clock),
        Feedback(records, clock),
        QuestionsAsked(records, clock),
        _Notes(records, clock),
    )


class _Notes:
    """Notes about people among what each channel knows."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._known = {channel: Known(records, channel, clock) for channel in get_args(Channel)}

    def get(self, asker: Asker, kind: str) -> str:
        """As ``bot.memory.Notes``. Raises OSError."""
        return self._known[asker.channel].get(kind, asker.person) or ""

    def put(self, asker: Asker, kind: str, value: str) -> None:
        """As ``bot.memory.Notes``. Raises OSError."""
        self._known[asker.channel].put(kind, asker.person, value, asker.person)
