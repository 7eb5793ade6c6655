"""What a model is to us: one method. Providers, replay and the guard round them all have it.

ModelError
├── ModelSilentError       no reply in time, none at all, or none wanted just now (breaker, budget, too many at once)
│   ├── NotAnsweredYetError    replay has no response to this request
│   └── ModelFullError         as many calls are under way as may be; no fault of the model's
├── ModelBusyError         it asked us to come back later
└── ModelFaultyError       it answered, but not with a reply
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.model.request import Request


class ModelError(Exception):
    """A call brought no reply; the message holds no text of question or policy."""


class ModelSilentError(ModelError):
    """No reply in time, or none could be asked for."""


class NotAnsweredYetError(ModelSilentError):
    """Nobody has answered this request yet."""


class ModelFullError(ModelSilentError):
    """As many calls are under way as may be at once."""


class ModelBusyError(ModelError):
    """The model's server asks us to wait: too many requests, or a passing fault; ``after`` seconds where it says so."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        """``reason`` for the log."""
        super().__init__(reason)
        self.after = after


class ModelFaultyError(ModelError):
    """What came back is no reply."""


@dataclass(frozen=True, slots=True)
class Replied:
    """A model's reply as text, and what it cost in tokens."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class Model(Protocol):
    """Answers a request."""

    name: str

    def reply(self, request: Request, seconds: float) -> Replied:
        """The reply, within ``seconds``. Raises ModelError."""
        ...
