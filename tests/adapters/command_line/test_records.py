"""`verse acknowledgements` and `verse privacy`, over a real file of records."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.command_line.app import main
from bot.messages import Asker
from bot.records.acknowledgements import Acknowledgement, Acknowledgements
from bot.records.engine import open_records
from bot.records.turns import Turns

PERSON = "slack:T024/U7"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose records hold one acknowledgement and one turn."""
    monkeypatch.delenv("VERSE_DATABASE_URL", raising=False)
    records = open_records(tmp_path)
    Acknowledgements(records).record(Acknowledgement("e1", "larkfield", PERSON, "conduct", "a1b2", typed_name="Ada Byron"))
    Turns(records).add(Asker("slack", "T024/U7", "larkfield"), "C1", "may I keep bees?")
    records.close()
    return tmp_path


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def test_a_whole_chain_is_said_to_be_whole(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`verify` counts what is there; `list` shows it."""
    assert (0, 0) == (
        _run("acknowledgements", "verify", "--data", str(data)),
        _run("acknowledgements", "list", "-s", "larkfield", "--data", str(data)),
    )
    said = capsys.readouterr().out
    assert "larkfield: 1 acknowledged, all as recorded" in said
    assert f"{PERSON}  conduct a1b2  Ada Byron" in said


def test_a_broken_chain_ends_in_a_refusal_that_names_the_entry(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who changes the file behind our back is found out by `verify`."""
    records = open_records(data)
    with records.writing() as connection:
        connection.execute(text("DROP TRIGGER never_changed"))
        connection.execute(text("UPDATE acknowledgements SET content = replace(content, 'Ada', 'Eve')"))
    records.close()

    assert 2 == _run("acknowledgements", "verify", "--data", str(data))
    assert "larkfield: entry 1 was changed" in capsys.readouterr().out


def test_a_person_is_exported_and_erased(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `export` prints is gone after `erase`, but for the acknowledgement."""
    _run("privacy", "export", PERSON, "--data", str(data))
    before = capsys.readouterr().out
    _run("privacy", "erase", PERSON, "--yes", "--data", str(data))
    said = capsys.readouterr().out
    _run("privacy", "export", PERSON, "--data", str(data))
    after = capsys.readouterr().out

    assert ("may I keep bees?" in before, "may I keep bees?" in after, "Ada Byron" in after) == (True, False, True)
    assert "Erased: 1. Acknowledgements, which stay with the school: 1." in said


def test_the_school_takes_out_what_a_person_acknowledged_and_the_record_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Name and account are gone from the file, the chain verifies, and who decided it stands there."""
    take_out = ("acknowledgements", "remove", PERSON, "-s", "larkfield", "--by", "the head, Ms C.", "--yes", "--data", str(data))

    assert (0, 0) == (_run(*take_out), _run("acknowledgements", "verify", "--data", str(data)))
    said = capsys.readouterr().out
    assert "Taken out: 1." in said
    assert "larkfield: 0 acknowledged, all as recorded" in said
    held = b"".join(file.read_bytes() for file in data.glob("records.db*"))
    assert b"Ada Byron" not in held
    assert b"the head, Ms C." in held


def test_nothing_is_taken_out_on_nobodys_word(data: Path) -> None:
    """Without who decided it, or without a yes, the acknowledgement stays."""
    where = ("acknowledgements", "remove", PERSON, "-s", "larkfield", "--data", str(data))

    assert (2, 2) == (_run(*where), _run(*where, "--by", " ", "--yes"))
    records = open_records(data)
    assert 1 == len(Acknowledgements(records).given("larkfield"))
    records.close()
