"""How Slack delivers what people do: over HTTP, signed, and again where it is not acknowledged; or down the app's socket."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from adapters.slack.signature import sign

if TYPE_CHECKING:
    import aiohttp

RETRIES = 3


class Http:
    """Signed requests to the app's address."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, now: Callable[[], float] = time.time) -> None:
        """``url`` is where the app takes events."""
        self._session, self._url, self._secret, self._now = session, url, secret.encode(), now

    async def deliver(self, kind: str, payload: dict[str, Any]) -> int:
        """The last status, after up to three more tries where the first was not 200."""
        status = 0
        for attempt in range(RETRIES + 1):
            status = (await self.send(*encoded(kind, payload), {"X-Slack-Retry-Num": str(attempt)} if attempt else {}))[0]
            if status == 200:  # noqa: PLR2004 - acknowledged
                break
        return status

    async def send(self, body: bytes, content_type: str, headers: dict[str, str]) -> tuple[int, str]:
        """One request, signed unless ``headers`` say otherwise: its status and what came back."""
        timestamp = headers.get("X-Slack-Request-Timestamp", str(int(self._now())))
        signed = {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body).decode(),
            "Content-Type": content_type,
        }
        async with self._session.post(self._url, data=body, headers=signed | headers) as answer:
            return answer.status, await answer.text()


def encoded(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """A payload as Slack sends it, and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
