"""A desk for a channel whose person waits at the page: the reply comes back at once, and what goes to others goes by the post."""

from __future__ import annotations

from uuid import uuid4

from bot.messages import Incoming, Reply, Reported
from bot.post import Desk, Outgoing


class AtOnce:
    """Answers without the inbox: where the acknowledgement is the reply itself, nothing lies between them that could be lost.

    The words are kept nowhere on the way. A handover is kept in the outbox before the asker is told of it.
    """

    def __init__(self, desk: Desk, post: Outgoing) -> None:
        """``post`` takes the cards for others."""
        self._desk, self._post = desk, post

    def reply(self, incoming: Incoming) -> Reply:
        """The desk's reply. Raises OSError where a card for somebody else can't be kept."""
        reply = self._desk.reply(incoming)
        if reply.also and not isinstance(incoming, Reported):
            asker, name = incoming.asker, str(uuid4())
            for number, handover in enumerate(reply.also):
                key, person = f"{name}/{number}", f"{asker.channel}:{asker.person}"
                self._post.post(handover.channel, handover.place, Reply(handover.card), key, person)
        return reply
