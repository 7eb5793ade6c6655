"""What is wrong with policies is found, and what is right is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer, Citation, Question
from bot.health.examine import examine, findings, gaps
from bot.health.report import Finding, Subject, places
from bot.versions import Change, Saved, changes, differs
from knowledge.clauses import Outline
from knowledge.reading import bytes_of, read_policy
from knowledge.vocabulary import tables

DAY = date(2026, 5, 4)


def _outline(*clauses: str) -> Outline:
    text = "# Bees\n\n" + "\n\n".join(f"## {n} Part {n}\n\n{n}.1 {clause}" for n, clause in enumerate(clauses, start=1))
    return read_policy(text.encode(), "bees.md").outline


def _found(*clauses: str, kind: str) -> list[Finding]:
    bees = Subject("bees", "Bees", "", _outline(*clauses), due=date(2027, 1, 1))
    return [finding for finding in findings(bees, DAY) if finding.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Records are kept under the Data Protection Act 1998.", "law"),
        ("It is an offence under section 43 of the Telecommunications Act 1984.", "law"),
        ("Staff have read Keeping Children Safe in Education (2018).", "law"),
        ("Nobody may chat on MSN or Bebo in the apiary.", "service"),
        ("Helpers have a CRB check.", "service"),
    ],
)
def test_what_has_gone_is_named_with_its_source(text: str, kind: str) -> None:
    """Replaced law and closed services are found, with where that can be checked."""
    found = _found(text, kind=kind)
    assert found
    assert [True] * len(found) == [finding.source.startswith("https://") and finding.addresses == ("1.1",) for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "The Data Protection Act 2018 replaced the Data Protection Act 1998.",
        "Staff have read Keeping Children Safe in Education (2025).",
        "Staff have read the edition of Keeping Children Safe in Education that is in force.",
        "Staff use DBS checks and Teams.",
    ],
)
def test_what_is_in_force_is_left_alone(text: str) -> None:
    """A policy that names what applies, or says itself that something is past, is not reported."""
    assert [] == [*_found(text, kind="law"), *_found(text, kind="service")]


def test_law_is_not_past_before_its_day() -> None:
    """Reckoned from a day before the change, the old law is in force."""
    bees = Subject("bees", "Bees", "", _outline("Records are kept under the Data Protection Act 1998."))
    assert [] == [finding for finding in findings(bees, date(2018, 5, 24)) if finding.kind == "law"]


def test_a_ban_and_a_permission_of_one_act_are_found() -> None:
    """Two clauses in different parts that can't both be followed are set against each other."""
    found = _found(
        "Staff must not open a hive during lesson time in summer.",
        "Staff may open a hive during lesson time in summer.",
        kind="contradiction",
    )
    assert [("1.1", "2.1")] == [finding.addresses for finding in found]


def test_two_limits_for_one_thing_are_found() -> None:
    """The same duty within two different times is a contradiction."""
    found = _found(
        "Staff must report each swarm to the bee keeper within 24 hours.",
        "Staff must report each swarm to the bee keeper within 48 hours.",
        kind="contradiction",
    )
    assert ["two limits for one thing: 1.1 and 2.1"] == [finding.text for finding in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Staff must not open a hive during lesson time in summer.", "Staff may open their own jar of honey during break times at school."),
        ("Staff must not use personal phones near the hives in summer.", "Staff may use school phones near the hives in summer."),
        ("Staff must not open a hive in summer, unless the keeper agrees.", "Staff may open a hive in summer when the keeper agrees."),
        ("Staff must report a swarm to the keeper within 24 hours.", "The keeper must answer a parent about stings within 48 hours."),
    ],
)
def test_rules_that_can_both_be_followed_are_no_contradiction(one: str, other: str) -> None:
    """Another act, another's thing, an exception or another duty part two rules."""
    assert [] == _found(one, other, kind="contradiction")


