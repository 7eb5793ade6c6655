"""``verse ingest``, ``verse outline`` and ``verse health``."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.command_line.health import subject
from adapters.command_line.parts import Intake, Read
from bot.health.examine import findings
from knowledge.clauses import Outline
from tests.adapters.command_line.fakes import FakeParts, clause, policy, verse

SHELL = pytest.CaptureFixture[str]


def test_ingest_ends_with_a_report_of_what_was_odd(tmp_path: Path, capsys: SHELL) -> None:
    """Each policy is listed with its clauses, and what was odd stands below it."""
    parts = FakeParts(report=(Read("bees.txt", "hive-hill", "new", "Bee Policy", 14, ("2.1 is printed twice",)),))

    assert verse("ingest", str(tmp_path), "--school", "hive-hill", "--audience", "dsl", "--by", "B. Keeper", parts=parts) == 0

    shown = capsys.readouterr().out
    assert "Bee Policy" in shown
    assert "14" in shown
    assert "bees.txt: 2.1 is printed twice" in shown
    assert [Intake(tmp_path, "hive-hill", "dsl", "B. Keeper")] == parts.ingested


def test_the_account_is_kept_where_nobody_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a roll-back."""
    parts = FakeParts()
    monkeypatch.setenv("LOGNAME", "amoke")
    verse("ingest", str(tmp_path), parts=parts)
    assert ["amoke"] == [each.by for each in parts.ingested]


def test_a_refused_file_ends_with_exit_code_2_and_the_rest_is_kept(tmp_path: Path, capsys: SHELL) -> None:
    """One file that cannot be read is one clear line; the others are listed as read."""
    report = (
        Read("bees.txt", "hive-hill", "new", "Bee Policy", 14),
        Read("scan.pdf", "hive-hill", "refused", reason="no text in it; it may be a scan"),
    )

    assert verse("ingest", str(tmp_path), parts=FakeParts(report=report)) == 2

    shown = capsys.readouterr().out
    assert "scan.pdf: refused: no text in it; it may be a scan" in shown
    assert "Bee Policy" in shown


def test_where_there_are_several_schools_an_oddity_says_whose_file_it_is(tmp_path: Path, capsys: SHELL) -> None:
    """Two schools may have a file of one name; what was odd is told with the school then."""
    odd = ("2.1 is printed twice",)
    report = (Read("bees.txt", "hive-hill", "new", "Bee Policy", 14, odd), Read("bees.txt", "oakfield", "new", "Bee Policy", 14))

    assert verse("ingest", str(tmp_path), parts=FakeParts(report=report)) == 0

    assert "hive-hill/bees.txt: 2.1 is printed twice" in capsys.readouterr().out


def test_stopping_an_ingest_says_that_nothing_is_lost(tmp_path: Path, capsys: SHELL) -> None:
    """Ctrl-C during an ingest ends with 130 and says that what was in force still is."""
    assert verse("ingest", str(tmp_path), parts=FakeParts(fault=KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.startswith("Stopped. What was in force before still is")


def test_ingest_of_nothing_is_bad_usage(tmp_path: Path, capsys: SHELL) -> None:
    """A path that is not there is named."""
    assert verse("ingest", str(tmp_path / "nowhere"), parts=FakeParts()) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["bees", "Bee Policy", "hive-hill/bees"])
def test_outline_prints_each_clause_with_its_address(name: str, capsys: SHELL) -> None:
    """A policy is found by file name, title or school/name, and its clauses and problems are shown."""
    assert verse("outline", name, parts=FakeParts()) == 0

    shown = capsys.readouterr().out
    assert "[2.1] Staff must not keep bees" in shown
    assert "! 2.1 is printed twice" in shown


def test_outline_of_an_unknown_policy_gives_the_nearest(capsys: SHELL) -> None:
    """A policy that is not there ends with exit code 2 and the nearest name."""
    assert verse("outline", "beez", parts=FakeParts()) == 2
    assert capsys.readouterr().err == "verse: No policy called beez. Did you mean bees? Known: bees.\n"


def test_outline_of_a_name_that_two_schools_use(capsys: SHELL) -> None:
    """Where two schools have a policy of that name, the school must be given."""
    parts = FakeParts(names=("hive-hill", "oakfield"))

    assert verse("outline", "bees", parts=parts) == 2
    assert capsys.readouterr().err == "verse: bees is kept for hive-hill, oakfield. Add --school.\n"
    assert verse("outline", "oakfield/bees", parts=parts) == 0


def test_health_lists_what_to_put_right(capsys: SHELL) -> None:
    """Overdue reviews, numbers printed twice and reading oddities are listed with the policy."""
    assert verse("health", parts=FakeParts()) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert shown == "hive-hill Bee Policy - review overdue since May 2025 - 2.1 is printed twice - two review dates"


@pytest.mark.parametrize(
    ("due", "first"),
    [
        (date(2026, 5, 3), "review overdue since May 2026"),
        (date(2026, 5, 4), "2.1 is printed twice"),
        (None, "no date for its next review"),
    ],
)
def test_a_review_is_overdue_from_the_day_after(due: date | None, first: str) -> None:
    """On its day a review is not overdue; the day after it is; without a date that is said."""
    assert first == next(findings(subject(policy(next_review=due)), date(2026, 5, 4))).text


def test_health_names_documents_that_are_referred_to_and_not_here() -> None:
    """A reference to a policy that was never read in is said, with the first clauses that make it; one that is here is not."""
    texts = ("Hives are checked as the Lone Working Policy says.", *4 * ("See the Bee Policy, the Lone Working Policy and the Wasp Code.",))
    bees = replace(policy(), outline=Outline((), tuple(clause(n, f"3.{n}", text) for n, text in enumerate(texts, start=1))))
    wasps = replace(policy(), name="wasps", title="Code for wasps")

    expected = "refers to a document that is not here: Lone Working Policy (3.1; 3.2; 3.3; and 2 more)"

    found = findings(subject(bees), date(2025, 5, 1), (subject(bees), subject(wasps)))
    assert [expected] == [finding.text for finding in found if finding.kind == "reference"]


def test_health_as_json_says_what_kind_each_finding_is(capsys: SHELL) -> None:
    """Other programs read the kinds, and whether the common questions were asked."""
    assert verse("health", "--json", "--questions", parts=FakeParts()) == 0

    (report,) = json.loads(capsys.readouterr().out)
    assert ["review", "numbering", "reading"] == [each["kind"] for each in report["policies"][0]["findings"]]
    assert ("hive-hill", []) == (report["school"], report["gaps"])


def test_a_new_version_is_shown_beside_the_one_before(capsys: SHELL, tmp_path: Path) -> None:
    """`verse diff` shows what changed and which saved answers differ now."""
    saved = {"school": "hive-hill", "question": "may I?", "verdict": "permitted", "citations": [{"ref": "2.1"}]}
    (tmp_path / "answers.jsonl").write_text(json.dumps(saved) + "\n", "utf-8")

    assert verse("diff", "hive-hill", "bees", "--answers", str(tmp_path / "answers.jsonl"), parts=FakeParts()) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert [True, True] == [words in shown for words in ("added 2.1", "permitted (2.1) -> prohibited (2.1)")]


def test_versions_that_are_not_there_are_refused(capsys: SHELL) -> None:
    """A version is named by the start of its hash; one that nothing begins with is refused with what is kept."""
    assert verse("diff", "hive-hill", "bees", "--from", "zz", parts=FakeParts()) == 2
    assert capsys.readouterr().err == "verse: zz: no version begins so. Kept: b2, a1.\n"
