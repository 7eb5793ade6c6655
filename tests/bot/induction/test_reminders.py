"""Reminders: off unless they are set, never at night, never without end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.induction.reminders import EARLIEST, LATEST, Holiday, Schedule, is_due, next_reminder, until_awake

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SCHEDULES = some.builds(
    Schedule,
    on=some.just(True),  # noqa: FBT003 - Hypothesis's way
    every=some.integers(0, 40),
    at=some.times(),
    days=some.frozensets(some.integers(0, 6)),
    most=some.integers(0, 5),
    holidays=some.lists(
        some.builds(
            lambda first, days: Holiday(first, first + timedelta(days)),
            some.dates(date(2026, 1, 1), date(2027, 12, 31)),
            some.integers(0, 60),
        ),
        max_size=3,
    ).map(tuple),
)
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


def test_they_are_off_by_default() -> None:
    """A school that sets nothing sends nothing."""
    assert next_reminder(Schedule(), FRIDAY, 0) is None
    assert not is_due(Schedule(), FRIDAY, 0, FRIDAY + timedelta(days=30), finished=False)


def test_the_next_one_is_on_a_working_day() -> None:
    """A week from a Friday at nine; a day from a Friday is Monday."""
    assert datetime(2026, 11, 27, 9, tzinfo=UTC) == next_reminder(Schedule(on=True), FRIDAY, 0)
    assert datetime(2026, 11, 23, 9, tzinfo=UTC) == next_reminder(Schedule(on=True, every=1), FRIDAY, 0)


def test_who_has_finished_or_had_them_all_is_left_alone() -> None:
    """No reminder after the last signature, none after the last of those set."""
    late = FRIDAY.replace(hour=10) + timedelta(days=28)
    assert is_due(Schedule(on=True), FRIDAY, 0, late, finished=False)
    assert not is_due(Schedule(on=True), FRIDAY, 0, late, finished=True)
    assert not is_due(Schedule(on=True, most=2), FRIDAY, 2, late, finished=False)


@given(schedule=SCHEDULES, last=MOMENTS, sent=some.integers(0, 6))
def test_the_moment_is_never_at_night_or_at_a_weekend(schedule: Schedule, last: datetime, sent: int) -> None:
    """Whatever is set, it falls between eight and five on a weekday, after the last."""
    moment = next_reminder(schedule, last, sent)
    assert moment is None or (moment > last and EARLIEST <= moment.time() <= LATEST and moment.weekday() < 5)


@given(schedule=SCHEDULES, last=MOMENTS, now=MOMENTS)
def test_none_is_due_at_night_however_late_it_is(schedule: Schedule, last: datetime, now: datetime) -> None:
    """A service that was down at the moment does not make it up at midnight."""
    awake = EARLIEST <= now.time() <= LATEST and now.weekday() < 5
    assert awake or not is_due(schedule, last, 0, now, finished=False)


@given(schedule=SCHEDULES, last=MOMENTS, now=MOMENTS)
def test_nothing_is_sent_in_the_holidays(schedule: Schedule, last: datetime, now: datetime) -> None:
    """Neither the next moment nor a late one falls on a day that the school has off."""
    moment = next_reminder(schedule, last, 0)
    off = {day.toordinal() for each in schedule.holidays for day in (each.first, each.last)}
    assert moment is None or moment.date().toordinal() not in off
    assert now.date().toordinal() not in off or not is_due(schedule, last, 0, now, finished=False)


def test_who_would_be_reminded_in_the_summer_is_reminded_when_school_begins() -> None:
    """Seven weeks off, and the first day after them."""
    summer = Schedule(on=True, holidays=(Holiday(date(2027, 7, 21), date(2027, 9, 5)),))
    july = datetime(2027, 7, 19, 12, tzinfo=UTC)
    assert datetime(2027, 9, 6, 9, tzinfo=UTC) == next_reminder(summer, july, 0)
    assert timedelta(days=46, hours=20).total_seconds() == until_awake(summer, datetime(2027, 7, 21, 12, tzinfo=UTC))


def test_a_time_at_night_is_moved_into_the_day() -> None:
    """Two in the morning becomes eight."""
    moment = next_reminder(Schedule(on=True, at=time(2)), FRIDAY, 0)
    assert time(8) == (moment.time() if moment else None)
