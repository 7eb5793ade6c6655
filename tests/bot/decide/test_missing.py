"""Which one fact a case leaves out."""

from __future__ import annotations

import pytest

from bot.case.reading import read_case
from bot.decide.missing import missing_fact
from bot.decide.reading import Passage, Reading, read_library

CASE = read_case(("can I put a picture of my class on my own page?",))


def reading(sentence: str) -> Reading:
    """A sentence as it is read in a library."""
    return read_library([Passage(0, sentence, sentence, "", "", "", 0.0, first=True)]).readings[0]


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("Staff must not post pictures unless the head has agreed.", "permission"),
        ("Staff must not post pictures, even where the head has agreed.", None),
        ("Staff must not post pictures in lesson time.", "time"),
        ("Staff must not post pictures, whether during a lesson or after.", "time"),
        ("Staff must not post pictures, whatever the time of day or lesson.", None),
        ("Where a picture shows a pupil, it must not be posted.", None),
    ],
)
def test_a_fact_is_missing_where_the_rule_turns_on_it(rule: str, fact: str | None) -> None:
    """What the rule says changes nothing is not asked for, and "where" that means "if" asks for no place."""
    assert fact == missing_fact([reading(rule)], CASE)


def test_which_year_is_asked_where_the_rule_names_years() -> None:
    """A year group is how old somebody is, and asked for as such; where either is told, neither is missing."""
    rule = reading("Films with that mark may be shown from Year 3 upwards.")
    assert "age" == missing_fact([rule], CASE)
    assert [None, None] == [missing_fact([rule], read_case((f"can I show it to {whom}?",))) for whom in ("my Year 5s", "a 12 year old")]


@pytest.mark.parametrize(("told", "fact"), [("", "time"), (" since last summer", None), (" on Friday", None), (" in 2019", None)])
def test_a_time_that_the_message_dates_is_not_asked_for(told: str, fact: str | None) -> None:
    """Somebody who says since when, or on what day, has said when."""
    rule = reading("Staff must wait until one full year has passed.")
    assert fact == missing_fact([rule], read_case((f"can I add her{told}?",)))
