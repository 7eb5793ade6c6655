"""Acknowledgements: never lost, never double, never changed without its being seen."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.records.acknowledgements import Acknowledgement, Acknowledgements, Fault
from bot.records.engine import Records
from bot.records.receipt import read_receipt
from bot.records.unusable import RecordsFailedError
from tests.bot.records.database import Database, HandClock
from tests.bot.records.recording import record

KILLS = int(os.environ.get("VERSE_TEST_KILLS", "50"))
ONE = Acknowledgement("press 1", "larkfield", "slack:T/1", "conduct", "a1b2", ("6.2", "6.3"), "Ada Byron")


def _kept(records: Records, count: int = 3) -> Acknowledgements:
    kept = Acknowledgements(records, HandClock())
    for number in range(1, count + 1):
        kept.record(replace(ONE, event=f"press {number}", person=f"slack:T/{number}"))
    return kept


def _without_triggers(records: Records, *statements: str) -> None:
    """What somebody who owns the database could do."""
    with records.writing() as connection:
        for name in ("never_changed", "never_deleted"):
            connection.execute(text(f"DROP TRIGGER {name}{' ON acknowledgements' if records.is_postgresql else ''}"))
        for statement in statements:
            connection.execute(text(statement))


def test_what_is_recorded_is_there_with_a_receipt_that_can_be_checked_alone(records: Records) -> None:
    """The receipt holds what was agreed to and when; with a word of it changed it no longer holds."""
    kept = Acknowledgements(records, HandClock())

    receipt = kept.record(ONE)

    assert (ONE, 1, HandClock().now) == (receipt.acknowledgement, receipt.number, receipt.when)
    assert (receipt,) == kept.given("larkfield") == kept.given("larkfield", "slack:T/1")
    assert receipt.holds()
    assert receipt == read_receipt(receipt.written())
    assert not replace(receipt, acknowledgement=replace(ONE, typed_name="Ada Lovelace")).holds()


def test_the_same_press_twice_is_one_acknowledgement(records: Records) -> None:
    """A button pressed twice, or an event that came again, gets the first receipt."""
    kept = Acknowledgements(records)

    assert kept.record(ONE) == kept.record(ONE)
    assert 1 == len(kept.given("larkfield"))


def test_each_school_has_its_own_chain(records: Records) -> None:
    """A school's chain can be checked, or handed over, without another's."""
    kept = _kept(records)
    other = kept.record(replace(ONE, event="elsewhere", school="hive-hill"))

    assert 1 == other.number
    assert ("hive-hill", "larkfield") == kept.schools()
    assert () == kept.verify()


@pytest.mark.parametrize("statement", ["UPDATE acknowledgements SET person = 'x'", "DELETE FROM acknowledgements"])
def test_the_database_refuses_a_change(records: Records, statement: str) -> None:
    """Neither a changed row nor a deleted one gets past the triggers."""
    kept = _kept(records)

    with pytest.raises((RecordsFailedError, Exception), match="never changed"), records.writing() as connection:
        connection.execute(text(statement))

    assert () == kept.verify()


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("UPDATE acknowledgements SET content = replace(content, 'Ada', 'Eve') WHERE number = 2", 2, "was changed"),
        ("UPDATE acknowledgements SET person = 'slack:T/9' WHERE number = 2", 2, "is filed under another person or school"),
        ("UPDATE acknowledgements SET link = previous WHERE number = 2", 2, "has a seal that is not its own"),
        ("DELETE FROM acknowledgements WHERE number = 2", 2, "is missing"),
        ("DELETE FROM acknowledgements WHERE number = 3", 3, "is missing: the chain ended later than this"),
        ("UPDATE acknowledgements SET content = NULL WHERE number = 1", 1, "was emptied, and no later entry says by whom"),
    ],
)
def test_the_first_broken_entry_is_named(records: Records, statement: str, number: int, what: str) -> None:
    """Whatever is done behind the triggers' back is seen, and where."""
    kept = _kept(records)
    _without_triggers(records, statement)

    assert (Fault("larkfield", number, what),) == kept.verify()


def test_a_school_can_take_out_what_a_person_acknowledged(records: Records) -> None:
    """The words go, the chain still holds, it says that something was taken out, and an old receipt still holds."""
    kept = _kept(records)
    receipt = kept.given("larkfield", "slack:T/2")[0]

    assert 1 == kept.remove("larkfield", "slack:T/2", "office")

    assert ((), ()) == (kept.verify(), kept.given("larkfield", "slack:T/2"))
    assert 2 == len(kept.given("larkfield"))
    assert receipt.holds()


def test_odd_characters_are_recorded_like_any_other(records: Records) -> None:
    """A name in any script, or one that no name should hold, is sealed and found again."""
    kept = Acknowledgements(records)

    kept.record(replace(ONE, typed_name="Ślązak 🐝\0", person="slack:T/\0\ud800"))

    assert () == kept.verify()


@pytest.mark.slow
def test_killed_while_recording_nothing_is_lost_or_double(database: Database) -> None:
    """Whatever was said to be recorded before `kill -9` is there once, and the chain is whole."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.bot.records.recording"])
    said = set[int]()
    for kill in range(KILLS):
        hearing, saying = processes.Pipe(duplex=False)
        child = processes.Process(target=record, args=(database, kill * 10_000, saying))
        child.start()
        saying.close()
        said.update(hearing.recv() for _ in range(kill % 7 + 1))
        child.kill()
        with suppress(EOFError):
            while True:
                said.add(hearing.recv())
        child.join()

    records = database.open()
    kept = Acknowledgements(records)
    there = [int(receipt.acknowledgement.event.removeprefix("press ")) for receipt in kept.given("larkfield")]
    faults = kept.verify()
    records.close()

    assert set() == said - set(there)
    assert len(there) == len(set(there))
    assert () == faults
