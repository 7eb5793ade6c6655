"""Replies to deliver: each goes out once, or ends as a dead letter with its reason; its words are deleted either way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, select, update

from bot.messages import Reply
from bot.records.absent import insert_absent
from bot.records.leases import Lease, take
from bot.records.tables import Outbox
from bot.records.written import digest, written


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes, in the channel's own words."""

    channel: str
    place: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A reply as it is put out. ``asker`` is where to say so if it can't be delivered; nobody is told where that is None.

    What has an ``alone`` of its own neither waits for what else goes to its place nor holds it up.
    """

    to: Place
    reply: Reply
    person: str = ""
    category: str | None = None
    asker: Place | None = None
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply that is leased to us, as JSON, and how often it was tried."""

    lease: Lease
    key: str
    to: Place
    reply: str
    person: str
    category: str | None
    asker: Place | None
    tries: int
    made: datetime


def put_out(connection: Connection, what: Posted, now: datetime, key: str = "") -> bool:
    """Keep a reply to be delivered; False where one with ``key`` was put out before."""
    to, asker = what.to, what.asker
    lane = digest(to.channel, to.place, *filter(None, (what.alone,)))
    row = {"channel": to.channel, "place": to.place, "lane": lane, "reply": written(what.reply)}
    whose = {"person": what.person, "category": what.category}
    tell = {"asker_channel": asker and asker.channel, "asker_place": asker and asker.place}
    fresh = {"key": key or str(uuid4()), "state": "open", "due": now, "tries": 0, "made": now}
    return insert_absent(connection, Outbox, **row, **whose, **tell, **fresh)


def take_out(connection: Connection, holder: str, now: datetime, channels: Collection[str]) -> Letter | None:
    """Lease the next reply for one of ``channels``; None where there is none."""
    lease = take(connection, Outbox, holder, now, channels)
    if lease is None:
        return None
    row = connection.execute(select(Outbox.__table__).where(Outbox.id == lease.row)).one()
    asker = None if row.asker_place is None else Place(row.asker_channel, row.asker_place)
    return Letter(lease, row.key, Place(row.channel, row.place), row.reply, row.person, row.category, asker, row.tries, row.made)


def close(connection: Connection, letter: Letter, now: datetime, reason: str | None = None) -> bool:
    """Delivered, or dead where there is a ``reason``; its words go. False where it is no longer ours."""
    state = "done" if reason is None else "dead"
    emptied = {"reply": "", "place": "", "asker_place": None, "holder": None, "leased_until": None}
    return (
        connection.execute(update(Outbox).where(letter.lease.still_ours).values(**emptied, state=state, ended=now, reason=reason)).rowcount
        == 1
    )
