"""Amounts in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.norms.numbers import ONES, number
from knowledge.norms.quantities import Quantity, Relation, quantities

AGES = st.integers(6, 98)
POUNDS = st.integers(1, 9_999)


def _read(text: str) -> list[tuple[str, str, float]]:
    return [(q.kind, q.relation, q.value) for q in quantities(text)]


@given(AGES)
def test_an_age_is_read_with_its_bound(age: int) -> None:
    """Under, over, at least and "or over" set the bound that they say."""
    assert [("age", "<", age)] == _read(f"pupils under {age}")
    assert [("age", ">", age)] == _read(f"anyone over the age of {age}")
    assert [("age", ">=", age)] == _read(f"leavers aged {age} or over")
    assert [("age", ">=", age)] == _read(f"people not under {age}")


@given(POUNDS)
def test_money_is_read_with_its_bound(pounds: int) -> None:
    """The words "£N or less", "up to £N", "under £N" and "more than £N" differ, with or without a comma in N."""
    assert [("money", "<=", pounds)] == _read(f"gifts of £{pounds} or less")
    assert [("money", "<=", pounds)] == _read(f"up to £{pounds:,}")
    assert [("money", "<", pounds)] == _read(f"anything under £{pounds}")
    assert [("money", ">", pounds)] == _read(f"more than £{pounds:,}")
    assert [("money", "=", pounds)] == _read(f"she gave me £{pounds}")


@given(st.integers(1, 99), st.sampled_from([("minutes", 1), ("hours", 60), ("days", 1440), ("weeks", 10080)]))
def test_a_time_limit_is_read_in_minutes(count: int, unit: tuple[str, int]) -> None:
    """A limit "within N hours" is at most N hours, whatever the unit."""
    name, minutes = unit
    assert [("duration", "<=", count * minutes)] == _read(f"report it within {count} {name}")
    assert [("duration", "<=", count * minutes)] == _read(f"no later than {count} {name} after")
    assert [("duration", ">", count * minutes)] == _read(f"for more than {count} {name}")


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_is_read_in_minutes_since_midnight(hour: int, minute: int) -> None:
    """The clock of 24 hours and that of twelve agree."""
    assert [("clock", "<", hour * 60 + minute)] == _read(f"before {hour:02}:{minute:02}")
    half, twelve = "pm" if hour >= 12 else "am", hour % 12 or 12
    if hour % 12:
        assert [("clock", "=", hour * 60 + minute)] == _read(f"leave {twelve}.{minute:02}{half}")


@given(AGES, st.floats(0, 120))
def test_a_bound_admits_what_lies_within_it(value: int, other: float) -> None:
    """Each relation admits just the values that it says."""
    admits = {relation: Quantity("age", value, relation, 0, 1).admits(other) for relation in ("<", "<=", ">", ">=", "=")}
    assert {"<": other < value, "<=": other <= value, ">": other > value, ">=": other >= value, "=": other == value} == admits


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("she's nineteen", 19),
        ("he is twenty-one now", 21),
        ("my mate Dan (19)", 19),
        ("a lad aged seventeen", 17),
        ("a 17 year old", 17),
        ("they are all nine and ten", 9),
    ],
)
def test_an_age_is_read_as_people_write_it(text: str, age: int) -> None:
    """Ages come in words, in brackets and with or without "years old"."""
    assert [("age", "=", age)] == _read(text)


def test_an_age_in_months_is_a_time() -> None:
    """A baby of twenty months is not twenty; what is told and what bounds it are compared in one unit."""
    (told,), (bound,) = quantities("she's a 20 month old"), quantities("children under 18 months")
    assert ("duration", -1.0) == (told.kind, bound.reaches(told))


def test_a_minor_is_under_eighteen() -> None:
    """A rule for minors bounds an age without naming one."""
    assert [("age", "<", 18)] == _read("a minor must not buy it")


@pytest.mark.parametrize(
    ("text", "pounds"),
    [("a tenner off a mum", 10), ("slipped me a fiver", 5), ("twenty quid", 20), ("50p", 0.5), ("£2k", 2000), ("£3.50", 3.5)],
)
def test_money_is_read_as_people_call_it(text: str, pounds: float) -> None:
    """Slang and pence are money like any other."""
    assert [("money", "=", pounds)] == _read(text)


@pytest.mark.parametrize(
    ("text", "kind"), [("Year 9 trip", "year_group"), ("40 mph", "measure"), ("at noon", "clock"), ("two weeks", "duration")]
)
def test_a_number_that_is_no_age_is_not_read_as_one(text: str, kind: str) -> None:
    """Year groups, speeds and times are amounts of their own kinds."""
    assert [kind] == [q.kind for q in quantities(text)]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reader, and every amount lies within the text, in order, without overlap."""
    found = quantities(text)
    ends = [place for q in found for place in (q.start, q.end)]
    assert (sorted(ends), True) == (ends, all(0 <= place <= len(text) for place in ends))


