"""Sentences read as norms, each in our own words."""

from __future__ import annotations

import pytest

from knowledge.norms.cues import cues
from knowledge.norms.reading import read_norm


@pytest.mark.parametrize(
    ("sentence", "modality", "strength"),
    [
        ("Staff must not share a login.", "must_not", "must"),
        ("Drivers may not use a handset at the wheel.", "must_not", "must"),
        ("Nobody may climb the tower.", "must_not", "must"),
        ("Tutors should not text families.", "should_not", "should"),
        ("Tutors should avoid texting families.", "should_not", "should"),
        ("Volunteers need not keep bus tickets.", "need_not", "must"),
        ("Coaches may park by the hall.", "may", "must"),
        ("You must wear the lanyard.", "must", "must"),
        ("It is good practice to sign in.", "should", "should"),
        ("Pillows are not used for children under two.", "must_not", "must"),
        ("No telephone is taken into a changing area.", "must_not", "must"),
        ("Swapping of shifts is encouraged.", "may", "must"),
        ("There will be occasions when a parent drops in.", "may", "must"),
        ("There will be times when photographs must not be taken.", "must_not", "must"),
        ("For a second bag the written agreement of the warden is needed.", "may_with_approval", None),
        ("No permission of the warden is needed.", "need_not", "must"),
        ("Permission slips are kept where a check is required.", "must", "must"),
        ("Lockers are painted blue.", "none", None),
        ("Visitors are not covered.", "none", None),
    ],
)
def test_a_sentence_says_must_may_or_neither(sentence: str, modality: str, strength: str | None) -> None:
    """The modality and its strength are those of the words that carry it."""
    norm = read_norm(sentence)
    assert (modality, strength) == (norm.modality, norm.strength)


@pytest.mark.parametrize(
    ("question", "sentence", "modality"),
    [
        ("May I tutor on a Sunday?", "A lesson should not last longer than an hour.", "should_not"),
        ("May I tutor on a Sunday?", "The register is kept in the office.", "none"),
        ("May I tutor on a Sunday?", "No.", "must_not"),
        ("May I tutor on a Sunday?", "Yes.", "may"),
        ("Do I have to keep a receipt?", "No.", "need_not"),
        ("Must I keep a receipt?", "Yes.", "must"),
        ("Should I promise to keep a secret?", "No.", "should_not"),
        ("Should I lock the gate?", "Yes.", "should"),
        ("Must I book?", "No, except in August.", "need_not"),
        ("What must I bring?", "No umbrellas of your own.", "none"),
    ],
)
def test_a_question_in_a_heading_rules_nothing_itself(question: str, sentence: str, modality: str) -> None:
    """What stands under it is no permission for being asked for; "yes" and "no" are said to what it asks."""
    assert modality == read_norm(sentence, question).modality


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("This can also apply to contacts made through your own family.", "none"),
        ("A second breach may result in dismissal.", "none"),
        ("Messages of this kind can cause harm.", "none"),
        ("Staff may apply to the head for leave.", "may"),
        ("This can also be used at break.", "may"),
    ],
)
def test_what_can_happen_is_not_what_somebody_may_do(sentence: str, modality: str) -> None:
    """That a rule can apply, or a breach lead to something, allows nothing."""
    assert modality == read_norm(sentence).modality


def test_a_look_alike_is_no_cue() -> None:
    """The words "a must" and the month of May oblige and allow nothing."""
    assert ("none", "none") == (read_norm("The show is a must for visitors.").modality, read_norm("The fair comes in May.").modality)


def test_a_cue_inside_a_longer_one_is_not_counted() -> None:
    """The words "must not" are one ban, not a ban and a duty."""
    assert ["must_not"] == [cue.label for cue in cues("staff must not run")]


