"""When to remind somebody whose induction is not finished: off unless the school sets it, in working hours only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

EARLIEST, LATEST = time(8), time(17)  # never outside these, whatever is set
WORKING_DAYS = frozenset(range(5))  # Monday is 0
HORIZON = 400  # days that are looked through for the next moment: longer than any holidays


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """Days on which nobody is reminded, ``last`` among them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a school sets: off by default. ``every`` so many days, ``at`` a local time, on ``days`` (Monday is 0), ``most`` times.

    None in ``holidays``.
    """

    on: bool = False
    every: int = 7
    at: time = time(9)
    days: frozenset[int] = WORKING_DAYS
    most: int = 4
    holidays: tuple[Holiday, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether anybody may be reminded that day."""
        return day.weekday() in self.days & WORKING_DAYS and not any(each.first <= day <= each.last for each in self.holidays)


def next_reminder(schedule: Schedule, last: datetime, sent: int) -> datetime | None:
    """The moment of the next reminder after ``last`` (the start or the reminder before, in the school's own time zone).

    None where reminders are off, all are sent, or no day is left to send one on.
    """
    if not schedule.on or sent >= schedule.most or not schedule.days & WORKING_DAYS:
        return None
    at = min(max(schedule.at, EARLIEST), LATEST)
    first = last + timedelta(days=max(schedule.every, 1))
    days = (first.date() + timedelta(days=ahead) for ahead in range(HORIZON))
    moments = (datetime.combine(day, at, tzinfo=last.tzinfo) for day in days if schedule.is_open(day))
    return next((moment for moment in moments if moment > last), None)


def is_awake(schedule: Schedule, now: datetime) -> bool:
    """Whether anything may be sent now, in the school's own time zone: not at night, in holidays, or on a day that is not set."""
    return EARLIEST <= now.timetz().replace(tzinfo=None) <= LATEST and schedule.is_open(now.date())


def until_awake(schedule: Schedule, now: datetime) -> float:
    """Seconds until something may be sent: 0 where it may be now; as far as is looked where no day is open."""
    if is_awake(schedule, now):
        return 0.0
    mornings = (datetime.combine(now.date() + timedelta(days=ahead), EARLIEST, tzinfo=now.tzinfo) for ahead in range(HORIZON))
    # In seconds that pass, not by the clock on the wall, which jumps twice a year.
    waits = ((each - now.astimezone(UTC)).total_seconds() for each in mornings if each > now and schedule.is_open(each.date()))
    return next(waits, timedelta(days=HORIZON).total_seconds())


def is_due(schedule: Schedule, last: datetime, sent: int, now: datetime, *, finished: bool) -> bool:
    """Whether to remind now: not before the moment, not at night or on a day off however late we are, and never who has finished."""
    moment = next_reminder(schedule, last, sent)
    return moment is not None and not finished and is_awake(schedule, now) and now >= moment
