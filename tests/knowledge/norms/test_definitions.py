"""Which term a sentence defines."""

from __future__ import annotations

import pytest

from knowledge.norms.definitions import defined_term, uses_term


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("Reference to learners means everyone on the roll, those over 18 included.", "learners"),
        ("\u201cYoung guest\u201d means a guest who is under 16.", "young guest"),
        ("In this policy, 'helper' means anyone who works unpaid.", "helper"),
        ("For the purposes of this handbook, a contractor is not an employee.", "a contractor"),
        ("**Kin** includes partners, parents and children.", "kin"),
        ("The term centre staff refers to everyone who is paid by the centre.", "centre staff"),
        ("Helpers sign in at the desk before they start, every time that they come, whatever that means for the queue.", ""),
        ("Helpers must sign in.", ""),
        ("", ""),
    ],
)
def test_a_definition_names_its_term_near_its_start(sentence: str, term: str) -> None:
    """The words before "means", without what leads up to them and without quotation marks."""
    assert defined_term(sentence) == term


@pytest.mark.parametrize(
    ("text", "term", "used"),
    [
        ("Staff must not message a Learner.", "learners", True),
        ("Staff must not message learners.", "learner", True),
        ("Staff must not message learnership schemes.", "learner", False),
        ("Staff must not message anyone.", "", False),
    ],
)
def test_a_clause_uses_a_term_in_either_number(text: str, term: str, *, used: bool) -> None:
    """As a whole word, in any case of letters."""
    assert uses_term(text, term) == used
