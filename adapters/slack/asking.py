"""Slack's Web API for what can't wait for a worker: reading a thread before the ack, the seen-it signs, modals and prompts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.api import PASSING, RATE_LIMITED, SERVER_FAULT, UNSURE, silent
from adapters.slack.payload import each
from adapters.slack.place import Place
from adapters.slack.threads import PAGE
from adapters.slack.words import said

BEFORE_ACK = 2  # seconds; Slack wants its ack within three
AT_ONCE = 32  # seen-it signs under way; in a flood the rest go without
FAULTS = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)


def web_client(token: str, base_url: str, timeout: int = BEFORE_ACK) -> AsyncWebClient:
    """A client that tries once, and keeps what it sends out of every log."""
    return AsyncWebClient(token, base_url=base_url, timeout=timeout, logger=silent(), retry_handlers=[])


class Asking:
    """The quick calls."""

    def __init__(self, client: AsyncWebClient) -> None:
        """With one client, for the channel's event loop."""
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()
        self._no_status = False

    async def thread(self, channel: str, root: str) -> Sequence[object]:
        """The thread's messages, oldest first; none where we may not read it. Raises OSError where Slack can't say now."""
        try:
            answer = await self._client.conversations_replies(channel=channel, ts=root, limit=PAGE)
        except SlackApiError as fault:
            if _passes(fault):
                raise OSError from None
            return ()
        except FAULTS:
            raise OSError from None
        return each(answer.data, "messages")

    def seen(self, place: Place) -> None:
        """Show at once that a message was seen: a status where the workspace has that, else a pair of eyes. Best effort."""
        if place.ts and len(self._under_way) < AT_ONCE:
            self._soon(asyncio.ensure_future(self._seen(place)))

    async def call(self, method: str, body: Mapping[str, object]) -> bool:
        """One call that nothing hangs on; whether it went well."""
        with suppress(*FAULTS):
            await self._client.api_call(method, json=dict(body))
            return True
        return False

    async def stop(self) -> None:
        """Let go of what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _seen(self, place: Place) -> None:
        if place.direct and place.thread and not self._no_status:
            status = {"channel_id": place.channel, "thread_ts": place.thread, "status": said("status", "reading")}
            if await self.call("assistant.threads.setStatus", status):
                return
            self._no_status = True
        await self.call("reactions.add", {"channel": place.channel, "timestamp": place.ts, "name": "eyes"})

    def _soon(self, task: asyncio.Task[None]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


def _passes(fault: SlackApiError) -> bool:
    status, data = int(fault.response.status_code), fault.response.data
    error = data.get("error", "") if isinstance(data, dict) else ""
    return status == RATE_LIMITED or status >= SERVER_FAULT or error in PASSING | UNSURE or not isinstance(data, dict)
