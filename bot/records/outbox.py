"""Replies to deliver: each goes out once, or ends as a dead letter with its reason; its words are deleted either way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, select, update

from bot.records.absent import insert_absent
from bot.records.leases import Lease, take
from bot.records.tables import Outbox
from bot.records.written import digest


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply that is leased to us; ``reply`` is its JSON. ``last`` is the one that says we could not answer."""

    lease: Lease
    key: str
    channel: str
    person: str
    place: str
    reply: str
    category: str | None
    last: bool
    tries: int
    made: datetime


def put_out(  # noqa: PLR0913 - a letter has so many parts
    connection: Connection,
    channel: str,
    place: str,
    reply: str,
    now: datetime,
    *,
    key: str = "",
    person: str = "",
    category: str | None = None,
    last: bool = False,
) -> bool:
    """Keep a reply (JSON) to be delivered; False where one with ``key`` was put out before."""
    what = {"key": key or str(uuid4()), "channel": channel, "person": person, "place": place, "lane": digest(channel, place)}
    how = {"reply": reply, "category": category, "last": last, "state": "open", "due": now, "tries": 0, "made": now}
    return insert_absent(connection, Outbox, **what, **how)


def take_out(connection: Connection, holder: str, now: datetime, channels: Collection[str]) -> Letter | None:
    """Lease the next reply for one of ``channels``; None where there is none."""
    found = take(connection, Outbox, holder, now, channels)
    if found is None:
        return None
    columns = (Outbox.key, Outbox.channel, Outbox.person, Outbox.place, Outbox.reply, Outbox.category)
    rest = (Outbox.last, Outbox.tries, Outbox.made)
    return Letter(found, *connection.execute(select(*columns, *rest).where(Outbox.id == found.row)).one())


def close(connection: Connection, letter: Letter, now: datetime, reason: str | None = None) -> bool:
    """Delivered, or dead where there is a ``reason``; its words go. False where it is no longer ours."""
    state = "done" if reason is None else "dead"
    emptied = {"reply": "", "place": "", "holder": None, "leased_until": None}
    return (
        connection.execute(update(Outbox).where(letter.lease.still_ours).values(**emptied, state=state, ended=now, reason=reason)).rowcount
        == 1
    )