def test_unless_is_kept_apart_with_its_approval() -> None:
    """What stands after "unless" is the exception; a ban that somebody may lift needs approval."""
    norm = read_norm("Staff must not open the kiln unless the technician agrees.")
    assert ("must_not", "Staff must not open the kiln ", "unless the technician agrees.", True) == (
        norm.modality,
        norm.main,
        norm.exception,
        norm.needs_approval,
    )


def test_an_exception_may_come_first() -> None:
    """An opening "except on Fridays" ends at its comma, and the rule after it still rules."""
    norm = read_norm("Except on Fridays, staff must not play music.")
    assert ("must_not", "Except on Fridays") == (norm.modality, norm.exception)


def test_an_exception_in_the_middle_does_not_turn_the_rule() -> None:
    """What may be done by way of exception leaves the ban a ban."""
    assert "must_not" == read_norm("Visitors must not park here, except that they may stop to unload.").modality


@pytest.mark.parametrize(
    ("lead_in", "item", "modality"),
    [
        ("Coaches must not:", "bring glass onto the field.", "must_not"),
        ("Staff are not permitted to:", "lend keys.", "must_not"),
        ("Staff may:", "lend keys.", "may"),
        ("Staff should:", "lock up.", "should"),
        ("Staff must:", "not lend keys but must never copy them.", "must_not"),
    ],
)
def test_an_item_is_ruled_by_its_lead_in(lead_in: str, item: str, modality: str) -> None:
    """A list's item says what the words that it hangs on say, unless it says otherwise itself."""
    assert modality == read_norm(item, lead_in).modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("Drones | Not allowed", "must_not"),
        ("Bicycles | Yes", "may"),
        ("Film shows | Needs approval", "may_with_approval"),
        ("Helmets | Required", "must"),
        ("Armbands | Not needed", "need_not"),
    ],
)
def test_a_row_rules_in_the_words_of_its_cells(row: str, modality: str) -> None:
    """A table's cell is a ruling without a verb."""
    assert modality == read_norm(row, header="Thing | Rule").modality


def test_leave_with_permission_is_not_plain_leave() -> None:
    """What may be done with somebody's permission needs approval, and what needs none does not."""
    asked, free = read_norm("Staff may borrow a van with the permission of the bursar."), read_norm("Staff may park here; no permission.")
    assert ("may_with_approval", "may") == (asked.modality, free.modality)


def test_who_is_bound_is_named_before_the_cue() -> None:
    """The bearer is who must; those whom it is done to are parties only."""
    norm = read_norm("Volunteers must tell a parent.")
    assert (["volunteer"], ["parent", "volunteer"]) == (sorted(norm.bearers), sorted(norm.parties))


def test_bounds_travel_with_the_norm() -> None:
    """The amounts of lead-in and item limit the norm."""
    assert [("age", "<", 16.0)] == [(q.kind, q.relation, q.value) for q in read_norm("drive.", "Helpers under 16 must not:").bounds]


@pytest.mark.parametrize(
    "whose",
    [
        "with the caretaker's permission",
        "with their line manager's written agreement",
        "with the Governors' consent",
        "with prior permission",
        "with parental consent",
        "once the steward has said yes",
    ],
)
def test_an_approval_is_asked_for_however_it_is_said_whose(whose: str) -> None:
    """A permission "with the Head's agreement" waits for it as one "with the agreement of the Head" does."""
    assert read_norm(f"Staff may keep a bicycle in the shed {whose}.").modality == "may_with_approval"


@pytest.mark.parametrize(
    "conceded", ["even where the parent has agreed", "whether or not a parent has agreed", "with or without the parent's consent"]
)
def test_an_approval_that_changes_nothing_is_not_asked_for(conceded: str) -> None:
    """A ban that holds whatever was agreed to waits for nobody's approval; the same words without the concession do."""
    assert not read_norm(f"Staff must not post pictures of pupils on their own page, {conceded}.").needs_approval
    assert read_norm("Staff may post pictures of pupils only where the parent has agreed.").needs_approval
