"""Opening the records: made, brought up to date, and plainly refused where that can't be."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.answer import Answer
from bot.messages import Message, Press, Reply, Reported
from bot.records.engine import FILE, Records, open_records
from bot.records.tables import Table
from bot.records.unusable import RecordsFailedError, RecordsUnusableError
from bot.records.written import read_answer, read_incoming, read_reply, written

if TYPE_CHECKING:
    from tests.bot.records.database import Database


def test_the_tables_are_those_that_the_steps_make(records: Records) -> None:
    """No column is known to the queries that a migration does not make, or the other way round."""
    with records.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Table.metadata)

    assert [] == [step for step in found if not str(step).startswith("('remove_index'")]


def test_many_that_start_at_once_make_the_tables_once(database: Database) -> None:
    """Replicas that start together wait for the one that migrates."""
    opened: list[Records] = []
    starting = [threading.Thread(target=lambda: opened.append(database.open())) for _ in range(4)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    for each in opened:
        each.close()

    assert 4 == len(opened)


def test_records_that_a_newer_version_made_are_refused(database: Database) -> None:
    """An older program says so, and touches nothing."""
    records = database.open()
    with records.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    records.close()

    with pytest.raises(RecordsUnusableError, match="newer version of verse"):
        database.open()


def test_a_file_that_is_no_database_is_refused_plainly(tmp_path: Path) -> None:
    """One line says which file, and what is wrong with it."""
    (tmp_path / FILE).write_text("this is not a database, whatever its name says" * 99, encoding="utf-8")

    with pytest.raises(RecordsUnusableError, match=r"records\.db cannot be used: file is not a database"):
        open_records(tmp_path)


@pytest.mark.parametrize("url", ["postgresql://verse:hunter2@127.0.0.1:1/verse", "postgresql://verse:hunter2@[::/x"])
def test_an_address_that_does_not_work_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    """A server that isn't there, or an address that is none, is one line that can be shown to anyone."""
    with pytest.raises(RecordsUnusableError) as refused:
        open_records(tmp_path, url)

    assert ("hunter2" not in str(refused.value), 1) == (True, len(str(refused.value).splitlines()))


def test_a_transaction_is_all_or_nothing_and_a_fault_is_an_oserror(records: Records) -> None:
    """Where a statement fails nothing before it is kept, and no value is in what is said."""

    def half() -> None:
        with records.writing() as connection:
            connection.execute(text("INSERT INTO seen (key, at) VALUES ('canary', '2026-05-04')"))
            connection.execute(text("SELECT 'canary' FROM nowhere"))

    with pytest.raises(RecordsFailedError) as failed:
        half()
    with records.reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM seen")).scalar()

    assert (0, False) == (count, "canary" in str(failed.value))


@given(st.from_type(Reply))
def test_a_reply_is_read_as_it_was_written(reply: Reply) -> None:
    """Every card, block and button comes back as the same kind, whatever it says."""
    assert reply == read_reply(written(reply))


@given(st.from_type(Message) | st.from_type(Press) | st.from_type(Reported))
def test_an_event_is_read_as_it_was_written(incoming: Message | Press | Reported) -> None:
    """A message stays a message and a press a press."""
    assert incoming == read_incoming(written(incoming))


@given(st.builds(Answer, sure=st.floats(0, 1)))
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    """Citations, the missing fact and notices come back whole."""
    assert answer == read_answer(written(answer))
