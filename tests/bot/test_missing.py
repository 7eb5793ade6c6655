"""The fact that a ruling turns on and the case leaves out."""

from __future__ import annotations

import pytest

from bot.answer import Fact
from bot.case.reading import read_case
from bot.decide.missing import missing_fact
from bot.decide.reading import Passage, read_passage


def _missing(clause: str, message: str) -> Fact | None:
    return missing_fact([read_passage(Passage(0, clause, clause))], read_case((message,)))


@pytest.mark.parametrize(
    ("clause", "fact"),
    [
        ("Nobody under 16 may drive the mower.", "age"),
        ("Presents over £20 must be declared.", "amount"),
        ("Post is opened during the lunch hour only.", "time"),
        ("Vans may be borrowed with the permission of the bursar.", "permission"),
        ("Films are made on an approved camera.", "device"),
        ("A family friendship must be declared.", "relationship"),
        ("Ladders are for supervisors.", "role"),
        ("Coffee is not drunk in the kitchen.", "place"),
    ],
)
def test_the_clause_says_which_fact_it_turns_on(clause: str, fact: Fact) -> None:
    """What the clause bounds or names is what is asked for."""
    assert fact == _missing(clause, "is that right")


def test_what_the_case_gives_is_not_asked_again() -> None:
    """An age that was said is not asked for; the next fact is."""
    clause = "Nobody under 16 may drive the mower without the permission of the bursar."
    assert ("age", "permission") == (_missing(clause, "can he drive it"), _missing(clause, "can he drive it, he's 17"))


def test_a_clause_that_turns_on_no_known_fact_asks_for_none() -> None:
    """Where nothing that could be asked decides, nothing is asked: an age least of all."""
    assert _missing("Chairs are stacked.", "may I stack chairs?") is None
