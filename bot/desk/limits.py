"""How much is answered: so many questions a minute, and none that is too long. A concern is never limited."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Literal

MINUTE = timedelta(minutes=1)
A_PERSON, A_SCHOOL = 15, 300  # questions a minute
LONGEST = 4000  # characters of a question
MOST_WATCHED = 20_000  # people and schools; who was silent longest is forgotten first


class Limits:
    """Counts the questions of the last minute. Safe to share between threads; each replica counts its own."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time."""
        self._clock = clock
        self._asked: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def refused(self, person: str, school: str) -> Literal["person", "school"] | None:
        """Whose limit is reached, or None; a question that is not refused counts."""
        now = self._clock()
        with self._lock:
            mine, ours = self._recent(("person", person), now), self._recent(("school", school), now)
            if len(mine) >= A_PERSON:
                return "person"
            if len(ours) >= A_SCHOOL:
                return "school"
            mine.append(now)
            ours.append(now)
        return None

    def _recent(self, key: tuple[str, str], now: datetime) -> deque[datetime]:
        times = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        while times and now - times[0] >= MINUTE:
            times.popleft()
        while len(self._asked) > MOST_WATCHED:
            self._asked.popitem(last=False)
        return times
