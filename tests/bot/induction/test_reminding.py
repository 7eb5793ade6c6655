"""Whom to remind, of what, and when: over the sample school's real path."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.induction.inductions import Inductions
from bot.induction.progress import InMemory, Step, Traveller
from bot.induction.reminders import Schedule
from bot.induction.reminding import Reminder, reminders, under_way
from knowledge.store import Store
from tests.bot.induction.walking import STARTER, inductions, is_done, onward, rightly, walk
from tests.bot.stored import files_of, stored

LONDON = ZoneInfo("Europe/London")
STARTED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WEEK_ON = datetime(2026, 11, 30, 9, 0, tzinfo=LONDON)
ON = Schedule(on=True)


@pytest.fixture(scope="module")
def store(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stored(tmp_path_factory.mktemp("store"), "larkfield", {"mobile-phones.md": files_of(larkfield)["mobile-phones.md"]})


def _due(of: Inductions, schedule: Schedule = ON, now: datetime = WEEK_ON) -> tuple[Reminder, ...]:
    return reminders(of, "larkfield", schedule, now)


def _sent(of: Inductions, due: Reminder, at: datetime) -> None:
    of.progress.mark(due.person, due.school, due.role, (Step("reminder", str(due.number), "slack", at),))


def test_somebody_who_stopped_is_shown_how_far_they_are_and_a_button_to_go_on(store: Store) -> None:
    """A week after the last thing they did they get one card, whose button is the next section."""
    of = inductions(store)
    walk(of, STARTER, lambda card: "section 2" in card.title)

    found = _due(of)

    assert [("slack:T1/U1", "new_starter", 1)] == [(each.person, each.role, each.number) for each in found]
    go_on = onward(found[0].card)[0]
    assert "Continue" == go_on.label
    assert "section 2" in of.card(STARTER, go_on.action, go_on.value).title
    assert "1 of" in found[0].card.plain


def test_nobody_is_reminded_unless_the_school_has_said_so(store: Store) -> None:
    """Off by default; and then neither before the day, nor at night, nor at a weekend."""
    of = inductions(store)
    of.start(STARTER, "office")

    assert () == _due(of, Schedule())
    for now in ("2026-11-27T08:59", "2026-11-30T07:59", "2026-11-30T17:01", "2026-11-28T10:00", "2026-11-29T10:00"):
        assert () == _due(of, ON, datetime.fromisoformat(now).replace(tzinfo=LONDON)), now
    assert 1 == len(_due(of))


def test_the_hours_are_the_schools_own(store: Store) -> None:
    """Nine in the morning in London is night in Auckland."""
    of = inductions(store)
    of.start(STARTER, "office")

    assert () == _due(of, ON, WEEK_ON.astimezone(ZoneInfo("Pacific/Auckland")))
    assert 1 == len(_due(of, ON, WEEK_ON + timedelta(hours=1)))


def test_reminders_end(store: Store) -> None:
    """A week apart, four of them, each with its number, and then silence."""
    of = inductions(store)
    of.start(STARTER, "office")
    numbers = []
    for day in range(90):
        now = datetime(2026, 11, 20, 9, 0, tzinfo=LONDON) + timedelta(days=day)
        for due in _due(of, ON, now):
            numbers.append((due.number, day))
            _sent(of, due, now)

    assert [(1, 10), (2, 17), (3, 24), (4, 31)] == numbers


def test_who_has_finished_is_left_alone_until_a_policy_changes(store: Store, larkfield: Path, tmp_path: Path) -> None:
    """After the signature nothing; a new version that asks for more sends them to what changed, and the count begins anew."""
    of = inductions(store)
    walk(of, STARTER, is_done, rightly(of, STARTER))
    assert () == _due(of)

    text = files_of(larkfield)["mobile-phones.md"] + b"\n\n9.9 Staff must not keep bees in the block.\n"
    later = inductions(stored(tmp_path, "larkfield", {"mobile-phones.md": text}, generation=2), of.progress, of.acknowledging)
    before = tuple(Step("reminder", str(number), "slack", STARTED - timedelta(days=9)) for number in range(1, 5))
    later.progress.mark("slack:T1/U1", "larkfield", "new_starter", before)
    found = _due(later)

    assert [5] == [each.number for each in found]
    assert "changed" in found[0].card.title
    assert "induction" == found[0].card.buttons[0].action


def test_one_person_gets_one_reminder(store: Store) -> None:
    """Who has begun as a new starter and gone on as staff is reminded of where they last were."""
    of = inductions(store, InMemory())
    of.start(STARTER, "office")
    of.progress.mark("slack:T1/U1", "larkfield", "staff", (Step("start", "path", "self", STARTED + timedelta(days=2)),))

    assert ["staff"] == [each.role for each in _due(of)]
    assert () == under_way((Traveller("slack:T1/U2", "staff", ()),))
