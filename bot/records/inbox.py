"""Events that were accepted: kept before they are acknowledged, answered once, their words then deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.messages import Envelope, Incoming, Message, Reply, Reported
from bot.records.absent import insert_absent
from bot.records.leases import Lease, take
from bot.records.outbox import Place, Posted, put_out
from bot.records.tables import Inbox, Seen
from bot.records.written import digest, person_of, written

Concern = Callable[[str], str | None]
OWN_WORDS = "person_send"  # words to a person, sent with the asker's consent: not a message to us


@dataclass(frozen=True, slots=True)
class Taken:
    """An event that is leased to us; ``incoming`` is the JSON as it was kept."""

    lease: Lease
    channel: str
    person: str
    place: str
    incoming: str
    category: str | None
    tries: int


def first_seen(connection: Connection, envelope: Envelope, now: datetime) -> bool:
    """Note the keys of ``envelope``; whether no event had any of them before."""
    channel = envelope.incoming.asker.channel
    # Every key is noted, also after a known one; sorted, so that two replicas never wait for each other.
    new = [insert_absent(connection, Seen, key=digest(channel, key), at=now) for key in sorted(set(envelope.keys))]
    return all(new)


def put_in(connection: Connection, envelope: Envelope, now: datetime) -> None:
    """Keep the event, to be answered."""
    incoming = envelope.incoming
    channel, person = incoming.asker.channel, person_of(incoming.asker)
    lanes = {"lane": digest(channel, envelope.place), "talk": digest(channel, incoming.conversation)}
    category = incoming.category if isinstance(incoming, Reported) else None
    kept = {"channel": channel, "person": person, "place": envelope.place, "incoming": written(incoming), "category": category}
    connection.execute(insert(Inbox).values(**kept, **lanes, state="open", due=now, received=now, tries=0))


def take_in(connection: Connection, holder: str, now: datetime) -> Taken | None:
    """Lease the next event to answer; None where there is none."""
    found = take(connection, Inbox, holder, now)
    if found is None:
        return None
    columns = (Inbox.channel, Inbox.person, Inbox.place, Inbox.incoming, Inbox.category, Inbox.tries)
    return Taken(found, *connection.execute(select(*columns).where(Inbox.id == found.row)).one())


def end(connection: Connection, taken: Taken, now: datetime, reply: Reply, reason: str | None = None) -> bool:
    """Put ``reply`` out and forget the event's words; dead where there is a ``reason``. False where it is no longer ours."""
    state = "done" if reason is None else "dead"
    emptied = {"incoming": "", "place": "", "holder": None, "leased_until": None}
    ended = connection.execute(update(Inbox).where(taken.lease.still_ours).values(**emptied, state=state, ended=now, reason=reason))
    if ended.rowcount != 1:
        return False
    asker = Place(taken.channel, taken.place)
    own = Posted(asker, replace(reply, also=()), taken.person, taken.category, asker if reason is None else None)
    others = (Posted(Place(other.channel, other.place), Reply(other.card), taken.person, None, asker) for other in reply.also)
    for each in (own, *others):
        put_out(connection, each, now)
    return True


def without_a_concern(envelope: Envelope, concern: Concern) -> Envelope:
    """``envelope`` as it may be kept: a message that certainly reports harm gives way to what remains of it."""
    incoming = envelope.incoming
    words = _words(incoming)
    category = concern(words) if words else None
    if category is None:
        return envelope
    private = True if isinstance(incoming, Reported) else incoming.private
    return replace(envelope, incoming=Reported(incoming.asker, incoming.conversation, category, private))


def _words(incoming: Incoming) -> str:
    """What a person wrote to us."""
    if isinstance(incoming, Reported):
        return ""
    if isinstance(incoming, Message):
        return incoming.text
    return "" if incoming.action == OWN_WORDS else "\n".join(value for _, value in incoming.fields)
