"""Kept, then acknowledged: stands ahead of Bolt's own middleware, because Bolt tells Slack "got it" before any listener runs.

Whatever the desk will answer goes into the postbox first. If it can't be kept, Slack is told 503 (over a socket: nothing) and sends again.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from adapters.slack.asking import Asking
from adapters.slack.events import another_speaks, bot_user, hear_event
from adapters.slack.heard import Heard, Places
from adapters.slack.interactions import hear_command, hear_interaction, pressed
from adapters.slack.payload import text_at
from adapters.slack.threads import Threads
from adapters.slack.words import said
from bot.card import Card
from bot.messages import Reply
from bot.post import Postbox, Sender, TryAgainError, UndeliverableError

if TYPE_CHECKING:
    from collections import Counter

    from slack_bolt.request.async_request import AsyncBoltRequest

LISTENED = frozenset({"assistant_thread_started", "app_home_opened"})  # events that Bolt's listeners want, though the desk does not
TOLD_MAX = 1_000
_T = TypeVar("_T")


class Keeping(AsyncMiddleware):
    """Keeps each event that is for the desk, then lets Bolt's listeners have what they open modals and prompts for."""

    def __init__(self, postbox: Postbox, places: Places, asking: Asking, sender: Sender, counts: Counter[str]) -> None:
        """``counts`` gets one for each thing that happens, by name, for metrics."""
        self._postbox, self._places, self._asking, self._sender, self._counts = postbox, places, asking, sender, counts
        self._threads = Threads(asking.thread)
        self._pool = ThreadPoolExecutor(4, "slack-keeping")  # its own, so that nothing else that is slow can hold up an ack
        self._told: dict[str, None] = {}

    def close(self) -> None:
        """Wait for what is being kept."""
        self._pool.shutdown(wait=True)

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's own signature
    ) -> BoltResponse:
        """Bolt's entry."""
        payload = req.body
        if text_at(payload, "type") == "url_verification":
            return await next()
        try:
            fresh = await self._kept(payload)
        except OSError:
            self._counts["not_kept"] += 1
            return BoltResponse(status=503, body="")
        if (fresh and _opens_modal(payload)) or text_at(payload, "event", "type") in LISTENED:
            return await next()
        return _acknowledged(payload)

    async def _kept(self, payload: object) -> bool:
        """Whether the event is for the desk and new. Raises OSError where that can't be found out or kept now."""
        if ended := another_speaks(payload):
            self._threads.end(*ended)
        heard = hear(payload)
        if heard is None or (heard.follows and not await self._follows(heard, payload)):
            return False
        asker = await self._off(lambda: self._places.who(heard.place.team, heard.place.channel, heard.place.user))
        if asker is None:
            await self._tell_not_set_up(heard)
            return False
        fresh = await self._off(lambda: self._postbox.accept(heard.envelope(asker)))
        self._counts["kept" if fresh else "again"] += 1
        if fresh and heard.text:
            self._asking.seen(heard.place)
        return fresh

    async def _follows(self, heard: Heard, payload: object) -> bool:
        place = heard.place
        return await self._threads.goes_on(place.channel, place.thread, place.user, bot_user(payload))

    async def _off(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def _tell_not_set_up(self, heard: Heard) -> None:
        """Say once that the place is not in the directory; nothing was kept, so nothing is lost if that fails."""
        self._counts["not_set_up"] += 1
        if heard.keys[0] in self._told:
            return
        self._told[heard.keys[0]] = None
        if len(self._told) > TOLD_MAX:
            self._told.pop(next(iter(self._told)))
        words = said("message", "not_set_up")
        reply = Reply(Card(words, plain=words), private=True)
        asyncio.get_running_loop().run_in_executor(self._pool, self._try_to_send, heard.place.noted(), reply, heard.keys[0])

    def _try_to_send(self, place: str, reply: Reply, key: str) -> None:
        with suppress(TryAgainError, UndeliverableError):
            self._sender.send(place, reply, key)


def hear(payload: object) -> Heard | None:
    """Whatever Slack sent, where it is for the desk."""
    if text_at(payload, "type") == "event_callback":
        return hear_event(payload)
    return hear_command(payload) if text_at(payload, "command") else hear_interaction(payload)


def _opens_modal(payload: object) -> bool:
    return text_at(payload, "type") == "block_actions" and pressed(payload)[0] == "unhelpful"


def _acknowledged(payload: object) -> BoltResponse:
    """What tells Slack "got it"; to a command, in words that only the person sees."""
    if text_at(payload, "command"):
        words = {"response_type": "ephemeral", "text": said("message", "command_seen")}
        return BoltResponse(status=200, body=json.dumps(words), headers={"content-type": ["application/json"]})
    return BoltResponse(status=200, body="")
