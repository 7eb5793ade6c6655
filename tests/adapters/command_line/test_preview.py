"""``verse ingest --preview``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.command_line.wiring import Wiring
from tests.adapters.command_line.fakes import NO, FakeParts, verse
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
