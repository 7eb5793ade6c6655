"""The desk's memory over the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import Answer
from bot.memory import Memory, in_memory
from bot.messages import Asker
from bot.records.engine import open_records
from bot.records.remembering import remembering

ME, OTHER = Asker("slack", "T1/U7", "oak"), Asker("slack", "T1/U8", "oak")
NO = Answer("prohibited", "No.")


@pytest.fixture(params=["in memory", "in the records"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Memory:
    """Both kinds, which the desk can't tell apart."""
    return in_memory() if request.param == "in memory" else remembering(open_records(tmp_path))


def test_an_answer_is_found_by_its_asker_alone(memory: Memory) -> None:
    """An answer comes back by its id to who got it, and to nobody else."""
    name = memory.answers.keep(ME, "dm", "bees?", NO)

    kept = memory.answers.get(ME, name)
    assert kept is not None
    assert ("dm", "bees?", NO) == (kept.conversation, kept.question, kept.answer)
    assert memory.answers.get(OTHER, name) is None


def test_turns_and_notes_are_one_persons(memory: Memory) -> None:
    """What was said and noted is told apart by person and conversation."""
    memory.turns.add(ME, "dm", "bees?")
    memory.turns.add(ME, "dm", "wasps?")
    memory.notes.put(ME, "school", "oak")

    assert ("bees?", "wasps?") == memory.turns.of(ME, "dm")
    assert [(), ()] == [memory.turns.of(OTHER, "dm"), memory.turns.of(ME, "thread")]
    assert ["oak", "", ""] == [memory.notes.get(ME, "school"), memory.notes.get(OTHER, "school"), memory.notes.get(ME, "x")]
    memory.turns.forget(ME, "dm")
    assert () == memory.turns.of(ME, "dm")


def test_opinions_and_questions_are_taken(memory: Memory) -> None:
    """A thumb, its reason and a question are noted without complaint."""
    memory.feedback.give(ME, "A1", helpful=False)
    memory.feedback.give(ME, "A1", helpful=False, reason="the wrong clause")
    memory.asked.note(ME, "bees?", "not_covered", "A1")
