"""The post: what a channel accepts is kept first, answered by the desk, and delivered once. Every step can be killed at any point.

An event's words are deleted once it is answered, a reply's once it is delivered. A message that certainly reports harm is never kept
in words at all (``bot.messages.Reported``). ``answer_next`` and ``deliver_next`` are the two steps; ``run`` takes them on threads.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Select, func, select

from bot.messages import Channel, Envelope, Reply
from bot.post import Desk, NotNowError, Sender, TryAgainError, UndeliverableError
from bot.records.bell import Bell
from bot.records.could_not import Why, could_not
from bot.records.engine import Clock, Records, utc_now
from bot.records.inbox import Concern, Taken, end, first_seen, put_in, take_in, without_a_concern
from bot.records.leases import Queue, due, put_back, renew
from bot.records.outbox import Letter, Place, Posted, close, put_out, take_out
from bot.records.patience import TRIES, give_up, next_try
from bot.records.tables import Inbox, Outbox
from bot.records.working import ANSWERING, DELIVERING, GRACE, Work, work
from bot.records.written import read_incoming, read_reply

if TYPE_CHECKING:
    from threading import Event

log = logging.getLogger("verse.post")
REASON = 300  # characters of a reason that are kept


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the post stands: rows to answer, to deliver, dead, and the age of the oldest that waits, in seconds."""

    to_answer: int
    to_deliver: int
    dead: int
    oldest: float


