"""Who is in which of a platform's groups: asked every few minutes, never while a person waits, but the first time.

Where the platform can't say, people keep what they had; who is not known to be in a group is in none.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from threading import Lock, Thread

from bot.post import TryAgainError, UndeliverableError

FRESH = 300.0  # seconds that a membership is believed
log = logging.getLogger("bot.memberships")
Members = Callable[[str], frozenset[str]]
"""A group's id to its members' ids. Raises TryAgainError, UndeliverableError where the platform doesn't say."""


class Memberships:
    """The members of ``groups``. Safe to share between threads."""

    def __init__(self, groups: Iterable[str], members: Members, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives monotonic seconds."""
        self._groups, self._ask, self._now = tuple(dict.fromkeys(groups)), members, now
        self._members: dict[str, frozenset[str]] = {}
        self._read_at = float("-inf")
        self._lock = Lock()

    def of(self, person: str) -> tuple[str, ...]:
        """The groups that ``person`` is in, as far as is known."""
        self._keep_fresh()
        return tuple(group for group, members in self._members.items() if person in members)

    def _keep_fresh(self) -> None:
        first = self._read_at == float("-inf")
        if self._now() - self._read_at <= FRESH or not self._lock.acquire(blocking=first):
            return
        if first and self._read_at != float("-inf"):  # another thread was first
            self._lock.release()
        elif first:
            self._read()
        else:
            Thread(target=self._read, name="groups", daemon=True).start()

    def _read(self) -> None:
        """Ask for each group's members, with the lock held; it is let go of here."""
        asked_at = self._now()  # what is said may be as old as the question
        try:
            for group in self._groups:
                self._members |= self._asked(group)
        finally:
            self._read_at = asked_at
            self._lock.release()

    def _asked(self, group: str) -> dict[str, frozenset[str]]:
        """Its members; nothing where that isn't said now, so that what was known holds."""
        try:
            return {group: self._ask(group)}
        except (TryAgainError, UndeliverableError) as fault:
            log.warning("the members of a group could not be read, so nobody new has its role: %s", fault)
            return {}
