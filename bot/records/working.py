"""The post's threads: some answer, some deliver, one keeps the leases; all end within a given time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.records.bell import Bell
from bot.records.leases import LEASE

ANSWERING, DELIVERING = 2, 4  # threads
LOOK = 0.5  # seconds between looks for what another replica accepted, or what is due again
PAUSE = 1.0  # seconds to leave a database alone that failed
GRACE = 20.0  # seconds to finish what is begun; the process must have ended within 30 (R11)
KEEP = LEASE.total_seconds() / 4
log = logging.getLogger("verse.post")
Step = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Work:
    """A step to take (True where there may be more), what rings when there is something to do, and how many threads take it."""

    step: Step
    bell: Bell
    threads: int


def work(answer: Work, deliver: Work, renew: Callable[[], None], stop: threading.Event, grace: float) -> None:
    """Take both steps until ``stop``; then what was answered is still delivered, all within ``grace`` seconds."""
    answered, ended = threading.Event(), threading.Event()
    answering = [_start(_take, answer, stop) for _ in range(answer.threads)]
    delivering = [_start(_take, deliver, answered) for _ in range(deliver.threads)]
    keeping = _start(_keep, renew, ended)
    stop.wait()
    until = time.monotonic() + grace
    answer.bell.ring_all()
    _join(answering, until)
    _finish(deliver.step, until)
    answered.set()
    deliver.bell.ring_all()
    _join(delivering, until)
    ended.set()
    _join([keeping], until)


def _start(target: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=given, daemon=True)  # what hangs must not keep the process
    thread.start()
    return thread


def _take(work: Work, stop: threading.Event) -> None:
    while not stop.is_set():
        rung = work.bell.rung()
        if not _tried(work.step, stop):
            work.bell.wait(rung, LOOK)


def _tried(step: Step, stop: threading.Event) -> bool:
    """Whether there may be more to do; a fault of the database is waited out."""
    try:
        return step()
    except OSError as fault:
        log.warning("the records failed: %s", fault)
        stop.wait(PAUSE)
        return True


def _finish(deliver: Step, until: float) -> None:
    """Deliver what is due while there is time."""
    try:
        while time.monotonic() < until and deliver():
            pass
    except OSError as fault:
        log.warning("the records failed while stopping: %s", fault)


def _keep(renew: Callable[[], None], ended: threading.Event) -> None:
    while not ended.wait(KEEP):
        try:
            renew()
        except OSError as fault:
            log.warning("the records failed: %s", fault)


def _join(threads: list[threading.Thread], until: float) -> None:
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
