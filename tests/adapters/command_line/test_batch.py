"""``verse batch`` and ``verse compare``."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.command_line.as_json import as_json
from adapters.command_line.questions import read_questions
from adapters.command_line.refused import RefusedError
from bot.answer import Answer, Question
from tests.adapters.command_line.fakes import FakeParts, verse

SHELL = pytest.CaptureFixture[str]
LINES = """
{"id": "one", "school": "hive-hill", "question": "bees?"}

{"id": "two", "school": "Hive Hill", "turns": ["wasps?", "in the lab"], "role": "dsl", "verdict": "prohibited"}
{"school": "hive-hill", "question": "hornets?"}
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A file of three questions, two with names."""
    (tmp_path / "questions.jsonl").write_text(LINES, encoding="utf-8")
    return tmp_path / "questions.jsonl"


def test_answers_come_in_the_order_of_the_questions(questions: Path, capsys: SHELL) -> None:
    """Each question has one line of JSON with its id, in order, on standard output."""
    assert verse("batch", str(questions), parts=FakeParts()) == 0

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [("one", "bees?"), ("two", "in the lab"), (None, "hornets?")] == [(a["id"], a["question"]) for a in answers]


def test_earlier_messages_go_with_the_last(questions: Path, capsys: SHELL) -> None:
    """`turns` becomes one question with what was said before it, and its role."""
    parts = FakeParts()
    verse("batch", str(questions), parts=parts)
    capsys.readouterr()

    assert Question("hive-hill", "in the lab", "dsl", ("wasps?",)) == parts.asked[1]


def test_writes_to_a_file_and_leaves_standard_output_alone(questions: Path, tmp_path: Path, capsys: SHELL) -> None:
    """`-o` takes the answers; nothing else is printed."""
    assert verse("batch", str(questions), "-o", str(tmp_path / "answers.jsonl"), parts=FakeParts()) == 0

    assert (tmp_path / "answers.jsonl").read_text(encoding="utf-8").count("\n") == 3
    assert capsys.readouterr().out == ""


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: SHELL) -> None:
    """`-` reads the questions from standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(LINES))

    assert verse("batch", "-", parts=FakeParts()) == 0
    assert capsys.readouterr().out.count("\n") == 3


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        ('{"school": "hive-hill"}', "needs `question` or `turns`"),
        ('{"school": "hive-hill", "question": "a", "turns": ["b"]}', "needs `question` or `turns`"),
        ('{"school": "hive-hill", "turns": []}', "`turns` must be a list of messages"),
        ('{"question": "bees?"}', "`school` must be text"),
        ('{"school": "hive-hill", "question": "a", "role": "bee"}', "`role` must be one of staff, new_starter, dsl"),
        ('{"school": "hive-hlil", "question": "a"}', "Did you mean hive-hill?"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(line: str, fault: str, tmp_path: Path, capsys: SHELL) -> None:
    """A line that is no question ends with exit code 2, says where, and no question is answered."""
    source = tmp_path / "q.jsonl"
    source.write_text(line, encoding="utf-8")
    parts = FakeParts()

    assert verse("batch", str(source), parts=parts) == 2

    assert fault in capsys.readouterr().err
    assert parts.asked == []


def test_no_such_file(tmp_path: Path, capsys: SHELL) -> None:
    """A file that is not there is named."""
    assert verse("batch", str(tmp_path / "none.jsonl"), parts=FakeParts()) == 2
    assert "none.jsonl: No such file or directory" in capsys.readouterr().err


@given(st.text())
def test_any_line_is_a_question_or_a_refusal(line: str) -> None:
    """Whatever a line holds, reading it ends in questions or a refusal."""
    with suppress(RefusedError):
        assert len(read_questions([line], "here")) <= 1


@given(st.text(st.characters()))
def test_any_text_becomes_one_line_of_json(text: str) -> None:
    """Whatever an answer holds, its JSON is one line that can be written and read."""
    line = as_json(Answer("unsure", text), Question("s", text), name=None, elapsed_ms=1.0)

    assert "\n" not in line
    assert json.loads(line.encode())["verdict"] == "unsure"


def test_compare_puts_every_school_in_one_table(capsys: SHELL) -> None:
    """`verse compare` asks each school the same and shows each ruling."""
    parts = FakeParts(names=("hive-hill", "oakfield"))

    assert verse("compare", "bees?", parts=parts) == 0

    shown = capsys.readouterr().out
    assert ["hive-hill", "oakfield"] == [question.school for question in parts.asked]
    assert "oakfield" in shown
    assert "2.1" in shown
