"""The post's threads: some answer, some deliver, one keeps the leases; all end within a given time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from bot.records.bell import Bell
from bot.records.leases import LEASE

ANSWERING, DELIVERING = 2, 4  # threads
LOOK = 0.5  # seconds between looks for what another replica accepted, or what is due again
PAUSE = 1.0  # seconds to leave a database alone that failed
GRACE = 20.0  # seconds to finish what is begun; the process must have ended within 30 (R11)
KEEP = LEASE.total_seconds() / 4
log = logging.getLogger("verse.post")
Step = Callable[[], bool]


def work(answer: Step, deliver: Step, renew: Callable[[], None], bell: Bell, stop: threading.Event, grace: float) -> None:  # noqa: PLR0913, PLR0917 - the two steps and what they need
    """Take ``answer`` and ``deliver`` (True where there may be more) until ``stop``, then what was answered is still delivered."""
    answered, ended = threading.Event(), threading.Event()
    answering = [_start(_take, answer, bell, stop, f"answering-{n}") for n in range(ANSWERING)]
    delivering = [_start(_take, deliver, bell, answered, f"delivering-{n}") for n in range(DELIVERING)]
    keeping = _start(_keep, renew, ended)
    stop.wait()
    until = time.monotonic() + grace
    bell.ring()
    _join(answering, until)
    _finish(deliver, until)
    answered.set()
    bell.ring()
    _join(delivering, until)
    ended.set()
    _join([keeping], until)


def _start(target: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=given, daemon=True)  # what hangs must not keep the process
    thread.start()
    return thread


def _take(step: Step, bell: Bell, stop: threading.Event, name: str) -> None:
    threading.current_thread().name = name
    while not stop.is_set():
        rung = bell.rung()
        if not _tried(step, stop):
            bell.wait(rung, LOOK)


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
