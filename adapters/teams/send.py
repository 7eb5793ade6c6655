"""Replies on their way out to Teams: into the conversation, over the card that was pressed, or to the person alone.

Worker threads call ``send``; a loop on a thread of its own does the work, so that one slow conversation holds up no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, Thread
from typing import TypeVar

from adapters.teams.connector import Connector
from adapters.teams.heard import References
from adapters.teams.pieces import Look, Piece
from adapters.teams.place import Place, UnreadablePlaceError, read_place
from adapters.teams.render import render
from adapters.teams.words import note, said
from bot.card import Card
from bot.messages import Channel, Reply
from bot.post import TryAgainError, UndeliverableError

THREADS = 32  # requests under way at once
DONE_MAX = 20_000  # steps that are remembered as done
CHAT, SENT = "conversation", "sent"  # kinds of what is remembered
_T = TypeVar("_T")


class TeamsSender:
    """``bot.post.Sender`` for Teams. Safe to share between threads."""

    channel: Channel = "teams"

    def __init__(self, connector: Connector, look: Look, references: References) -> None:
        """Starts its thread; ``stop`` ends it."""
        self._connector, self._look, self._references = connector, look, references
        self._lock = Lock()
        self._done: dict[tuple[str, str], None] = {}
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(THREADS, "teams-send"))
        self._thread = Thread(target=self._loop.run_forever, name="teams-sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what it had under way is tried again by the outbox."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:  # noqa: ARG002 - Teams cannot be asked what arrived
        """Deliver ``reply``; a step of it that is known to have arrived is not taken again.

        Raises TryAgainError, UndeliverableError.
        """
        try:
            spot = read_place(place)
        except UnreadablePlaceError:
            raise UndeliverableError from None
        self._wait(self._deliver(spot, reply, key))

    def typing(self, place: Place) -> None:
        """Show that we are at it, if that can be done; returns at once."""
        self._begin(self._quietly(self._connector.typing(place)))

    def tell(self, place: Place, card: Card) -> None:
        """Post a card that nothing depends on, if that can be done; returns at once."""
        self._begin(self._quietly(self._post(place, card)))

    async def _deliver(self, spot: Place, reply: Reply, key: str) -> None:
        if reply.private and spot.kind != "personal":
            await self._privately(spot, reply, key)
        elif not spot.conversation:
            await self._once(key, "card", self._alone(spot, reply.card))
        elif reply.instead and spot.card:
            await self._once(key, "card", self._instead(spot, reply.card))
        else:
            await self._once(key, "card", self._post(spot, reply.card))

    async def _privately(self, spot: Place, reply: Reply, key: str) -> None:
        """To the person alone, and a line where they asked; where Teams lets us open no chat, that line says how to open one."""
        words = reply.note or said("message", "private_note")
        try:
            await self._once(key, "card", self._alone(spot, reply.card))
        except UndeliverableError:
            words = said("message", "private_refused")
        await self._once(key, "note", self._post(spot, note(words)))

    async def _alone(self, spot: Place, card: Card) -> None:
        known = await asyncio.to_thread(self._known_chat, spot)
        if known is not None:
            with suppress(UndeliverableError):
                return await self._post(known, card)
        return await self._post(spot.chat(await self._connector.open_chat(spot)), card)

    def _known_chat(self, spot: Place) -> Place | None:
        with suppress(OSError, UnreadablePlaceError):
            noted = self._references.get(CHAT, f"{spot.tenant}/{spot.user}")
            return read_place(noted) if noted else None
        return None

    async def _instead(self, spot: Place, card: Card) -> None:
        """Over the card that was pressed; below it where that one can't be changed any more."""
        try:
            await self._connector.update(spot, self._drawn(card))
        except UndeliverableError:
            await self._post(spot, card)
        else:
            await self._remember(spot, spot.card, card)

    async def _post(self, spot: Place, card: Card) -> None:
        sent = await self._connector.post(spot, self._drawn(card))
        await self._remember(spot, sent, card)

    async def _remember(self, spot: Place, sent: str, card: Card) -> None:
        """Which answer a message is, for a thumb under it, which brings only the message's id, or none for the newest."""
        if card.feedback:
            names = {f"{spot.conversation}/", f"{spot.conversation}/{sent}"}
            with suppress(OSError):
                await asyncio.to_thread(self._noted, names, card.feedback)

    def _noted(self, names: set[str], answer: str) -> None:
        for name in names:
            self._references.put(SENT, name, answer)

    def _drawn(self, card: Card) -> Piece:
        return render(card, self._look)

    async def _once(self, key: str, step: str, work: Coroutine[None, None, None]) -> None:
        if (key, step) in self._done:
            work.close()
            return
        await work
        with self._lock:
            self._done[key, step] = None
            if len(self._done) > DONE_MAX:
                del self._done[next(iter(self._done))]

    async def _quietly(self, work: Coroutine[None, None, None]) -> None:
        with suppress(TryAgainError, UndeliverableError):
            await work

    def _wait(self, work: Coroutine[None, None, _T]) -> _T:
        return self._begin(work).result()

    def _begin(self, work: Coroutine[None, None, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)
