"""Reads when a school's people are reminded of an induction that is not finished: its time zone and its schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.induction.reminders import EARLIEST, LATEST, Holiday, Schedule

KEYS = ("on", "every", "at", "days", "most", "holidays")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
MOST_DAYS, MOST_TIMES, LONGEST_HOLIDAY = 90, 20, 120
USUAL = Schedule()


class Wrong(NamedTuple):
    """A key of the table and what is wrong with it."""

    key: str
    what: str


def is_zone(name: str) -> bool:
    """Whether this computer knows a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def read_schedule(table: Mapping[str, object], wrong: Callable[[Wrong], None]) -> Schedule:
    """The schedule in a school's ``reminders`` table; each fault is told to ``wrong``, and what is usual stands in."""
    for each in _faults(table):
        wrong(each)
    on, every, most = table.get("on", False), table.get("every", USUAL.every), table.get("most", USUAL.most)
    days = table.get("days", DAYS)
    named = _listed(days)
    return Schedule(
        on=on is True,
        every=every if isinstance(every, int) else USUAL.every,
        at=_time(table.get("at", USUAL.at)) or USUAL.at,
        days=frozenset(DAYS.index(each) for each in named if each in DAYS),
        most=most if isinstance(most, int) else USUAL.most,
        holidays=tuple(sorted(each for each in map(_holiday, _listed(table.get("holidays"))) if each)),
    )


def _faults(table: Mapping[str, object]) -> Iterator[Wrong]:
    if not isinstance(table.get("on", False), bool):
        yield Wrong("on", "must be true or false")
    for key, most in (("every", MOST_DAYS), ("most", MOST_TIMES)):
        if not _is_count(table.get(key, 1), most):
            yield Wrong(key, f"must be a whole number from 1 to {most}")
    at = _time(table.get("at", USUAL.at))
    if at is None or not EARLIEST <= at <= LATEST:
        yield Wrong("at", f"must be a time from {EARLIEST:%H:%M} to {LATEST:%H:%M}, as 09:00:00; nobody is reminded at night")
    days = table.get("days", DAYS)
    if not isinstance(days, list | tuple) or not days or any(each not in DAYS for each in days):
        yield Wrong("days", f"must list some of {', '.join(DAYS)}; nobody is reminded at a weekend")
    if "holidays" in table and not all(map(_holiday, _listed(table["holidays"]) or (None,))):
        yield Wrong("holidays", f'must list days, as 2027-01-04, or "2026-12-21 to 2027-01-04", of {LONGEST_HOLIDAY} days at most')


def _is_count(held: object, most: int) -> bool:
    return isinstance(held, int) and not isinstance(held, bool) and 1 <= held <= most


def _time(held: object) -> time | None:
    """TOML's own time of day, or one written as text."""
    if isinstance(held, time):
        return held
    try:
        return time.fromisoformat(held) if isinstance(held, str) else None
    except ValueError:
        return None


def _listed(held: object) -> Sequence[object]:
    return held if isinstance(held, list | tuple) else ()


def _holiday(held: object) -> Holiday | None:
    """One day, TOML's own or as text, or the first and the last of several."""
    try:
        first, _, last = (part.strip() for part in str(held).partition(" to "))
        found = Holiday(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        return None
    return found if 0 <= (found.last - found.first).days < LONGEST_HOLIDAY else None
