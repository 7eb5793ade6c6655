"""How an answer was reached is told as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adapters.command_line.wiring import Wiring
from bot.answer import Question
from bot.explanation import Explanation

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def wiring(larkfield_data: Path) -> Wiring:
    return Wiring(larkfield_data)


def _told(wiring: Wiring, text: str) -> Explanation:
    return wiring.explain(Question("larkfield", text))


@pytest.mark.parametrize(
    "text",
    ["may I accept a friend request from a former pupil aged 17?", "can I vape in the staff car park?", "may I give a pupil a lift home?"],
)
def test_the_answer_explained_is_the_answer_given(wiring: Wiring, text: str) -> None:
    """The same question asked plainly has the same verdict on the same clauses."""
    told, answer = _told(wiring, text).answer, wiring.answers().answer(Question("larkfield", text), wiring.today())
    assert (answer.verdict, [c.ref for c in answer.citations]) == (told.verdict, [c.ref for c in told.citations])


def test_an_age_is_seen_to_be_compared(wiring: Wiring) -> None:
    """The age in the message, the limit in the clause, and how they compare are all told."""
    told = _told(wiring, "may I accept a friend request from a former pupil aged 17?")
    assert ("amount", "age = 17") in told.facts
    assert "age = 17 falls within age < 18" in told.compared
    assert "rules" in {each.use for each in told.weighed}
    assert told.steps[-1].startswith(f"Decided: {told.answer.verdict}")


def test_what_each_of_the_first_clauses_says_by_itself_is_told(wiring: Wiring) -> None:
    """The clause that rules surely decides; one on another matter does not."""
    shares = [each.decides for each in _told(wiring, "a supplier wants to take me to lunch, can I go?").weighed]
    assert shares[0] > 0.9
    assert min(shares[1:5]) < 0.2


def test_what_a_rule_excepts_is_told_where_it_lets_a_lenient_ruling_stand(wiring: Wiring) -> None:
    """The ban has some weight, and the sentence that lifts it for relatives lets the likelier verdict stand."""
    told = _told(wiring, "My daughter is in Year 9 here. Can she be my friend on Snapchat?")
    assert told.answer.verdict == "permitted"
    assert any(step.startswith("What rules excepts what the message tells") for step in told.steps)


def test_no_fact_is_said_to_be_missing_in_vain_where_a_rule_spoke(wiring: Wiring) -> None:
    """What the rule asks for makes another verdict of a likely "it depends", which was left in question."""
    told = _told(wiring, "Can I give a pupil a lift home in my car?")
    first, *_ = told.steps
    assert first.startswith(f"The likeliest verdict by the clauses read: {told.likely[0][0]} ")
    assert any(step.startswith("Exact rule “approval asked”") for step in told.steps)


def test_a_concern_is_explained_by_where_it_goes_alone(wiring: Wiring) -> None:
    """A report of harm is never weighed against clauses, explained or not."""
    told = _told(wiring, "a boy in my form has bruises up his arms and begged me not to tell his mum")
    assert ("refer", (), ()) == (told.answer.verdict, told.weighed, told.steps)
    assert told.concern is not None


@pytest.mark.parametrize(
    ("turns", "text", "how", "read"),
    [
        (
            ("may I accept a friend request from a pupil?",),
            "what about her mum?",
            "It changes what",
            "may I accept a friend request from her mum?",
        ),
        (
            ("may I accept a friend request from a pupil?",),
            "can I vape in the staff car park?",
            "About something else",
            "can I vape in the staff car park?",
        ),
        (("may I accept a friend request from a pupil?",), "oh go on", "It tells no fact", "may I accept a friend request from a pupil?"),
    ],
)
def test_how_a_follow_up_was_read_is_told(wiring: Wiring, turns: tuple[str, ...], text: str, how: str, read: str) -> None:
    """Whether a message changed the case, began another or told nothing is said, with the words that were read."""
    followed = wiring.explain(Question("larkfield", text, turns=turns)).followed

    assert followed is not None
    assert (*turns, text) == followed.said
    assert followed.how.startswith(how)
    assert read in followed.read


def test_a_message_by_itself_follows_nothing(wiring: Wiring) -> None:
    """Where nothing was said before, nothing is told of it."""
    assert _told(wiring, "can I vape in the staff car park?").followed is None
