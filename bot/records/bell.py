"""Wakes the workers when there is something to do, so that nobody waits for the next look."""

from __future__ import annotations

import threading


class Bell:
    """Rung by whoever brings a piece of work; heard by one that waits, and by all who looked just before it rang."""

    def __init__(self) -> None:
        """Not rung yet."""
        self._heard = threading.Condition()
        self._rung = 0

    def ring(self) -> None:
        """Wake one that waits; those at work look again by themselves."""
        with self._heard:
            self._rung += 1
            self._heard.notify()

    def ring_all(self) -> None:
        """Wake all that wait."""
        with self._heard:
            self._rung += 1
            self._heard.notify_all()

    def rung(self) -> int:
        """How often it rang; to be asked for before looking for work."""
        with self._heard:
            return self._rung

    def wait(self, rung: int, seconds: float) -> None:
        """Wait until it rings after ``rung``, or ``seconds`` have passed."""
        with self._heard:
            self._heard.wait_for(lambda: self._rung != rung, seconds)
