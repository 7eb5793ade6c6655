"""What is asked where one fact is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking import MOST_ENDS, asked
from bot.conversation import told
from knowledge.norms.quantities import quantities
from tests.bot.grounds import decision, ground

NOT_KNOWN = "I don't know"
AGE, YEAR = "How old is the person?", "Which year group is the person in?"


@pytest.mark.parametrize(
    ("clause", "question", "options"),
    [
        ("Children under the age of 11 must not be filmed.", AGE, ("Under 11", "11 or over", NOT_KNOWN)),
        ("Nobody aged 16 or under may drive; those over 21 may.", AGE, ("Under 17", "17 to 21", "22 or over", NOT_KNOWN)),
        ("Pupils in Year 9 and below must stay in.", YEAR, ("Below Year 10", "Year 10 or above", NOT_KNOWN)),
        ("Only Year 7 may not go.", YEAR, ("Below Year 7", "Year 7", "Year 8 or above", NOT_KNOWN)),
        ("Pupils must not be lent keys.", AGE, ("Under 18", "18", "19 or over", NOT_KNOWN)),
    ],
)
def test_an_age_is_asked_for_as_the_clause_tells_ages_apart(clause: str, question: str, options: tuple[str, ...]) -> None:
    """The answers to choose from are those between which the ruling changes, in years of age or school years."""
    ask = asked(decision("depends", ground(clause), missing="age"))
    assert ask is not None
    assert ("age", question, options) == (ask.fact, ask.question, ask.options)


@given(st.lists(st.integers(3, 90), min_size=1, max_size=MOST_ENDS, unique=True))
def test_every_answer_lies_on_one_side_of_every_bound(ages: list[int]) -> None:
    """Whatever ages a clause names, the words of each answer but the last reach or miss each of them, and leave nothing open."""
    clause = " ".join(f"Nobody under the age of {age} may go." for age in ages)
    rule = ground(clause)
    ask = asked(decision("depends", rule, missing="age"))
    assert ask is not None
    bounds = [bound for bound in rule.norm.bounds if bound.kind == "age"]
    for option in ask.options[:-1]:
        spans = quantities(told(ask, option))
        assert all(any(bound.reaches(span) for span in spans) for bound in bounds), option


def test_nothing_is_asked_but_of_what_depends() -> None:
    """A ruling that is given asks for no fact."""
    assert asked(decision("prohibited", ground("Nobody under 18 may go."), missing="age")) is None
