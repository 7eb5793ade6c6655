"""What a sentence says that a term means, or puts under one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.norms.definitions import definitions, explains_words, instances, uses_term


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("Reference to learners means everyone on the roll, those over 18 included.", ["learners"]),
        ("\u201cYoung guest\u201d means a guest who is under 16.", ["young guest"]),
        ("In this policy, 'helper' means anyone who works unpaid.", ["helper"]),
        ("**Kin** includes partners, parents and children.", ["kin"]),
        ("The term centre staff refers to everyone who is paid by the centre.", ["centre staff"]),
        ("By side jobs we mean whatever anybody else pays you for.", ["side jobs"]),
        ('A "cub" is a member under 10; a "scout" is one of 10 or over.', ["cub", "scout"]),
        ("It binds employees, agency cooks and trustees (together *the crew*) wherever they are.", []),
        ('It binds employees, agency cooks and trustees (together "crew") wherever they are.', ["crew"]),
        ("The **Bar Manager** is responsible for the till.", []),
        ("Leaving it unlocked means that it is taken away for a week.", []),
        ("Staff tell the office even where they mean to come back.", []),
        ("A trip that includes swimming needs a second adult.", []),
        ("Helpers must sign in.", []),
        ("", []),
    ],
)
def test_a_definition_names_its_terms(sentence: str, terms: list[str]) -> None:
    """Without what leads up to them, article, quotation marks and emphasis; what somebody does or must do defines nobody."""
    assert [each.term for each in definitions(sentence)] == terms


def test_each_of_several_definitions_in_a_sentence_has_its_own_words() -> None:
    """What stands between semicolons, as printed."""
    sentence = 'In this code "cub" means a member under 10; "Scout" means one of 10 or over.'
    assert ['In this code "cub" means a member under 10', '"Scout" means one of 10 or over.'] == [
        each.text for each in definitions(sentence)
    ]


@pytest.mark.parametrize(
    "line", ["**Float**: the coins in the till.", "Float \u2013 the coins in the till.", "Float | the coins in the till"]
)
def test_under_a_heading_that_explains_words_a_term_and_its_meaning_are_a_definition(line: str) -> None:
    """Elsewhere the same line is a heading that runs on, or a row of a table."""
    assert ["float"] == [each.term for each in definitions(line, glossary=True)]
    assert () == definitions(line)


@pytest.mark.parametrize(
    ("heading", "explains"),
    [
        ("3. Definitions", True),
        ("What we mean", True),
        ("Words we use", True),
        ("Who's who", True),
        ("Gifts", False),
        ("By all means", False),
    ],
)
def test_a_heading_tells_that_words_are_explained(heading: str, *, explains: bool) -> None:
    """By any of the names that such a section has."""
    assert explains_words(heading) is explains


@pytest.mark.parametrize(
    ("sentence", "known", "terms"),
    [
        ("Book tokens count as money.", [], ["money"]),
        ("A room in a hotel is treated as a private place for this purpose.", [], ["private place"]),
        ("A band that counts steps is not a device.", ["devices"], ["device"]),
        ("A band that counts steps is not a device.", [], []),
        ("Shouting at a guest is treated as gross misconduct.", [], []),
        ("Laptops may be taken home.", ["home"], []),
    ],
)
def test_a_sentence_puts_something_under_a_term_or_keeps_it_out(sentence: str, known: list[str], terms: list[str]) -> None:
    """Always where it counts as that; where it only "is" or "is not" that, of a term that is defined."""
    assert [each.term for each in instances(sentence, known)] == terms


@pytest.mark.parametrize(
    ("text", "term", "used"),
    [
        ("Staff must not message a Learner.", "learners", True),
        ("Staff must not message learners.", "learner", True),
        ("No child is left alone.", "children", False),
        ("No children are left alone.", "child", True),
        ("Staff must not message learnership schemes.", "learner", False),
        ("Staff must not message anyone.", "", False),
    ],
)
def test_a_clause_uses_a_term_in_either_number(text: str, term: str, *, used: bool) -> None:
    """As a whole word, in any case of letters."""
    assert uses_term(text, term) == used


@given(sentence=st.text(max_size=200), glossary=st.booleans())
def test_any_sentence_can_be_read(sentence: str, *, glossary: bool) -> None:
    """What it says is its own words, and a term has some."""
    for each in (*definitions(sentence, glossary=glossary), *instances(sentence, ["a"])):
        assert each.term
        assert each.text in sentence
