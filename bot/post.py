"""Between a channel and the desk: an event is kept before it is acknowledged and comes out as exactly one reply.

The real one is ``bot.records.post``; this is what the channels and the desk know of it.
"""

from __future__ import annotations

from typing import Protocol

from bot.messages import Channel, Envelope, Incoming, Reply


class TryAgainError(Exception):
    """The channel could not take the reply now; ``after`` seconds at least must pass (``Retry-After``), None for our own back-off."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        """``reason`` is kept with the reply; it must hold no text of the message."""
        super().__init__(reason)
        self.after = after


class NotNowError(TryAgainError):
    """Not before ``after`` seconds, by the school's own wish: waited for however long that is, and no try."""

    def __init__(self, reason: str, after: float) -> None:
        """As of ``TryAgainError``."""
        super().__init__(reason, after)


class UndeliverableError(Exception):
    """The channel will never take this reply (the conversation is gone, the app was removed)."""


class Postbox(Protocol):
    """Where a channel puts what it received, before it acknowledges it."""

    def accept(self, envelope: Envelope) -> bool:
        """Keep the event durably; False where it was kept before. Raises OSError where it can't be kept: do not acknowledge."""
        ...


class Outgoing(Protocol):
    """Where a reply goes that answers no event: a reminder, a question handed on to a person."""

    def post(self, channel: Channel, place: str, reply: Reply, key: str, person: str = "") -> bool:
        """Keep ``reply`` to be delivered once; False where ``key`` was posted before. Raises OSError where it can't be kept.

        ``person`` ("slack:T024/U7") is whom it is about, for erasing what is known of them.
        """
        ...


class Sender(Protocol):
    """A channel's way out; called on a worker thread, once at a time for one place."""

    channel: Channel

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:
        """Deliver ``reply``; ``key`` is the same on every try, for the channel's own de-duplication.

        ``again`` says that it was tried before, perhaps by a process that was killed before it could say how that ended.

        Raises TryAgainError, UndeliverableError.
        """
        ...


class Desk(Protocol):
    """What answers, whatever the channel. Safe to share between threads; never raises for what a person wrote."""

    def reply(self, incoming: Incoming) -> Reply:
        """The one reply to a message or a press."""
        ...