class Post:
    """A Postbox and its workers over one database; several replicas may share it."""

    def __init__(  # noqa: PLR0913 - all but two have a value of their own and are said by name
        self,
        records: Records,
        concern: Concern,
        *,
        clock: Clock = utc_now,
        chance: Callable[[], float] = random.random,
        sorry: Callable[[Why], Reply] = could_not,
        answering: int = ANSWERING,
    ) -> None:
        """``concern`` gives whom to tell where a text certainly reports harm; ``sorry`` the reply for want of a reply.

        ``answering`` threads answer: more where some may wait for a language model, so that others need not.
        """
        self._records, self._concern, self._clock, self._chance, self._sorry = records, concern, clock, chance, sorry
        self._holder, self._answering = str(uuid4()), answering
        self._in, self._out = Bell(), Bell()

    def accept(self, envelope: Envelope) -> bool:
        """Keep the event on the disk; False where it was kept before. Raises OSError where it can't be kept: do not acknowledge."""
        try:
            new = self._kept(without_a_concern(envelope, self._concern))
        except OSError as fault:
            log.error("an event could not be kept, so it was refused, to be sent again; is the disk full? %s", fault)  # noqa: TRY400 - one line says it
            raise
        self._in.ring()
        return new

    def post(self, channel: Channel, place: str, reply: Reply, key: str, person: str = "") -> bool:
        """Keep a reply that answers no event; False where ``key`` was posted before. Raises OSError."""
        with self._records.writing() as connection:
            new = put_out(connection, Posted(Place(channel, place), reply, person), self._clock(), key)
        self._out.ring()
        return new

    def answer_next(self, desk: Desk) -> bool:
        """Answer the next event that is due; False where there is none. Raises OSError."""
        if self._nothing(Inbox):
            return False
        with self._records.writing(durable=False) as connection:
            taken = take_in(connection, self._holder, self._clock())
        if taken is not None:
            self._answer(taken, desk)
        return taken is not None

    def deliver_next(self, senders: Mapping[str, Sender]) -> bool:
        """Deliver the next reply that is due; False where there is none for these channels. Raises OSError."""
        if self._nothing(Outbox, senders.keys()):
            return False
        with self._records.writing(durable=False) as connection:
            letter = take_out(connection, self._holder, self._clock(), senders.keys())
        if letter is not None:
            self._deliver(letter, senders[letter.to.channel])
        return letter is not None

    def renew(self) -> None:
        """Keep what this replica is at work on; to be called well within ``leases.LEASE``. Raises OSError."""
        with self._records.writing(durable=False) as connection:
            renew(connection, self._holder, self._clock())

    def run(self, desk: Desk, senders: Sequence[Sender], stop: Event, grace: float = GRACE) -> None:
        """Work until ``stop`` is set; then finish what is begun within ``grace`` seconds and leave the rest to whoever starts next."""
        by_channel: dict[str, Sender] = {sender.channel: sender for sender in senders}
        answer = Work(lambda: self.answer_next(desk), self._in, self._answering)
        deliver = Work(lambda: self.deliver_next(by_channel), self._out, DELIVERING)
        work(answer, deliver, self.renew, stop, grace)

    def backlog(self) -> Backlog:
        """How the post stands now. Raises OSError."""
        with self._records.reading() as connection:
            count = {queue: _count(queue, "open") for queue in (Inbox, Outbox)}
            inside, outside = (connection.execute(count[queue]).one() for queue in (Inbox, Outbox))
            dead = sum(connection.execute(_count(queue, "dead")).one()[0] for queue in (Inbox, Outbox))
        now = self._clock()
        oldest = min((when for when in (inside[1], outside[1]) if when is not None), default=now)
        return Backlog(inside[0], outside[0], dead, max(0.0, (now - oldest).total_seconds()))

    def _kept(self, envelope: Envelope) -> bool:
        with self._records.writing() as connection:
            now = self._clock()
            new = first_seen(connection, envelope, now)
            if new:
                put_in(connection, envelope, now)
        return new

    def _nothing(self, queue: Queue, channels: Collection[str] | None = None) -> bool:
        """Whether there is surely nothing to do: where there is one writer, nobody should wait for it to find that out."""
        if self._records.is_postgresql:
            return False
        with self._records.reading() as connection:
            return connection.execute(due(queue, self._clock(), channels)).scalar() is None

    def _answer(self, taken: Taken, desk: Desk) -> None:
        if taken.tries > TRIES:
            self._end(taken, self._sorry(_why(taken)), "interrupted on every try")
            return
        try:
            reply = desk.reply(read_incoming(taken.incoming))
        except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the asker is told
            self._answer_later(taken, type(fault).__name__)  # a fault's own words could hold the message's
        else:
            self._end(taken, reply)

    def _answer_later(self, taken: Taken, reason: str) -> None:
        if taken.tries >= TRIES:
            self._end(taken, self._sorry(_why(taken)), reason)
            return
        again = next_try(self._clock(), taken.tries, None, self._chance())
        with self._records.writing() as connection:
            put_back(connection, taken.lease, again, reason)

    def _end(self, taken: Taken, reply: Reply, reason: str | None = None) -> None:
        with self._records.writing() as connection:
            end(connection, taken, self._clock(), reply, reason)
        self._out.ring()

    def _deliver(self, letter: Letter, sender: Sender) -> None:
        if letter.tries > TRIES:
            self._bury(letter, "interrupted on every try")
            return
        try:
            sender.send(letter.to.place, read_reply(letter.reply), letter.key, again=letter.tries > 1)
        except UndeliverableError as fault:
            # Nobody can be told where nothing can be delivered; who handed something on to that place is elsewhere.
            (self._close if letter.asker == letter.to else self._bury)(letter, _reason(fault))
        except TryAgainError as fault:
            self._deliver_later(letter, _reason(fault), fault.after, held=isinstance(fault, NotNowError))
        except Exception as fault:  # noqa: BLE001 - a sender's own fault is tried again as any other
            self._deliver_later(letter, type(fault).__name__, None)
        else:
            self._close(letter)

    def _deliver_later(self, letter: Letter, reason: str, after: float | None, *, held: bool = False) -> None:
        again = next_try(self._clock(), letter.tries, after, self._chance())
        if give_up(letter.made, again, letter.tries, after) and not held:
            self._bury(letter, reason)
            return
        with self._records.writing() as connection:
            put_back(connection, letter.lease, again, reason, counted=after is None)

    def _bury(self, letter: Letter, reason: str) -> None:
        """A dead letter, and a word to the asker, who gets none about that word."""
        with self._records.writing() as connection:
            now = self._clock()
            if close(connection, letter, now, reason) and letter.asker is not None:
                why: Why = "reported" if letter.category else "unanswered" if letter.asker == letter.to else "not_handed_on"
                put_out(connection, Posted(letter.asker, self._sorry(why), letter.person, letter.category), now, f"{letter.key}/sorry")
        self._out.ring()

    def _close(self, letter: Letter, reason: str | None = None) -> None:
        with self._records.writing() as connection:
            close(connection, letter, self._clock(), reason)


def _why(taken: Taken) -> Why:
    return "reported" if taken.category else "unanswered"


def _reason(fault: Exception) -> str:
    return str(fault)[:REASON] or type(fault).__name__


def _count(queue: type[Inbox | Outbox], state: str) -> Select[int, datetime | None]:
    when = Inbox.received if queue is Inbox else Outbox.made
    return select(func.count(queue.id), func.min(when)).where(queue.state == state)