def test_numbers_in_words_are_worth_their_figures() -> None:
    """Each word up to nineteen counts one more, and tens join with them."""
    assert list(map(float, range(1, 20))) == [number(word) for word in ONES]
    assert (99.0, 1000.0, 0.5, 1.0) == tuple(map(number, ("ninety-nine", "1,000", "half an", "An")))


def test_two_bounds_beside_each_other_stay_apart() -> None:
    """The words "or over" before another number bind that number, not the one before them."""
    assert [("age", "<", 16), ("age", ">", 19)] == _read("pupils under 16 or over 19")


@given(st.integers(1, 11), st.integers(1, 11))
def test_a_span_of_the_day_is_bounded_at_both_ends(opens: int, shuts: int) -> None:
    """From a morning hour to an afternoon one is a lower and an upper bound; both hours lie within."""
    assert [("clock", ">=", opens * 60), ("clock", "<=", (shuts + 12) * 60)] == _read(f"from {opens}am to {shuts}pm")
    assert [("clock", ">=", opens * 60), ("clock", "<=", (shuts + 12) * 60)] == _read(f"between {opens}am and {shuts}pm")


@pytest.mark.parametrize("joint", ["-", " – ", " to "])  # noqa: RUF001 - the dash that stands in policies
def test_a_span_that_names_no_half_of_the_day_ends_after_it_begins(joint: str) -> None:
    """The span "8:45-3:15" is a day, not a night, "8:45 and 3:15" are two times, and a span past midnight stays as it is printed."""
    assert [("clock", ">=", 525), ("clock", "<=", 915)] == _read(f"the hours of 8:45{joint}3:15")
    assert [("clock", "=", 525), ("clock", "=", 915)] == _read("bells at 8:45 and 3:15")
    assert [("clock", "=", 1320), ("clock", "=", 360)] == _read(f"shut 22:00{joint}6:00")


@pytest.mark.parametrize(
    ("rule", "told", "met"),
    [
        ("a scratch shorter than 5 cm", "it's about 30mm", 1.0),
        ("a scratch shorter than 5 cm", "half a metre long", -1.0),
        ("a spill of less than two litres", "I spilt 50ml of it", 1.0),
        ("a tutor who gives fewer than six lessons", "doing a dozen lessons", -1.0),
        ("a tutor who gives fewer than six lessons", "doing a dozen sheets", 0.0),
        ("a meeting of not more than fifteen people", "9 of us will be there", 1.0),
        ("up to 10% of a book", "half of the book", -1.0),
        ("taller than one metre", "it's 1.4m", 1.0),
        ("a walk of up to a mile", "it's a mile and a half", -1.0),
        ("a walk of up to two miles", "one and a half miles there", 1.0),
        ("a temperature above 38 °C", "she's 37.8 and grizzly", -1.0),
        ("a temperature of 38 degrees or more", "a temp of 38.4", 1.0),
    ],
)
def test_measures_and_counts_are_compared_in_whatever_they_are_told(rule: str, told: str, met: float) -> None:
    """Units of one kin are turned into each other, and what is counted must be the same thing."""
    (bound,), (amount,) = quantities(rule), quantities(told)
    assert met == (bound.reaches(amount) if bound.scale == amount.scale else 0.0)


@pytest.mark.parametrize(
    "text", ["am I ok to go", "amber alert", "£2m for a new hall", "it's on 4g", "do I need a degree", "£38.50 for it"]
)
def test_a_word_that_begins_like_a_measure_is_none(text: str) -> None:
    """An article and a unit are two words, and millions of pounds are no metres."""
    assert "measure" not in {q.kind for q in quantities(text)}


def test_an_amount_of_time_is_no_share() -> None:
    """Half of an hour is no half of something that a rule bounds."""
    assert "measure" not in {q.kind for q in quantities("three quarters of an hour, or half the day")}