def test_abbreviations_are_explained_once_for_the_school() -> None:
    """What no policy explains is named; what one of them does is not, nor words that are only written large."""
    bees = Subject("bees", "Bees", "", _outline("Tell the ABKO about the QLF. It must NEVER wait. Staff never wait."), due=date(2027, 1, 1))
    wasps = Subject("wasps", "Wasps", "", _outline("The Area Bee Keeping Officer (ABKO) visits."))
    assert ["“QLF” is used and not explained (1.1)"] == [each.text for each in findings(bees, DAY, (bees, wasps)) if each.kind == "term"]


def test_only_what_nothing_answers_is_a_gap() -> None:
    """A common question is a gap where the answer says that the policy does not decide it."""

    def answer(question: Question, _: date) -> Answer:
        return Answer("not_covered" if "gift" in question.text else "prohibited", "")

    assert ["gifts"] == [gap.topic for gap in gaps("hive-hill", answer, DAY)]


def test_many_addresses_are_cut_short() -> None:
    """Three are shown, each once, and how many more there are."""
    assert "1; 2; 3; and 1 more" == places(("1", "1", "2", "3", "4"))


def test_the_sample_school_is_healthy_but_for_what_was_put_there(larkfield: Path) -> None:
    """Precision before quantity: the sample school has one overdue review and two documents that are not there."""
    subjects = []
    for path in sorted(larkfield.iterdir()):
        read = read_policy(bytes_of(path), path.name)
        subjects.append(Subject(path.stem, read.metadata.title or path.stem, "", read.outline, due=read.metadata.due))
    report = examine("larkfield", subjects, DAY)
    assert ["review", "reference", "reference"] == [each.kind for policy in report.policies for each in policy.findings]


def test_real_policies_show_what_they_name_that_has_gone(shared: Path) -> None:
    """Over five real policies each kind of finding of a careful reader is there, and no contradiction is made up."""
    kinds = set()
    for path in sorted((shared / "policies").glob("*/*.*")):
        read = read_policy(bytes_of(path), path.name)
        kinds |= {each.kind for each in findings(Subject(path.stem, path.stem, "", read.outline, due=read.metadata.due), DAY)}
    assert ({"review", "numbering", "law", "service", "reference"}, False) == (kinds - {"term", "contradiction"}, "contradiction" in kinds)


def test_a_new_version_is_compared_clause_by_clause() -> None:
    """Clauses that are reworded, moved, new or gone are told apart; the rest is not said."""
    before = _outline(
        "Wear a veil near the hives.", "Tell the keeper about swarms within a day.", "Smoke calms the bees.", "Hives are green."
    )
    after = _outline(
        "Wear a veil near the hives.", "Tell the keeper about swarms within two days.", "Hives are green.", "Honey is sold on Fridays."
    )
    expected = [("changed", "2.1", "2.1"), ("moved", "4.1", "3.1"), ("added", "", "4.1"), ("removed", "3.1", "")]
    assert expected == [(each.kind, each.before, each.after) for each in changes(before, after)]
    assert () == changes(before, before)


def test_a_change_keeps_both_texts() -> None:
    """What stood there and what stands there now are both given."""
    found = changes(_outline("Wear a veil near the hives."), _outline("Wear a veil and gloves near the hives."))
    assert (Change("changed", "1.1", "1.1", "Wear a veil near the hives.", "Wear a veil and gloves near the hives."),) == found


def test_a_saved_answer_differs_by_verdict_or_clause() -> None:
    """The same verdict on the same clauses is the same answer, however it is worded."""
    saved = Saved(Question("hive-hill", "may I?"), "permitted", ("2.1",))
    same = Answer("permitted", "Yes.", (Citation("Bees", "v2", "2.1", (), "", ""),))
    assert (None, True) == (differs(saved, same), differs(saved, Answer("prohibited", "No.", same.citations)) is not None)


def test_whatever_has_gone_has_a_page_that_says_so() -> None:
    """Each law and service has a source; where no page bore its day out that is said, and of such there are few."""
    entries = [each for table in tables("bot.health", "dated.toml").values() for each in table.values()]

    assert [] == [each for each in entries if not each["source"].startswith("https://")]
    assert 2 >= sum(not each["checked"] for each in entries)
