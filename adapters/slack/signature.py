"""Whether a request comes from Slack, and is whole. This stands in front of Bolt, which raises or logs bodies on what it can't read.

Slack signs "v0:TIMESTAMP:BODY" with the app's signing secret (docs.slack.dev/authentication/verifying-requests-from-slack).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Literal
from urllib.parse import parse_qs

WINDOW = 300  # seconds that a request may be old, or ahead of our clock
VERSION = "v0"

Refusal = Literal["timestamp", "signature", "body"]
STATUS: dict[Refusal, int] = {"timestamp": 401, "signature": 401, "body": 400}


class Verifier:
    """Checks requests with one app's signing secret, which is never shown."""

    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        """``now`` gives seconds since 1970."""
        self._secret, self._now = secret.encode(), now

    def refusal(self, body: bytes, timestamp: str, signature: str) -> Refusal | None:
        """Why the request must be refused; None where it may be handled."""
        if not self._in_time(timestamp):
            return "timestamp"
        if not hmac.compare_digest(sign(self._secret, timestamp, body), signature.encode("utf-8", "replace")):
            return "signature"
        return None if read_body(body) is not None else "body"

    def _in_time(self, timestamp: str) -> bool:
        """Only plain digits: ``int`` would also take " 12", "1_2" and other scripts' digits, which Slack never sends."""
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):  # noqa: PLR2004 - digits of a far future
            return False
        return abs(self._now() - int(timestamp)) <= WINDOW


def sign(secret: bytes, timestamp: str, body: bytes) -> bytes:
    """The signature that Slack sends as ``x-slack-signature``."""
    digest = hmac.new(secret, f"{VERSION}:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return f"{VERSION}={digest}".encode()


def read_body(body: bytes) -> dict[str, object] | None:
    """What Slack sent: a JSON object, a form's ``payload`` that is one, or the form of a command; None for anything else."""
    try:
        text = body.decode("utf-8")
        found = json.loads(text) if text.lstrip()[:1] in ("{", "[", "") else _form(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _form(text: str) -> object:
    form = parse_qs(text, keep_blank_values=True, max_num_fields=200)
    if "payload" in form:
        return json.loads(form["payload"][-1])
    return {name: values[-1] for name, values in form.items()} if "command" in form else None