def test_a_quarter_to_lies_before_the_hour() -> None:
    """A quarter to nine is 08:45, a quarter past is 09:15."""
    assert [("clock", "=", 525)] == _read("gates shut at quarter to nine")
    assert [("clock", "=", 555)] == _read("gates shut at quarter past nine")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("back at half past four", 990),
        ("back at half past four in the morning", 270),
        ("a pint at three in the morning", 180),
        ("ring at ten to nine", 530),
        ("ring at twenty-five past nine", 565),
        ("collected at 3.15", 915),
        ("collected at 8.15", 495),
        ("not before 7 o'clock this evening", 1140),
        ("doors shut at 06:15", 375),
    ],
)
def test_an_hour_of_twelve_is_taken_as_people_mean_it(text: str, minutes: int) -> None:
    """As the part of the day says that is named, else one to six in the afternoon, the others in the morning."""
    assert [minutes] == [q.value for q in quantities(text) if q.kind == "clock"]


def test_where_a_text_counts_to_twenty_four_all_its_hours_do() -> None:
    """A night shift from 22:00 ends at 6:00 in the morning."""
    assert [("clock", "=", 1320), ("clock", "=", 360)] == _read("nights are 22:00 to 6:00")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("a quarter of an hour", 15),
        ("half an hour", 30),
        ("a half-hour slot", 30),
        ("three quarters of an hour", 45),
        ("two hours and a half", 150),
        ("two and a half hours", 150),
    ],
)
def test_parts_of_an_hour_are_read(text: str, minutes: float) -> None:
    """As people say them."""
    assert [("duration", "=", minutes)] == _read(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Year 6 and below", [("<=", 6)]),
        ("from Year 8 upwards", [(">=", 8)]),
        ("Year 9 onwards", [(">=", 9)]),
        ("Years 7 to 9", [(">=", 7), ("<=", 9)]),
        ("my Years 10 and 11", [(">=", 10), ("<=", 11)]),
        ("Years 7 and 9", [("=", 7)]),
        ("pupils aged 11 to 13", [(">=", 11), ("<=", 13)]),
        ("the 14 and 15 year olds", [(">=", 14), ("<=", 15)]),
        ("children aged 5 to 11", [(">=", 5), ("<=", 11)]),
        ("Years 10 to 11", [(">=", 10), ("<=", 11)]),
        ("between the ages of 5 and 11", [(">=", 5), ("<=", 11)]),
        ("aged 4 and 7", [("=", 4)]),
        ("from the age of 16", [(">=", 16)]),
    ],
)
def test_a_span_of_ages_or_years_has_two_ends(text: str, ends: list[tuple[str, int]]) -> None:
    """What lies between is within both; of two years that are not neighbours only the first is told."""
    assert ends == [(q.relation, q.value) for q in quantities(text)]


@pytest.mark.parametrize("told", ["1.10 till 2pm", "from 1.10 to 2pm", "1.10 - 2pm", "1.10 until 2.00"])
def test_a_span_is_told_by_two_hours_with_a_point(told: str) -> None:
    """With no word before the first that makes it a time."""
    assert [("clock", ">=", 790), ("clock", "<=", 840)] == _read(f"tuition {told}")


@pytest.mark.parametrize("text", ["a Year 10 came in", "is a year 2 allowed"])
def test_a_year_group_is_no_span_of_time(text: str) -> None:
    """A pupil of Year 10, not a year."""
    assert ["year_group"] == [q.kind for q in quantities(text)]


def test_a_temperature_is_no_age() -> None:
    """Above 38 °C nobody is thirty-eight."""
    assert "age" not in {q.kind for q in quantities("a child above 38 °C, or who is 38.2, or over 38 degrees")}


@pytest.mark.parametrize("text", ["at least 2 adults must be there", "meet in the hall (Room (19) if it rains)", "at least 3 staff"])
def test_a_number_of_something_else_is_no_age(text: str) -> None:
    """How many people there are, or which room it is, says nothing of anybody's age."""
    assert "age" not in {q.kind for q in quantities(text)}


@given(AGES, AGES, st.sampled_from(["<", "<=", ">", ">=", "="]), st.sampled_from(["<", "<=", ">", ">=", "="]))
def test_a_bound_reaches_what_is_told_as_its_values_say(bound: int, told: int, first: Relation, second: Relation) -> None:
    """Within where every age that was told is admitted, outside where none is, open otherwise."""
    rule, case = Quantity("age", bound, first, 0, 1), Quantity("age", told, second, 0, 1)
    ages = [n / 2 for n in range(-400, 600)]
    admitted = [rule.admits(age) for age in ages if case.admits(age)]
    assert (1.0 if all(admitted) else 0.0 if any(admitted) else -1.0) == rule.reaches(case)
