"""Reports of harm, in our own words, and questions that only sound like one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer
from bot.concern import Category, Concern, Route, find_concern
from bot.concern_odds import model, odds, read
from bot.concern_words import WIDTH, grams, respelt, spellings, words_of
from bot.phrase_concern import phrase_concern, with_signpost
from tests.conftest import absent

NOWHERE = [0.0] * 384
QUICK = 0.005  # s


@pytest.mark.parametrize(
    ("message", "route", "category"),
    [
        ("a girl in my form showed me bruises on her arms and said her stepdad did it", "dsl", "person"),
        ("one of my pupils says she wants to die", "dsl", "person"),
        ("he’s terrified of going home, begged me not to tell his dad", "dsl", "person"),  # noqa: RUF001 - as telephones write it
        ("a TA has been messaging a y9 girl on snapchat", "headteacher", "staff"),
        ("our resident told me the carer slaps her", "headteacher", "staff"),
        ("the head hit a child in the hall today", "chair_of_governors", "head"),
        ("the head hit a boy and the chair of governors is her husband", "lado", "conflict"),
        ("i've told the head that a pupil is being hit by her dad", "dsl", "person"),
        ("my husband hits me and I am scared to go home", "dsl", "asker"),
    ],
)
def test_a_plain_report_is_found_by_its_words_alone(message: str, route: Route, category: Category) -> None:
    """Without any model a plain report goes to whoever can act, never to the one it is about."""
    found = find_concern((message,))
    assert (route, True, category) == (found and (found.refer_to, found.certain, found.category))


@pytest.mark.parametrize(
    "message",
    [
        "can I hit send on the newsletter without the head's ok?",
        "may I hug a child who fell over",
        "what's the dress code for staff?",
        "may I accept a friend request from a former pupil?",
    ],
)
def test_a_question_about_policy_is_only_answered(message: str) -> None:
    """What asks about the rules is no report and needs no signpost."""
    assert None is find_concern((message,))


@pytest.mark.parametrize("message", ["what do i do if a child discloses abuse?", "who do I tell if a pupil shows me bruises?"])
def test_what_supposes_a_concern_is_answered_with_the_signpost(message: str) -> None:
    """A question of what one would do gets its answer, below whom to tell."""
    assert Concern("dsl", certain=False, category="supposed") == find_concern((message,))


@pytest.mark.parametrize("message", ["there's a boy with a knife in the yard right now", "she's taken a load of tablets, i can't wake her"])
def test_danger_now_is_told_apart(message: str) -> None:
    """Where somebody is in danger now, 999 stands first."""
    found = find_concern((message,))
    assert found is not None
    assert (True, True) == (found.danger, phrase_concern(found).text.startswith("If anyone is in immediate danger, call 999"))


def test_only_the_newest_message_counts() -> None:
    """A concern that was answered does not silence the questions after it."""
    assert None is find_concern(("one of my pupils says she wants to die", "can I park by the hall?"))


def test_a_misspelt_report_is_found() -> None:
    """Letters left out, doubled or swapped do not hide a report."""
    assert ["pupil", "hitting", "girl", "form"] == respelt(
        ["pupl", "hiting", "gilr", "form"], spellings(["pupil", "hitting", "girl", "from", "form"])
    )
    assert find_concern(("a pupl has tld me her dda hits her",)) is not None


def test_a_vector_alone_cannot_unsay_plain_signs() -> None:
    """A vector that points nowhere leaves a plain report noticed."""
    assert find_concern(("one of my pupils says she wants to die because her dad hits her",), NOWHERE) is not None


def test_odds_add_up() -> None:
    """A message asks, supposes or reports, with and without its vector."""
    message = read("Who is it?", model().meant)
    assert [1.0, 1.0] == [pytest.approx(each.ask + each.notice) for each in (odds(message), odds(message, NOWHERE))]


@given(st.text(max_size=4000))
def test_any_text_can_be_weighed(text: str) -> None:
    """Whatever is typed is read without fault, and its slots are ones that have a weight."""
    find_concern((text,))
    assert all(0 <= slot < WIDTH for slot in grams(words_of(text)))


def test_a_message_is_weighed_at_once() -> None:
    """Of several messages as long as people type, the quickest takes a few milliseconds at most."""
    message = "a girl in my form showed me bruises on her arms and said her stepdad did it, what do I do, she asked me not to tell anybody"
    find_concern((message,), NOWHERE)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        find_concern((message,), NOWHERE)
        times.append(time.perf_counter() - start)
    assert min(times) < QUICK


@pytest.mark.parametrize(("kind", "least", "most"), [("refer", 0.95, 1.0), ("suppose", 0.7, 1.0), ("ask", 0.0, 0.15)])
def test_messages_never_learnt_from_are_told_apart_by_words_alone(root: Path, kind: str, least: float, most: float) -> None:
    """Of the messages held out, nearly all reports are noticed and few plain questions, with the embedder down."""
    listed = root / "training" / "concerns_held_out.tsv"
    if not listed.is_file():
        absent("training/concerns_held_out.tsv")
    rows = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
    asked = [words for each, _, _, words in rows if each == kind]
    noticed = sum(1 for words in asked if find_concern((words,)))
    assert least <= noticed / len(asked) <= most


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
