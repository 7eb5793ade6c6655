"""Keeps a model's faults from reaching anybody: a time-out that holds whatever the server does, retries, a breaker, limits."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Empty, Queue
from threading import Lock, Thread

from bot.model.calling import Model, ModelBusyError, ModelError, ModelFullError, ModelSilentError, Replied
from bot.model.request import Request

FAULTS_TO_OPEN = 5
OPEN_FOR = 60.0  # seconds
PAUSE = 0.5  # seconds before a retry, where the server names no time
SHORTEST = 1.0  # seconds that must be left for a try to be worth it
DAY = 86_400.0
_LOG = logging.getLogger(__name__)
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a reply may take in all (seconds), how often a call is tried again, how many at once, and tokens a day (0: no limit)."""

    seconds: float = 12.0
    retries: int = 1
    at_once: int = 4
    tokens_a_day: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model was used for since the start: calls that were made, those that failed, those not made, tokens, seconds waited."""

    calls: int = 0
    failed: int = 0
    refused: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


class Guarded:
    """A model within limits. Safe to share between threads; a call that hangs is left behind and counts as one of those at once.

    After repeated faults the model rests. Then one call a while is made beside, which nobody waits for, until one brings a reply.
    """

    def __init__(
        self, model: Model, limits: Limits | None = None, clock: Clock = time.monotonic, pause: Callable[[float], None] = time.sleep
    ) -> None:
        """``clock`` (seconds) and ``pause`` are time's own unless a test hands in others."""
        self.name = model.name
        self._model, self._limits, self._clock, self._pause = model, limits or Limits(), clock, pause
        self._lock, self._under_way = Lock(), 0
        self._usage = Usage()
        self._faults, self._open_until = 0, float("-inf")
        self._day, self._spent = clock(), 0

    def usage(self) -> Usage:
        """What has been used so far."""
        with self._lock:
            return self._usage

    def resting(self) -> bool:
        """Whether the model is left alone after repeated faults."""
        with self._lock:
            return self._faults >= FAULTS_TO_OPEN

    def reply(self, request: Request, seconds: float) -> Replied:
        """The model's reply within ``seconds`` and the limits. Raises ModelError."""
        began = self._clock()
        until = began + min(seconds, self._limits.seconds)
        self._admit(request)
        try:
            replied = self._tried(request, until)
        except ModelFullError:
            self._refuse()
            raise
        except ModelError as fault:
            self._count(fault, request, began)
            raise
        self._count(replied, request, began)
        return replied

    def _tried(self, request: Request, until: float) -> Replied:
        for left in range(self._limits.retries, -1, -1):
            try:
                return self._once(request, until - self._clock())
            except ModelBusyError as fault:
                wait = PAUSE if fault.after is None else fault.after
                if not left or self._clock() + wait + SHORTEST > until:
                    raise
                self._pause(wait)
        message = "never reached"
        raise ModelSilentError(message)

    def _once(self, request: Request, seconds: float) -> Replied:
        """One try on a thread of its own, which nobody waits for longer than ``seconds``."""
        if not self._place():
            message = "too many calls at once"
            raise ModelFullError(message)
        answered: Queue[Replied | ModelError] = Queue(maxsize=1)
        Thread(target=self._call, args=(request, seconds, answered), name="model", daemon=True).start()
        try:
            result = answered.get(timeout=max(0.0, seconds))
        except Empty:
            message = "no reply in time"
            raise ModelSilentError(message) from None
        if isinstance(result, ModelError):
            raise result
        return result

    def _place(self) -> bool:
        """Take a place for one more call, where there is one; after faults no more than it takes to be sure of them wait at once."""
        with self._lock:
            most = min(self._limits.at_once, max(1, FAULTS_TO_OPEN - self._faults)) if self._faults else self._limits.at_once
            free = self._under_way < most
            self._under_way += free
        return free

    def _call(self, request: Request, seconds: float, answered: Queue[Replied | ModelError]) -> None:
        try:
            answered.put(self._model.reply(request, seconds))
        except ModelError as fault:
            answered.put(fault)
        except Exception as fault:  # noqa: BLE001 - whatever a provider's library raises, the norm reader answers
            answered.put(ModelSilentError(type(fault).__name__))
        finally:
            with self._lock:
                self._under_way -= 1

    def _admit(self, request: Request) -> None:
        """Raises ModelSilentError while the model rests or the day's tokens are spent."""
        now = self._clock()
        with self._lock:
            if now - self._day >= DAY:
                self._day, self._spent = now, 0
            over = bool(self._limits.tokens_a_day) and self._spent + request.tokens > self._limits.tokens_a_day
            resting = self._faults >= FAULTS_TO_OPEN
            if not resting and not over:
                return
            again = resting and not over and now >= self._open_until
            if again:
                self._open_until = now + OPEN_FOR
        self._refuse()
        if again:
            Thread(target=self._again, args=(request,), name="model", daemon=True).start()
        message = "the day's tokens are spent" if over else "resting after repeated faults"
        raise ModelSilentError(message)

    def _again(self, request: Request) -> None:
        """Ask a model that has rested whether it replies now."""
        began = self._clock()
        try:
            self._count(self._once(request, self._limits.seconds), request, began)
        except ModelFullError:
            return
        except ModelError as fault:
            self._count(fault, request, began)

    def _refuse(self) -> None:
        with self._lock:
            self._usage = replace(self._usage, refused=self._usage.refused + 1)

    def _count(self, result: Replied | ModelError, request: Request, began: float) -> None:
        failed = isinstance(result, ModelError)
        tokens_in = request.tokens if failed else result.tokens_in or request.tokens  # type: ignore[union-attr]  # it is Replied here
        tokens_out = 0 if isinstance(result, ModelError) else result.tokens_out
        with self._lock:
            u = self._usage
            self._usage = Usage(
                u.calls + 1,
                u.failed + failed,
                u.refused,
                u.tokens_in + tokens_in,
                u.tokens_out + tokens_out,
                u.seconds + self._clock() - began,
            )
            self._spent += tokens_in + tokens_out
            self._faults = self._faults + 1 if failed else 0
            if self._faults >= FAULTS_TO_OPEN:
                self._open_until = self._clock() + OPEN_FOR
        if isinstance(result, ModelError):
            _LOG.warning("model call failed: %s: %s", type(result).__name__, result)
