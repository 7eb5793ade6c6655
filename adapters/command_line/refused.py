"""What a command says when it cannot go on because of what it was given."""

from __future__ import annotations

from typing import NoReturn


class RefusedError(Exception):
    """Bad usage or input: the message is one clear line that says what and where. Ends with exit code 2."""


def refuse(message: str) -> NoReturn:
    """End the command with ``message``."""
    raise RefusedError(message) from None
