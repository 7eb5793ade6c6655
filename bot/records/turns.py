"""The messages of a conversation, for as long as it goes on: after a silence it is forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, select

from bot.messages import Asker
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Turn
from bot.records.written import person_of

EXPIRES = timedelta(minutes=30)
MOST = 20  # messages of one conversation that are looked back on


class Turns:
    """The conversations of one database; one person's turns in a conversation are apart from another's."""

    def __init__(self, records: Records, clock: Clock = utc_now, expires: timedelta = EXPIRES) -> None:
        """A conversation is over when nothing was said in it for ``expires``."""
        self._records, self._clock, self._expires = records, clock, expires

    def add(self, asker: Asker, conversation: str, text: str) -> None:
        """Note what was said. Raises OSError."""
        said = {"person": person_of(asker), "conversation": conversation, "text": text, "at": self._clock()}
        with self._records.writing() as connection:
            connection.execute(insert(Turn).values(**said))

    def of(self, asker: Asker, conversation: str) -> tuple[str, ...]:
        """What was said before, oldest first; nothing where the conversation is over. Raises OSError."""
        newest = select(Turn.text, Turn.at).where(_of(asker, conversation)).order_by(Turn.id.desc()).limit(MOST)
        with self._records.reading() as connection:
            rows = connection.execute(newest).all()
        said, until = list[str](), self._clock()
        for text, at in rows:
            if until - at > self._expires:
                break
            said.append(text)
            until = at
        return tuple(reversed(said))

    def forget(self, asker: Asker, conversation: str) -> None:
        """Begin anew. Raises OSError."""
        with self._records.writing() as connection:
            connection.execute(delete(Turn).where(_of(asker, conversation)))


def _of(asker: Asker, conversation: str) -> ColumnElement[bool]:
    return and_(Turn.person == person_of(asker), Turn.conversation == conversation)
