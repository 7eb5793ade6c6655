"""When two questions are the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curated.same import LONGEST, same

WORDINGS = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text("utf-8"))["question"]
ALIKE = [(each["set"], wording) for each in WORDINGS for wording in each["same"]]
MISSES = [(each["set"], wording) for each in WORDINGS for wording in each["misses"]]
TELLING = """
may can i a the pupil parent phone not never 17 18 eighteen £20 before after my our please accept film in on
"""
WORDS = st.sampled_from(TELLING.split())


@pytest.mark.parametrize(("set_question", "wording"), ALIKE)
def test_nearly_the_same_words_are_the_same_question(set_question: str, wording: str) -> None:
    """Case, stops, articles, politeness and a few ways of saying the same make no other question."""
    assert same(set_question, wording)
    assert same(wording, set_question)


@pytest.mark.parametrize(("set_question", "wording"), MISSES)
def test_a_near_miss_is_another_question(set_question: str, wording: str) -> None:
    """Another age, amount, time, person, number of them, negation or order of words is another case."""
    assert not same(set_question, wording)
    assert not same(wording, set_question)


def test_there_are_enough_near_misses() -> None:
    """What is promised of matching is promised over more than a hundred near misses."""
    assert len(MISSES) > 100


def test_what_says_nothing_is_like_nothing() -> None:
    """An empty message, a greeting or one that is too long to compare is no set question."""
    assert not same("", "")
    assert not same("Hi there!", "Hi there!")
    assert not same("bees " * LONGEST, "bees " * LONGEST)


@given(st.lists(WORDS, min_size=4, max_size=9), st.data())
def test_no_word_that_tells_can_be_put_in_left_out_or_moved(words: list[str], data: st.DataObject) -> None:
    """A question with one more telling word than another is never the same."""
    place = data.draw(st.integers(1, len(words) - 1))
    word = data.draw(st.sampled_from(["not", "former", "19", "never", "without", "her", "unless", "£5"]))

    assert not same(" ".join(words), " ".join((*words[:place], word, *words[place:])))
