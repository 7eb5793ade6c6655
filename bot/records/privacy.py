"""What is known of one person: given out whole, or erased. Acknowledgements are the school's, which removes them itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.records.engine import Records
from bot.records.tables import Acknowledged, AskedOnce, Fact, Given, Inbox, Outbox, Step, Table, Thumb, Turn

if TYPE_CHECKING:
    from sqlalchemy import Connection

ERASED: tuple[type[Table], ...] = (Inbox, Outbox, Given, Turn, Thumb, Step, AskedOnce, Fact)
TITLES = {
    Inbox: "messages received",
    Outbox: "replies sent",
    Given: "answers",
    Turn: "conversation",
    Thumb: "feedback",
    Step: "induction",
    AskedOnce: "questions asked",
    Fact: "remembered",
    Acknowledged: "acknowledgements",
}
# How the post does its work says nothing of the person.
LEFT_OUT = frozenset({"id", "lane", "talk", "holder", "leased_until", "due", "tries", "key", "digest", "previous", "link"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: its fields by name, in the table's order, times as ISO 8601."""

    kind: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """How many entries were erased, and how many acknowledgements the school still keeps."""

    entries: int
    acknowledgements: int


class Privacy:
    """One database, by person ("slack:T024/U7")."""

    def __init__(self, records: Records) -> None:
        """Over ``records``."""
        self._records = records

    def export(self, person: str) -> tuple[Entry, ...]:
        """All that is kept of ``person``. Raises OSError."""
        with self._records.reading() as connection:
            return tuple(entry for table in TITLES for entry in _entries(connection, table, person))

    def erase(self, person: str) -> Erased:
        """Erase all but acknowledgements, at once and for good. Raises OSError."""
        with self._records.writing() as connection:
            count = sum(connection.execute(delete(table).where(table.__table__.c.person == person)).rowcount for table in ERASED)
            left = len(connection.execute(select(Acknowledged.id).where(Acknowledged.person == person)).all())
        self._records.wipe()
        return Erased(count, left)


def _entries(connection: Connection, table: type[Table], person: str) -> tuple[Entry, ...]:
    columns = [column for column in table.__table__.c if column.name not in LEFT_OUT or (table is Fact and column.name == "key")]
    rows = connection.execute(select(*columns).where(table.__table__.c.person == person)).all()
    names = [column.name for column in columns]
    return tuple(Entry(TITLES[table], tuple((name, _said(value)) for name, value in zip(names, row, strict=True))) for row in rows)


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)
