"""Small things that a channel must remember: where a person can be written to, which of their schools they chose."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, select

from bot.messages import Channel
from bot.records.absent import insert_over
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Fact

KEY = ("channel", "kind", "key")


class Known:
    """What one channel remembers, by kind ("school", "conversation") and key."""

    def __init__(self, records: Records, channel: Channel, clock: Clock = utc_now) -> None:
        """Over ``records``, for ``channel``."""
        self._records, self._channel, self._clock = records, channel, clock

    def get(self, kind: str, key: str) -> str | None:
        """What is known, or None. Raises OSError."""
        with self._records.reading() as connection:
            return connection.execute(select(Fact.value).where(self._at(kind, key))).scalar()

    def put(self, kind: str, key: str, value: str, person: str = "") -> None:
        """Remember ``value``; ``person`` (the channel's own id) is whom it is about, for erasing it with them. Raises OSError."""
        whose = f"{self._channel}:{person}" if person else ""
        row = {"channel": self._channel, "kind": kind, "key": key, "value": value, "person": whose, "at": self._clock()}
        with self._records.writing() as connection:
            insert_over(connection, Fact, KEY, **row)

    def forget(self, kind: str, key: str) -> None:
        """Forget it, if it was known. Raises OSError."""
        with self._records.writing() as connection:
            connection.execute(delete(Fact).where(self._at(kind, key)))

    def every(self, kind: str) -> tuple[tuple[str, str], ...]:
        """All of a kind: keys and values, by key. Raises OSError."""
        wanted = select(Fact.key, Fact.value).where(Fact.channel == self._channel, Fact.kind == kind).order_by(Fact.key)
        with self._records.reading() as connection:
            return tuple((key, value) for key, value in connection.execute(wanted))

    def _at(self, kind: str, key: str) -> ColumnElement[bool]:
        return and_(Fact.channel == self._channel, Fact.kind == kind, Fact.key == key)
