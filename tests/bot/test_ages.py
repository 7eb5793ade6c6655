"""How old people are said to be in chat."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.case.ages import OLDEST, amounts, latest
from knowledge.norms.quantities import Relation

TODAY = date(2026, 11, 23)
Ages = list[tuple[Relation, float]]


def ages(text: str) -> Ages:
    """The bounds of every age that a message of this day tells."""
    return [(each.relation, each.value) for each in amounts(text, TODAY) if each.kind == "age"]


@pytest.mark.parametrize(
    "text",
    [
        "she's at college. 17 I think",
        "he must be about 17 by now",
        "my mate's niece, seventeen now, wants a lift",
        "it was his 17th last weekend",
        "she turned seventeen in May",
        "a lad of 17 at the gym",
        "both 17, keen as mustard",
        "her age? 17",
        "he's at college, 17",
    ],
)
def test_an_age_is_read_however_it_is_told(text: str) -> None:
    """In a fragment, by a birthday that is past, or guessed at."""
    assert [("=", 17)] == ages(text)


@pytest.mark.parametrize(
    "text",
    ["she turns 18 next month", "he's 18 in May", "they'll be eighteen on Friday", "nearly 18", "coming up 18", "her 18th is next week"],
)
def test_who_is_soon_of_an_age_is_not_yet(text: str) -> None:
    """A birthday that is to come makes nobody older today."""
    assert [("=", 17)] == ages(text)


@pytest.mark.parametrize("text", ["she's not yet 18", "he isn't 18 until May", "he will be 18 in three years"])
def test_who_is_not_of_an_age_is_below_it(text: str) -> None:
    """How far below is not told."""
    assert [("<", 18)] == ages(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she was 16 when she left 3 years ago", [(">=", 19), ("<=", 20)]),
        ("can't tell if he's 17 or 18", [(">=", 17), ("<=", 18)]),
        ("she must be 17/18 by now", [(">=", 17), ("<=", 18)]),
        ("he left us at sixteen", [(">=", 16)]),
        ("left Y11 two summers ago", [(">=", 17), ("<=", 18)]),
        ("she left Year 6 in 2019", [(">=", 18), ("<=", 19)]),
        ("left at the end of Y2 in July 2014", [(">=", 19), ("<=", 20)]),
        ("finished Y2 in summer 2015", [(">=", 18), ("<=", 19)]),
        ("taught him in Y6 in 2019", [(">=", 17), ("<=", 19)]),
        ("he left Year 11 two years ago", [(">=", 17), ("<=", 19)]),
        ("left Y6 9999 years ago", [(">=", 109), ("<=", 111)]),
        ("left us from Y2, the summer of the first lockdown", [(">=", 13), ("<=", 14)]),
        ("left in 2019 aged 11", [(">=", 18), ("<=", 19)]),
        ("last summer's Year 6 leavers", [(">=", 11), ("<=", 12)]),
    ],
)
def test_an_age_of_then_is_counted_on(text: str, expected: Ages) -> None:
    """By the years since, as far as they are told; the year of a birthday stays open, and so does one of two ages."""
    assert expected == ages(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("she's in her twenties", [(">=", 20), ("<=", 29)]), ("he's a grown man", [(">=", 18)]), ("they're adults now", [(">=", 18)])],
)
def test_a_word_for_an_age_bounds_it(text: str, expected: Ages) -> None:
    """Decades, and being grown up."""
    assert expected == ages(text)


@pytest.mark.parametrize(
    "text",
    [
        "I've been here for two years",
        "it's nearly five, who picks them up?",
        "its gone 8",
        "it's a 15, that film",
        "she left at 12 for the dentist",
        "the heel is four and a half centimetres",
        "twenty-seven quid for a cab",
        "his adult dog",
        "my Year 9s want phones",
        "nearly 20 of us",
    ],
)
def test_no_age_is_made_of_another_number(text: str) -> None:
    """Times, sums, spans, ratings, and the school year of a class that is here."""
    assert [] == ages(text)


def test_a_span_stays_whole_where_it_is_the_last_told() -> None:
    """Two bounds of one age are kept together; an age told before it is not."""
    kept = latest(amounts("he's 12. what about kids aged 16 to 17"))
    assert [(">=", 16.0), ("<=", 17.0)] == [(each.relation, each.value) for each in kept if each.kind == "age"]


@given(st.text(alphabet="shei's 1789nearlyturnsleftyearago,.?th ", max_size=60), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_message_is_read(text: str, today: date) -> None:
    """Whatever is typed, what is read are ages that people have, in order, at places within it."""
    found = [each for each in amounts(text, today) if each.kind == "age"]
    assert all(0 <= each.value <= 2 * OLDEST + 200 and 0 <= each.start <= each.end <= len(text) for each in found)
