"""``verse curate``, ``verse versions`` and ``verse rollback``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.command_line.wiring import Wiring
from bot.messages import Asker
from bot.records.asked import QuestionsAsked
from bot.records.engine import open_records
from knowledge.rollback import Order
from tests.adapters.command_line.fakes import FakeParts, verse

SHELL = pytest.CaptureFixture[str]
ASKED = "May I run a bake sale in the hall?"
SIGN = ("curate", "add", ASKED, "--by", "Mrs A. Osei, Headteacher", "--verdict", "information", "--says", "Book the hall first.")


def test_an_answer_is_signed_listed_and_withdrawn(capsys: SHELL) -> None:
    """By name, on clauses; it can be withdrawn once, and stays in the list."""
    parts = FakeParts()
    assert verse(*SIGN, "--clause", "bees/2.1", "--also", "Bake sale?", parts=parts) == 0
    assert verse("curate", "list", parts=parts) == 0
    shown = capsys.readouterr().out
    assert "s1  stands" in shown
    assert "signed by Mrs A. Osei, Headteacher on 4 May 2026 on bees/2.1" in shown
    assert "Bake sale?" in shown

    assert verse("curate", "withdraw", "s1", "--by", "Mr Dale", parts=parts) == 0
    assert verse("curate", "withdraw", "s1", "--by", "Mr Dale", parts=parts) == 2
    assert verse("curate", "list", parts=parts) == 0
    assert "s1  withdrawn by Mr Dale on 4 May 2026" in capsys.readouterr().out


def test_nobody_signs_without_a_name_or_a_clause() -> None:
    """Both must be typed."""
    assert verse(*SIGN, parts=FakeParts()) == 2
    assert verse("curate", "add", ASKED, "--verdict", "information", "--says", "x", "--clause", "bees/2.1", parts=FakeParts()) == 2


def test_what_was_in_force_is_listed_with_who_put_it_there(capsys: SHELL) -> None:
    """The newest first; what was taken back says so."""
    parts = FakeParts()
    assert verse("rollback", "bees", "--by", "Mr Dale", parts=parts) == 0
    said = capsys.readouterr().out
    assert [("hive-hill", "bees", Order("Mr Dale"))] == parts.rolled
    assert "version a1 is in force again; b2 is not" in said
    assert "verse rollback bees --school hive-hill --undo" in said

    assert verse("versions", "list", "bees", parts=parts) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["a1", "2026-02-03", "09:00", "rolled", "back", "to", "Mr", "Dale", "in", "force"] == lines[2]
    assert ["b2", "2026-02-01", "09:00", "read", "in", "Mrs", "Osei", "taken", "back"] == lines[3]


def test_a_roll_back_says_which_way(capsys: SHELL) -> None:
    """To a version, or undone, never both; this account's name stands for nobody's."""
    parts = FakeParts()
    assert verse("rollback", "bees", "--to", "a1", "--undo", parts=parts) == 2
    assert verse("rollback", "bees", "--undo", "--by", "Mr Dale", parts=parts) == 0
    assert verse("rollback", "bees", "--to", "a1", parts=parts) == 0
    assert Order("Mr Dale", undo=True) == parts.rolled[0][2]
    assert parts.rolled[1][2].by
    assert "To undo this" not in capsys.readouterr().out.split("in force again")[1]


@pytest.fixture
def data(larkfield_data: Path, tmp_path: Path) -> Path:
    """A copy of the sample school's data, to change."""
    return Path(shutil.copytree(larkfield_data, tmp_path / "data", ignore=shutil.ignore_patterns("records.db*", "writer.lock")))


def _ask(data: Path, question: str) -> tuple[dict[str, object], bool]:
    """The answer of `verse ask` in a process of its own, and whether it loaded SQLAlchemy."""
    script = (
        "import sys\nfrom adapters.command_line.app import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\nprint('sqlalchemy' in sys.modules)\n"
    )
    run = [sys.executable, "-c", script, "ask", question, "--json", "--data", str(data)]
    ended = subprocess.run(run, env=os.environ | {"VERSE_DEBUG": "1"}, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    answer, loaded = ended.stdout.splitlines()
    return json.loads(answer), loaded == "True"


def test_a_signed_answer_is_given_on_the_command_line_and_costs_nothing_where_there_is_none(data: Path) -> None:
    """Real parts from signing to asking; the records' libraries are loaded only from the first signature to the last withdrawal."""
    before, loaded = _ask(data, ASKED)
    assert ("owner", False) != (before["reader"], loaded)
    assert not loaded
    clause = "social-media/1.2"

    assert verse(*SIGN, "--clause", clause, "--even-so", parts=Wiring(data)) == 0

    given, loaded = _ask(data, "can i run a bake sale in the hall")
    assert ("owner", "information", True) == (given["reader"], given["verdict"], loaded)
    assert "Signed by Mrs A. Osei, Headteacher on" in str(given["text"])
    name = Wiring(data).curation("larkfield").standing()[0].name
    assert verse("curate", "withdraw", name, "--by", "Mrs A. Osei", parts=Wiring(data)) == 0
    assert (before["text"], False) == (_ask(data, ASKED)[0]["text"], _ask(data, ASKED)[1])


def test_what_many_ask_is_known_and_what_few_ask_is_not(data: Path) -> None:
    """Three different people make a question one that is asked often; the same person three times does not."""
    records = open_records(data)
    asked = QuestionsAsked(records)
    for person in ("U1", "U2", "U3"):
        asked.note(Asker("slack", person, "larkfield"), "May I wear trainers?", "not_covered")
        asked.note(Asker("slack", "U1", "larkfield"), "When is my probation reviewed?", "not_covered")
    records.close()

    assert ("May I wear trainers?",) == Wiring(data).often_asked("larkfield")
