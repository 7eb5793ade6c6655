"""Deletes what need not be kept: a job that runs every so often, with the clock handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, Delete, Update, delete, or_, update

from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import AskedOnce, Fact, Given, Inbox, Outbox, Seen, Thumb, Turn
from bot.records.turns import EXPIRES

if TYPE_CHECKING:
    from sqlalchemy import Connection

DAYS = 90  # what a question's words are kept for, unless the school says otherwise (0 to 365)
REPEATS = timedelta(hours=48)  # a platform sends an event again for a day at most
PASSING = ("sent", "talk:%")  # what is remembered of an answer: which message it is in, which facts were asked for
BUTTONS = timedelta(days=1)  # an answer's buttons work for so long, even where its question is deleted sooner


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many rows lost their question's words, and how many went whole."""

    emptied: int
    gone: int


class Retention:
    """The job over one database; running it twice, or on two replicas, does no harm."""

    def __init__(self, records: Records, days: int = DAYS, clock: Clock = utc_now) -> None:
        """Words of questions are kept for ``days``; with 0, for as long as a conversation can still go on."""
        self._records, self._kept, self._clock = records, timedelta(days=days), clock

    def run(self) -> Deleted:
        """Delete what is past its time. Raises OSError."""
        now = self._clock()
        old = now - max(self._kept, EXPIRES)
        past_buttons = now - max(self._kept, BUTTONS)
        with self._records.writing() as connection:
            emptied = _rows(connection, update(Given).where(Given.at <= old, Given.question != "").values(question=""))
            emptied += _rows(connection, update(Thumb).where(Thumb.at <= old, Thumb.reason != "").values(reason=""))
            gone = (
                delete(Given).where(Given.at <= past_buttons),
                delete(AskedOnce).where(AskedOnce.at <= old),
                delete(Turn).where(Turn.at <= now - EXPIRES),
                delete(Fact).where(or_(*map(Fact.kind.like, PASSING)), Fact.at <= past_buttons),
                delete(Seen).where(Seen.at <= now - REPEATS),
                # That somebody was told whom to turn to is kept as long as a question would be; other events have done their part.
                delete(Inbox).where(Inbox.ended <= now - REPEATS, or_(Inbox.category.is_(None), Inbox.ended <= old)),
                delete(Outbox).where(Outbox.ended <= now - REPEATS, Outbox.state == "done"),
                delete(Outbox).where(Outbox.ended <= old - REPEATS),
            )
            deleted = Deleted(emptied, sum(_rows(connection, statement) for statement in gone))
        self._records.wipe()
        return deleted


def _rows(connection: Connection, statement: Update | Delete) -> int:
    result: CursorResult[object] = connection.execute(statement)
    return result.rowcount
