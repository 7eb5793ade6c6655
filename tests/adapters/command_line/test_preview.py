"""``verse ingest --preview``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.command_line.parts import Read
from adapters.command_line.wiring import Wiring
from bot.curated.clauses import Lapsed
from bot.curated.signed import Signed
from tests.adapters.command_line.fakes import NO, NOW, PINNED, FakeParts, verse
from tests.bot.stored import stored

if TYPE_CHECKING:
    import pytest


def test_what_would_change_is_shown_and_nothing_is_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a person who approves, the ingest is only tried."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"school": "hive-hill", "question": "may I keep bees?"}\n', "utf-8")
    parts = FakeParts(later=replace(NO, verdict="permitted", text="Yes: staff may keep bees."))

    assert verse("ingest", str(tmp_path), "--preview", str(questions), parts=parts) == 0

    shown = capsys.readouterr().out
    assert "1 of 1 saved answers would change." in shown
    assert "then:  Yes: staff may keep bees." in " ".join(shown.split(" ")).replace("\n", "")
    assert "nothing of this is in force" in shown
    assert [] == parts.ingested


def test_a_trial_leaves_the_real_store_alone(tmp_path: Path) -> None:
    """What is put in force in the copy is not in force in the original."""
    store = stored(tmp_path / "data", "hill", {"a.txt": b"Bee Policy\n\n1. Bees\n\n1.1 Staff must not keep bees.\n"})
    real = Wiring(tmp_path / "data")

    with real.trial() as trial:
        stored(trial._store.folder, "hill", {"a.txt": b"Bee Policy\n\n1. Bees\n\n1.1 Staff may keep bees.\n"}, generation=2)  # noqa: SLF001 - the copy's own
        assert 2 == trial._store.school("hill").generation  # noqa: SLF001 - as above

    assert 1 == store.school("hill").generation


def test_what_people_ask_and_what_is_signed_is_tried_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """“asked” stands for the questions of many people; a signed answer that would lapse is named with its owner and the clause."""
    signed = Signed("s1", "hive-hill", "May I keep bees?", "permitted", "Yes.", (PINNED,), "Mrs Osei", NOW)
    read = (Read("bees.txt", "hive-hill", "changed", "bees", 1),)
    parts = FakeParts(report=read, signatures=[signed], gone=(Lapsed(signed, PINNED, "was changed in version b2"),))

    assert verse("ingest", str(tmp_path), "--preview", "asked", parts=parts) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "Clauses of hive-hill/bees: none." in shown
    assert "0 of 2 saved answers would change." in shown
    assert "Mrs Osei: your answer to “May I keep bees?”, signed on 4 May 2026, is no longer shown" in shown
    assert "Bee Policy, 2.1 was changed in version b2" in shown
    assert ["May I keep wasps?", "May I keep bees?"] == [each.text for each in parts.asked]
