"""Slack's Web API for the sender: one call, and each way it can go wrong as one of two errors of ours.

Calls are not tried again here: the post does that, and knows when. What a failed call left behind is told apart: after a refusal (a 429,
an ``ok: false``) nothing was posted; after a hang, a reset or a 5xx it may have been.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse, WebClient

from bot.post import TryAgainError, UndeliverableError

TIMEOUT = 10  # seconds; Slack answers in a fraction of one
RATE_LIMITED = 429
SERVER_FAULT = 500
OK = 200
# Errors that Slack says will pass, and those after which it may have done what was asked (docs.slack.dev, chat.postMessage's errors).
PASSING = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited", "team_access_not_granted"})
UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})


class UnsureError(TryAgainError):
    """It can be tried again, but it may have been done already: look before posting."""


class RefusedError(UndeliverableError):
    """Slack refused, and will again; ``error`` is its name for why."""

    def __init__(self, error: str) -> None:
        """``error`` as Slack sends it."""
        super().__init__(f"Slack refused: {error}")
        self.error = error


def silent() -> logging.Logger:
    """A logger that says nothing: Slack's libraries would write bodies and messages into theirs."""
    logger = logging.getLogger("adapters.slack.silent")
    logger.setLevel(logging.CRITICAL)
    logger.disabled = True
    return logger


class Api:
    """The calls that the sender makes."""

    def __init__(self, token: str, base_url: str, timeout: int = TIMEOUT) -> None:
        """``base_url`` ends with a slash; ``timeout`` is in seconds."""
        self._client = WebClient(token, base_url=base_url, timeout=timeout, logger=silent(), retry_handlers=[])

    def call(self, method: str, body: Mapping[str, object]) -> Mapping[str, Any]:
        """Slack's answer to one method. Raises TryAgainError, UnsureError, RefusedError."""
        try:
            answer = self._client.api_call(method, json=dict(body))
        except SlackApiError as fault:
            raise _refusal(fault.response) from None
        except (URLError, OSError, HTTPException, SlackClientError, ValueError) as fault:
            msg = f"Slack could not be reached: {type(fault).__name__}"
            raise UnsureError(msg) from None
        return answer.data if isinstance(answer.data, dict) else {}


def _refusal(response: SlackResponse) -> TryAgainError | RefusedError:
    status = int(response.status_code)
    error = _error(response)
    if status == RATE_LIMITED or error in PASSING:
        return TryAgainError(f"Slack's limit was met ({error or status})", _after(response))
    if status >= SERVER_FAULT or error in UNSURE:
        return UnsureError(f"Slack has a fault ({error or status})", _after(response))
    if not error:
        return UnsureError(f"Slack's answer could not be read (status {status})")
    return RefusedError(error)


def _error(response: SlackResponse) -> str:
    """Slack's name for the error; "" for what is no such name (a page of HTML, an empty body)."""
    data = response.data
    error = data.get("error") if isinstance(data, dict) else None
    return error if isinstance(error, str) and error.replace("_", "").isalnum() else ""


def _after(response: SlackResponse) -> float | None:
    """How many seconds to wait, where Slack says."""
    said = {name.lower(): value for name, value in (response.headers or {}).items()}.get("retry-after")
    try:
        return max(float(said[0] if isinstance(said, list) else said), 0.0) if said is not None else None
    except (TypeError, ValueError):
        return None
