"""Signed answers in the records."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import pytest
from sqlalchemy import text

from bot.curated.signed import Pinned, Signed, Withdrawn
from bot.records.curated import SignedAnswers
from bot.records.curated_there import FILE, may_be_signed
from bot.records.engine import Records, open_records

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PINNED = Pinned("bees", "Bee Policy", "a1b2", "1.1", "Staff may keep bees.")
SIGNED = Signed("n1", "hill", "May I keep bees?", "permitted", "Yes.", (PINNED,), "Mrs Osei", NOW, ("Bees?",), "should")


def test_a_signed_answer_comes_back_as_it_was_kept(records: Records) -> None:
    """Words, wordings, clauses, name and time; only for its own school, the newest first."""
    kept, later = SignedAnswers(records), replace(SIGNED, name="n2", when=NOW.replace(hour=10))
    kept.keep(SIGNED)
    kept.keep(later)

    assert (later, SIGNED) == kept.of("hill")
    assert () == kept.of("dale")


def test_a_withdrawn_answer_is_given_no_more_and_stays_on_record(records: Records) -> None:
    """Who withdrew it and when is kept; it can't be withdrawn twice, nor by another school."""
    kept = SignedAnswers(records, lambda: NOW)
    kept.keep(SIGNED)

    assert (False, True, False) == (
        kept.withdraw("dale", "n1", "Mr Dale"),
        kept.withdraw("hill", "n1", "Mr Dale"),
        kept.withdraw("hill", "n1", "Mrs Osei"),
    )
    assert () == kept.of("hill")
    assert (replace(SIGNED, withdrawn=Withdrawn("Mr Dale", NOW)),) == kept.every("hill")


@pytest.mark.parametrize("change", ["UPDATE curated SET signed_by = 'Mr Dale'", "DELETE FROM curated"])
def test_what_was_signed_is_never_changed(records: Records, change: str) -> None:
    """The database itself refuses to put another name or other words under a signature, or to lose it."""
    kept = SignedAnswers(records)
    kept.keep(SIGNED)

    with pytest.raises(Exception, match="a signed answer is never changed"), records.writing() as connection:
        connection.execute(text(change))
    assert (SIGNED,) == kept.of("hill")


def test_whether_any_is_signed_is_known_without_the_records_libraries(tmp_path: Path) -> None:
    """Only where an answer stands signed need a question open the records."""
    assert not may_be_signed(tmp_path, None)
    records = open_records(tmp_path)
    kept = SignedAnswers(records)
    assert not may_be_signed(tmp_path, None)
    kept.keep(SIGNED)
    assert may_be_signed(tmp_path, None)
    assert kept.withdraw("hill", "n1", "Mrs Osei")
    assert not may_be_signed(tmp_path, None)
    assert may_be_signed(tmp_path, "postgresql://elsewhere/verse")
    records.close()
    ask = f"may_be_signed(Path({str(tmp_path)!r}), None)"
    script = f"import sys; from pathlib import Path; from bot.records.curated_there import may_be_signed; {ask}"

    ended = run([sys.executable, "-c", f"{script}; print('sqlalchemy' in sys.modules)"], capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert "False" == ended.stdout.strip()


def test_records_that_cannot_be_read_or_are_older_are_told_apart(tmp_path: Path) -> None:
    """An older database has no signed answers; one that can't be read might, and is opened to say so."""
    (tmp_path / FILE).touch()
    assert not may_be_signed(tmp_path, None)
    (tmp_path / FILE).write_bytes(b"no database at all, whatever it is called" * 99)
    assert may_be_signed(tmp_path, None)
