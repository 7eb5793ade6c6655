"""The Slack channel: what the server mounts, starts and stops, and how replies go out."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.api import Api
from adapters.slack.asking import Asking, web_client
from adapters.slack.heard import Places
from adapters.slack.keeping import Keeping
from adapters.slack.listeners import bolt_app
from adapters.slack.render import Look
from adapters.slack.send import SlackSender
from adapters.slack.settings import SlackSettings
from adapters.slack.signature import STATUS, Verifier, read_body
from adapters.slack.socket import Socket
from bot.post import Postbox

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp

PATH = "/slack/events"
GRACE = 2  # seconds for what Slack's libraries have under way


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """``routes`` are empty over a socket. ``counts`` say what happened, by name; ``sender`` goes to the post's worker."""

    routes: tuple[web.RouteDef, ...]
    sender: SlackSender
    counts: Counter[str]
    _socket: Socket | None
    _asking: Asking
    _keeping: Keeping

    async def start(self) -> None:
        """Begin to listen; to be called in the event loop that serves ``routes``."""
        if self._socket is not None:
            await self._socket.start()

    async def ready(self) -> bool:
        """Whether events can reach us now, as far as we can tell."""
        return self._socket is None or await self._socket.up()

    async def stop(self) -> None:
        """Stop listening; what was acknowledged is kept."""
        if self._socket is not None:
            await asyncio.wait([asyncio.ensure_future(self._socket.stop())], timeout=GRACE)
        await self._asking.stop()
        await asyncio.to_thread(self._keeping.close)


def slack_channel(settings: SlackSettings, postbox: Postbox, places: Places, now: Callable[[], float] = time.time) -> SlackChannel:
    """The channel, not started. ``now`` is the wall clock that signatures are held against, in seconds since 1970."""
    counts: Counter[str] = Counter()
    asking = Asking(web_client(settings.bot_token, settings.api_url))
    look = Look(settings.feedback_buttons, settings.link_hosts)
    sender = SlackSender(Api(settings.bot_token, settings.api_url), look, time.monotonic)
    keeping = Keeping(postbox, places, asking, sender, counts)
    app = bolt_app(settings, keeping, asking)
    socket = Socket(app, settings) if settings.socket_mode else None
    routes = () if socket else (web.post(PATH, _door(app, Verifier(settings.signing_secret, now), counts)),)
    return SlackChannel(routes, sender, counts, socket, asking, keeping)


def _door(app: AsyncApp, verifier: Verifier, counts: Counter[str]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of Slack's requests: refuses before Bolt sees them, and says nothing of why but in ``counts``."""

    async def handle(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = request.headers
        refusal = verifier.refusal(body, headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", ""))
        if refusal is not None:
            counts[f"refused_{refusal}"] += 1
            return web.Response(status=STATUS[refusal])
        try:
            event = AsyncBoltRequest(body=read_body(body) or {}, mode="socket_mode")  # as read: its own reading goes by unsigned headers
        except (TypeError, ValueError, LookupError, AttributeError):  # an object, but of no shape that Slack sends
            counts["refused_body"] += 1
            return web.Response(status=STATUS["body"])
        return await _dispatched(app, event)

    return handle


async def _dispatched(app: AsyncApp, event: AsyncBoltRequest) -> web.Response:
    answer = await app.async_dispatch(event)
    content_type = "application/json" if answer.body.startswith("{") else "text/plain"
    return web.Response(status=answer.status, text=answer.body, content_type=content_type)
