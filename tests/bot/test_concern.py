"""Reports of harm, in our own words, and questions that only sound like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import Answer
from bot.concern import Concern, Route, find_concern, probability, signs
from bot.phrase_concern import phrase_concern, with_signpost
from tests.conftest import absent

TOLERATED = 0.02  # share of the training list's plain questions that patterns alone may take for a concern
NOWHERE = [0.0] * 384


@pytest.mark.parametrize(
    ("message", "route"),
    [
        ("a girl in my form showed me bruises on her arms and said her stepdad did it", "dsl"),
        ("one of my pupils says she wants to die", "dsl"),
        ("he’s terrified of going home, begged me not to tell his dad", "dsl"),  # noqa: RUF001 - as telephones write it
        ("a TA has been messaging a y9 girl on snapchat", "headteacher"),
        ("our resident told me the carer slaps her", "headteacher"),
        ("the head hit a child in the hall today", "chair_of_governors"),
    ],
)
def test_a_plain_report_is_found_by_its_words_alone(message: str, route: Route) -> None:
    """Without any model a plain report goes to whoever can act, never to the one it is about."""
    assert Concern(route, certain=True) == find_concern((message,))


@pytest.mark.parametrize(
    "message",
    [
        "what do i do if a child says something worrying",
        "who do I tell if a pupil shows me bruises?",
        "what's the procedure when a parent is late",
        "can I hit send on the newsletter without the head's ok?",
        "may I hug a child who fell over",
    ],
)
def test_a_question_about_what_to_do_is_answered(message: str) -> None:
    """What only asks how one should act is no report."""
    assert None is find_concern((message,))


def test_only_the_newest_message_counts() -> None:
    """A concern that was answered does not silence the questions after it."""
    assert None is find_concern(("one of my pupils says she wants to die", "can I park by the hall?"))


def test_a_vector_can_only_make_a_plain_report_less_certain() -> None:
    """A model that disagrees with plain signs leaves the signpost above the answer; it does not unsay them."""
    message = "one of my pupils says she wants to die"
    away = _towards(message, -1.0)
    assert Concern("dsl", certain=False) == find_concern((message,), away)


def test_a_report_without_any_sign_is_found_by_its_vector() -> None:
    """What no pattern knows is still found where the model is sure."""
    assert Concern("dsl", certain=True) == find_concern(("it is happening again",), _towards("it is happening again", 1.0))


def _towards(message: str, sign: float) -> list[float]:
    """A vector that the model takes for a report, or the reverse."""
    base = probability(message, NOWHERE)
    return [sign * (1.0 if probability(message, [float(k == n) for k in range(384)]) > base else -1.0) / 384**0.5 for n in range(384)]


def test_signs_are_as_many_as_the_model_weighs() -> None:
    """The patterns fit the trained weights, one each and one for the question mark."""
    assert 0.0 <= probability("x", NOWHERE) <= 1.0
    assert {0.0, 1.0} >= set(signs("Who is it?"))


def test_few_plain_questions_are_taken_for_a_report(root: Path) -> None:
    """Of the list's questions, patterns alone hold back hardly any."""
    listed = root / "training" / "concerns.tsv"
    if not listed.is_file():
        absent("training/concerns.tsv")
    rows = [line.split("\t", 1) for line in listed.read_text("utf-8").splitlines() if "\t" in line]
    asked = [message for kind, message in rows if kind == "ask"]
    held = [message for message in asked if find_concern((message,))]
    assert len(held) <= TOLERATED * len(asked)


def test_the_reply_repeats_nothing_and_rules_on_nothing() -> None:
    """The reply names whom to tell and what not to do; it cites no clause."""
    answer = phrase_concern(Concern("headteacher", certain=True))
    assert ("refer", (), "headteacher") == (answer.verdict, answer.citations, answer.refer_to)
    assert [True, True, False] == [words in answer.text for words in ("999", "Don't investigate", "{")]


def test_a_signpost_leaves_the_answer_as_it_is() -> None:
    """Perhaps a concern: whom to tell stands above the same ruling."""
    answer = Answer("permitted", "Yes.")
    shown = with_signpost(answer, Concern("dsl", certain=False))
    assert ("permitted", True, "concern") == (shown.verdict, shown.text.endswith("\n\nYes."), shown.notices[0].kind)
