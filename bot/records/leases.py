"""Who works on what: a row of the post is leased to one replica at a time, in order within a place, while other places go on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.records.tables import Inbox, Outbox

# A replica that dies holds its work for so long; the other must have finished within a minute (R10).
LEASE = timedelta(seconds=40)
Queue = type[Inbox] | type[Outbox]


@dataclass(frozen=True, slots=True)
class Lease:
    """One row of a queue, and who works on it."""

    queue: Queue
    row: int
    holder: str

    @property
    def still_ours(self) -> ColumnElement[bool]:
        """Holds for the row unless it ended, or another took it when the lease had run out."""
        return and_(self.queue.id == self.row, self.queue.holder == self.holder, self.queue.state == "open")


def due(queue: Queue, now: datetime, channels: Collection[str] | None = None) -> Select[int]:
    """The first row that may be worked on: open, due, nobody's, with nothing before it in its place and nothing of it under way."""
    free = and_(queue.state == "open", queue.due <= now, or_(queue.leased_until.is_(None), queue.leased_until <= now))
    wanted = select(queue.id).where(free, *_free(queue, now)).order_by(queue.id).limit(1)
    return wanted if channels is None else wanted.where(queue.channel.in_(channels))


def _free(queue: Queue, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nothing of the same place is before it or under way; nor, of events, of the same conversation."""
    other = aliased(queue)
    held_up = (other.state == "open", or_(other.id < queue.id, other.leased_until > now))
    place = ~exists().where(other.lane == queue.lane, *held_up)
    if queue is Outbox:
        return (place,)
    said = aliased(Inbox)
    return place, ~exists().where(said.talk == Inbox.talk, said.state == "open", or_(said.id < Inbox.id, said.leased_until > now))


def take(connection: Connection, queue: Queue, holder: str, now: datetime, channels: Collection[str] | None = None) -> Lease | None:
    """Lease the first row that is due to ``holder`` and count the try; None where there is none."""
    found = connection.execute(due(queue, now, channels).with_for_update(skip_locked=True, of=queue)).scalar()
    if found is None:
        return None
    lease = {"holder": holder, "leased_until": now + LEASE, "tries": queue.tries + 1}
    connection.execute(update(queue).where(queue.id == found).values(lease))
    return Lease(queue, found, holder)


def renew(connection: Connection, holder: str, now: datetime) -> None:
    """Keep what ``holder`` works on for another ``LEASE``."""
    for queue in (Inbox, Outbox):
        held = and_(queue.holder == holder, queue.state == "open", queue.leased_until > now)
        connection.execute(update(queue).where(held).values(leased_until=now + LEASE))


def put_back(connection: Connection, lease: Lease, when: datetime, reason: str, *, counted: bool = True) -> None:
    """Leave the row to be tried again at ``when``; a try that is not ``counted`` never was one."""
    tries = lease.queue.tries if counted else lease.queue.tries - 1
    again = {"due": when, "holder": None, "leased_until": None, "reason": reason, "tries": tries}
    connection.execute(update(lease.queue).where(lease.still_ours).values(again))
