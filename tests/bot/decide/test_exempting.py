"""An exception is for a case that tells what it excepts."""

from __future__ import annotations

import pytest

from bot.case.reading import read_case
from bot.decide.exempting import AGREED, AGREED_BY_WHOM_IT_NAMES, SAME_CIRCUMSTANCE, SAME_PEOPLE, leeway
from knowledge.norms.reading import read_norm


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("can i follow my niece, she's in Y9 here?", SAME_PEOPLE),
        ("can i follow a lad in Y9?", 0.0),
        ("can i follow a girl who left us last year?", 0.0),
    ],
)
def test_an_exemption_is_for_the_people_that_it_names(message: str, given: float) -> None:
    """Where it names relatives, it sets apart a niece, nobody else."""
    rule = read_norm("(This does not apply to pupils that a member of staff is related to, such as their own child or a niece.)")
    assert given == leeway(read_case((message,)), rule)


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("can i knit on my lunch break?", SAME_CIRCUMSTANCE),
        ("can i knit while they do their maths?", 0.0),
        ("can i knit on the train?", 0.0),
    ],
)
def test_an_exception_is_for_the_circumstance_that_it_names(message: str, given: float) -> None:
    """Where it names a break, it is for what is done in one."""
    assert given == leeway(read_case((message,)), read_norm("Staff must not knit in the building, except during a break."))


def test_a_circumstance_alone_does_not_meet_an_exception_with_conditions() -> None:
    """What must be so besides is not known to be so."""
    told = read_case(("can i knit on my lunch break?",))
    assert leeway(told, read_norm("Staff must not knit in the building, except during a break and then only in the staff room.")) == 0.0


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("can i knit in assembly? the head has agreed to it", AGREED_BY_WHOM_IT_NAMES),
        ("can i knit in assembly? my manager has agreed to it", AGREED),
        ("can i knit in assembly?", 0.0),
        ("can i knit in assembly on my break?", 0.0),
    ],
)
def test_an_approval_that_is_told_meets_the_exception_that_waits_for_one(message: str, given: float) -> None:
    """Nothing else does, though the exception name a break, too."""
    assert given == leeway(read_case((message,)), read_norm("Staff must not knit in assembly or at break, unless the head has agreed."))


def test_an_approval_that_is_told_meets_the_rule_that_waits_for_one() -> None:
    """Where the rule itself, and no exception of it, asks for the approval."""
    rule = read_norm("All proposals for a knitting club must be approved by the head first.")
    told, untold = read_case(("the head approved my knitting club, good to go?",)), read_case(("can I start a knitting club?",))
    assert (AGREED_BY_WHOM_IT_NAMES, 0.0) == (leeway(told, rule), leeway(untold, rule))


def test_a_rule_without_an_exception_gives_no_leeway() -> None:
    """Whatever is told."""
    told = read_case(("can i knit on my lunch break, the head has agreed?",))
    assert leeway(told, read_norm("Staff must not knit in the building at break.")) == 0.0
