"""How long to wait before the next try, and when to give up."""

from __future__ import annotations

from datetime import datetime, timedelta

TRIES = 5
FIRST, LONGEST = 1.0, 60.0  # seconds
# Where a channel itself says when to come back, it is there: waiting costs no try, but nobody waits longer for a reply.
PATIENCE = timedelta(minutes=10)


def next_try(now: datetime, tries: int, after: float | None, chance: float) -> datetime:
    """When to try again after ``tries`` tries; never sooner than ``after`` seconds. ``chance`` is 0 to 1, so that not all come at once."""
    if after is not None:
        return now + timedelta(seconds=after + chance * FIRST)
    wait = min(FIRST * 2 ** (tries - 1), LONGEST)
    return now + timedelta(seconds=wait * (1 + chance) / 2)


def give_up(made: datetime, again: datetime, tries: int, after: float | None) -> bool:
    """Whether a reply made at ``made`` is past trying ``again``."""
    return tries >= TRIES if after is None else again - made > PATIENCE
