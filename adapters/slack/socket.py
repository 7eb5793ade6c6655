"""Events over a socket that we open (Socket Mode): no public address is needed. It is opened again whenever it is lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from adapters.slack.api import silent
from adapters.slack.asking import FAULTS, web_client
from adapters.slack.settings import SlackSettings

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp

PING = 5.0  # seconds; a connection that doesn't answer within half of it counts as lost
LOOK = 0.5  # seconds between looks whether it is up
PATIENCE = 4.0  # seconds that the library may take to connect before it must fetch a new address
SLOWEST = 10.0  # seconds between tries while Slack is away


class Socket:
    """The connection, kept up from ``start`` to ``stop``."""

    def __init__(self, app: AsyncApp, settings: SlackSettings) -> None:
        """Nothing is opened yet."""
        self._app, self._settings = app, settings
        self._handler: AsyncSocketModeHandler | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the connection; returns at once, and tries for as long as it takes."""
        web = web_client("", self._settings.api_url, 10)
        self._handler = AsyncSocketModeHandler(self._app, self._settings.app_token, silent(), web, ping_interval=PING)
        self._keeper = asyncio.create_task(self._keep_up(self._handler))

    async def up(self) -> bool:
        """Whether events can reach us now."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def stop(self) -> None:
        """Close the connection; what was not acknowledged, Slack sends again."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._handler is not None:
            await self._handler.client.close()  # type: ignore[no-untyped-call]

    async def _keep_up(self, handler: AsyncSocketModeHandler) -> None:
        """The library opens a lost connection again by itself, mostly: its own loop keeps to an address that may have expired."""
        wait = LOOK
        while True:
            wait = LOOK if await self.up() else min(wait * 2, SLOWEST)
            if not await self.up():
                handler.client.wss_uri = None  # it fetches a new one where it has none
                with suppress(*FAULTS):
                    await asyncio.wait_for(handler.client.connect_to_new_endpoint(), PATIENCE)
            await asyncio.sleep(wait)
