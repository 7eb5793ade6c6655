"""Reminders while we serve: each person's own chat, once, by day, and a log that names nobody."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.command_line.serve_reminders import Rounds
from adapters.slack.place import direct_place, read_place
from bot.card import Card
from bot.directory import Directory, School
from bot.induction.kept import InRecords
from bot.induction.reminders import Schedule
from bot.messages import Asker, Reply
from bot.post import NotNowError, UndeliverableError
from bot.records.engine import Records, open_records
from bot.records.induction import InductionProgress
from bot.records.post import Post
from bot.records.reminding import Reminding
from knowledge.store import Store
from tests.bot.induction.walking import inductions
from tests.bot.records.database import HandClock, ScriptedSender, no_concern, until_idle
from tests.bot.stored import files_of, stored

ON = School("larkfield", "Larkfield", reminders=Schedule(on=True))
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEXT_FRIDAY = FRIDAY + timedelta(days=7)
REPLY = Reply(Card("Your induction is not finished"))
PEOPLE = ("slack:T1/U1", "slack:T1/U2", "web:jo")


@pytest.fixture(scope="module")
def store(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stored(tmp_path_factory.mktemp("store"), "larkfield", {"mobile-phones.md": files_of(larkfield)["mobile-phones.md"]})


@pytest.fixture
def clock() -> HandClock:
    return HandClock(FRIDAY)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def rounds(store: Store, records: Records, clock: HandClock) -> Rounds:
    """Three people have started; one of them is on the web, where nobody can be written to."""
    of = inductions(store, InRecords(InductionProgress(records, clock)))
    for each in PEOPLE:
        channel, _, person = each.partition(":")
        of.start(Asker(channel, person, "larkfield", "new_starter"), "office")  # type: ignore[arg-type]  # a channel's name
    return Rounds(Directory((ON,)), of, Reminding(records, clock), {"slack": direct_place}, lambda _: False, clock)


def _delivered(rounds: Rounds, records: Records, clock: HandClock) -> ScriptedSender:
    sender = ScriptedSender()
    post = Post(records, no_concern, clock=clock)
    until_idle((partial(post.deliver_next, {"slack": rounds.held(sender)}),))
    return sender


def test_each_is_reminded_in_their_own_chat_once(rounds: Rounds, records: Records, clock: HandClock) -> None:
    """A look every quarter of an hour, by two replicas, sends one card to each who can be reached, and the next a week later."""
    clock.now = NEXT_FRIDAY
    for _ in range(8):
        rounds.once()
        replace(rounds).once()
        clock.move(900)
    sender = _delivered(rounds, records, clock)

    assert {"U1", "U2"} == {read_place(place).user for place, _ in sender.sent}
    assert 2 == len(sender.sent)
    assert all(read_place(place).direct for place, _ in sender.sent)
    clock.now = NEXT_FRIDAY + timedelta(days=7)
    assert (2, 1) == ((found := rounds.once())["sent"], found["not_reached"])


def test_the_log_says_that_it_ran_and_names_nobody(rounds: Rounds, clock: HandClock, caplog: pytest.LogCaptureFixture) -> None:
    """How many were sent is there to be seen; who got one is not, nor what stands on it."""
    clock.now = NEXT_FRIDAY
    with caplog.at_level(logging.INFO, "verse.reminders"):
        rounds.once()

    assert ["reminders of inductions: 1 schools looked at, 2 sent, 0 sent before, 1 with no channel to reach them by"] == caplog.messages
    assert not any(part in caplog.text for part in ("U1", "U2", "jo", "T1"))


@pytest.mark.parametrize("when", ["2026-11-27T23:00", "2026-11-28T11:00", "2026-11-26T10:00"])
def test_nothing_is_sent_at_night_at_a_weekend_or_too_soon(rounds: Rounds, records: Records, clock: HandClock, when: str) -> None:
    """Whenever the service looks, it sends nothing outside the hours, and nothing before the week is over."""
    clock.now = datetime.fromisoformat(when).replace(tzinfo=UTC)

    assert 0 == rounds.once()["sent"]
    assert [] == _delivered(rounds, records, clock).sent


def test_one_that_was_not_delivered_by_evening_waits_for_the_morning(rounds: Rounds, records: Records, clock: HandClock) -> None:
    """Killed after it was put out on a Friday and started again at night, it sends on Monday at eight."""
    clock.now = NEXT_FRIDAY
    rounds.once()
    clock.now = NEXT_FRIDAY.replace(hour=23)
    at_night = _delivered(rounds, records, clock).sent
    clock.now = datetime(2026, 11, 30, 8, 0, 5, tzinfo=UTC)

    assert ([], 2) == (at_night, len(_delivered(rounds, records, clock).sent))


def test_switched_off_means_that_nothing_more_goes_out(rounds: Rounds, clock: HandClock) -> None:
    """A channel's off switch holds a reminder back; a school that switches reminders off loses what waits; others' letters pass."""
    clock.now = NEXT_FRIDAY
    off = replace(rounds, is_off=lambda channel: channel == "slack")
    ended = replace(rounds, directory=Directory((School("larkfield", "Larkfield"),)))
    sender = ScriptedSender()

    assert {"sent": 0, "not_reached": 3} == {name: count for name, count in off.once().items() if name in {"sent", "not_reached"}}
    with pytest.raises(NotNowError):
        off.held(sender).send("place", REPLY, "reminder/larkfield/0f/1")
    with pytest.raises(UndeliverableError):
        ended.held(sender).send("place", REPLY, "reminder/larkfield/0f/1")
    ended.held(sender).send("place", REPLY, "an answer's key")
    assert 1 == len(sender.sent)


def test_a_fault_of_one_school_keeps_no_other_from_being_reminded(rounds: Rounds, clock: HandClock) -> None:
    """A school without policies is passed over, and the next has its turn."""
    clock.now = NEXT_FRIDAY
    several = Directory((School("nowhere", "Nowhere", reminders=Schedule(on=True)), ON))

    assert 2 == replace(rounds, directory=several).once()["sent"]


def test_it_ends_when_the_service_does_and_never_begins_where_all_is_off(rounds: Rounds) -> None:
    """The job waits between looks no longer than the service lives."""
    ended = threading.Event()
    job = threading.Thread(target=rounds.run, args=(ended,))
    job.start()
    ended.set()
    job.join(10)
    replace(rounds, directory=Directory()).run(threading.Event())  # comes back by itself

    assert not job.is_alive()
