"""Which of the likely verdicts is given: caution before likelihood."""

from __future__ import annotations

from math import nan

import pytest

from bot.answer import Fact
from bot.case.reading import read_case
from bot.decide.deciding import (
    CAUTION,
    DEPENDS_SURE,
    LENIENT_SURE,
    PLAIN_CAUTION,
    SILENT,
    SILENT_BESIDE,
    SPEAKS,
    cautious,
    heard,
    ruling,
    settleable,
)
from bot.decide.decision import Basis
from knowledge.norms.reading import read_norm


@pytest.mark.parametrize("lenient", ["permitted", "not_prohibited", "not_required", "not_covered"])
def test_a_lenient_verdict_gives_way_where_a_strict_one_is_likely_too(lenient: str) -> None:
    """However little the likeliest leads by, what does harm where it is wrong is not said while the strict ones have some weight."""
    weights = {lenient: 0.4, "information": 0.3, "prohibited": 0.2, "required": 0.1}
    assert cautious(weights) == "prohibited"


@pytest.mark.parametrize("lenient", ["permitted", "not_prohibited", "not_required", "not_covered"])
def test_a_lenient_verdict_stands_where_strict_ones_are_unlikely(lenient: str) -> None:
    """Nothing speaks for a ban, a duty or an approval: the likeliest is given."""
    assert cautious({lenient: 1 - CAUTION / 2, "prohibited": CAUTION / 2}) == lenient


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("Staff may keep a bicycle in the shed.", "permitted"),
        ("Staff may keep a bicycle in the shed unless it is full.", "prohibited"),
        ("Staff may keep a bicycle in the shed with the caretaker's permission.", "prohibited"),
        ("Staff may keep a bicycle under 20 kg in the shed.", "prohibited"),
        ("Staff must not keep a motorbike in the shed.", "prohibited"),
    ],
)
def test_what_a_clause_allows_in_so_many_words_needs_less(rule: str, given: str) -> None:
    """A permission that nothing bounds stands while strict verdicts have some weight, not much; one with a bound does not."""
    some, much = {"permitted": 0.7, "prohibited": PLAIN_CAUTION - 0.01}, {"permitted": 0.7, "prohibited": PLAIN_CAUTION + 0.01}
    assert (given, "prohibited") == (cautious(some, Basis((read_norm(rule),))), cautious(much, Basis((read_norm(rule),))))


@pytest.mark.parametrize(("relevance", "given"), [(0.1, "permitted"), (-0.1, "prohibited"), (nan, "permitted")])
def test_a_permission_of_something_else_is_none(relevance: float, given: str) -> None:
    """However plainly it is worded: "clubs may run an account" where a club asks for a paid post."""
    weights = {"permitted": 0.7, "prohibited": PLAIN_CAUTION - 0.01}
    assert given == cautious(weights, Basis((read_norm("Clubs may run an account."),), relevance))


@pytest.mark.parametrize(
    ("verdict", "strict", "given"), [("permitted", 0.4, "permitted"), ("permitted", 0.6, "prohibited"), ("not_covered", 0.4, "prohibited")]
)
def test_what_an_exception_is_for_needs_less(verdict: str, strict: float, given: str) -> None:
    """As likely as the leeway has it strict verdicts may be, no likelier; that the policy is silent no exception says."""
    weights = {verdict: 1 - strict, "prohibited": strict / 2, "required": strict / 2 - 0.01}
    assert given == cautious(weights, Basis(leeway=0.5))


@pytest.mark.parametrize(("verdict", "given"), [("not_covered", "not_covered"), ("permitted", "required")])
def test_a_policy_that_is_very_likely_silent_is_called_silent(verdict: str, given: str) -> None:
    """Silence is no permission, and may be said beside a likely duty; a permission may not."""
    assert cautious({verdict: SILENT, "required": 1 - SILENT}) == given


@pytest.mark.parametrize(("relevance", "given"), [(SPEAKS + 0.1, "prohibited"), (SPEAKS, "not_covered"), (nan, "not_covered")])
def test_a_policy_that_clearly_decides_is_not_called_silent(relevance: float, given: str) -> None:
    """However likely silence is, where the judge is sure of a passage; where no judge is, silence may be said."""
    assert cautious(heard({"not_covered": 0.9, "prohibited": 0.06, "permitted": 0.04}, relevance)) == given


@pytest.mark.parametrize(("missing", "likely", "kept"), [("age", 0.1, True), (None, DEPENDS_SURE, True), (None, DEPENDS_SURE - 0.1, False)])
def test_it_depends_only_on_what_can_be_asked(missing: Fact | None, likely: float, *, kept: bool) -> None:
    """Where no fact is known that would settle it, "it depends" is said only where it is likely even so."""
    assert kept == ("depends" in settleable({"depends": likely, "permitted": 1 - likely}, missing))


@pytest.mark.parametrize(("likely", "kept"), [(DEPENDS_SURE, True), (DEPENDS_SURE - 0.01, False)])
def test_a_likely_ban_gives_way_only_to_a_sure_it_depends(likely: float, *, kept: bool) -> None:
    """Though a fact could be asked for: "popcorn is not given to a child under five" is a plain no to a question about toddlers."""
    assert kept == ("depends" in settleable({"depends": likely, "prohibited": 1 - likely}, "age"))


@pytest.mark.parametrize(
    ("relevance", "likely", "given"),
    [
        (-6.0, SILENT_BESIDE, "not_covered"),
        (-6.0, SILENT_BESIDE - 0.01, "required"),
        (-1.0, SILENT_BESIDE, "required"),
        (nan, SILENT_BESIDE, "required"),
    ],
)
def test_where_no_passage_decides_no_duty_is_made_of_the_nearest(relevance: float, likely: float, given: str) -> None:
    """By the judge, surely: "do I have to keep my phone in my locker" where nothing speaks of lockers. Else caution has its way."""
    assert given == cautious({"not_covered": likely, "required": 1 - likely}, Basis(relevance=relevance))


@pytest.mark.parametrize(("named", "given"), [(False, "not_prohibited"), (True, "prohibited")])
def test_who_left_is_out_of_reach_only_where_no_other_ban_is_about_them(*, named: bool, given: str) -> None:
    """A ban about pupils stops short of them; one among the likeliest that goes by age, or names them, may not."""
    case, rule = read_case(("a lad I used to teach years ago has added me, ok?",)), read_norm("Staff must not accept pupils as contacts.")
    assert given == ruling(case, {"prohibited": 1.0}, Basis((rule,), leavers_named=named), about=True).verdict


def test_a_strict_verdict_needs_no_caution() -> None:
    """The likeliest is given where it can do no harm by leniency."""
    assert cautious({"prohibited": 0.4, "permitted": 0.35, "required": 0.25}) == "prohibited"


def test_a_silent_policy_sends_nobody_to_ask_by_the_nearest_clause() -> None:
    """An approval that the nearest clause asks for is asked for only where that clause, by the judge, decides the case."""
    case, near = read_case(("can I dye my hair blue?",)), read_norm("A trip that costs more than £20 needs the bursar's approval.")
    weights = {"not_covered": SILENT, "permission_needed": 0.1}
    given = [ruling(case, weights, Basis((near,), relevance), about=False).verdict for relevance in (1.0, -1.0)]
    assert given == ["permission_needed", "not_covered"]


def test_a_plain_permission_is_as_sure_as_its_share_of_what_is_left() -> None:
    """Where no fact is missing, what hung on one says nothing against it; a lenient verdict that no clause says so plainly needs more."""
    case, weights = read_case(("can I keep my bike in the shed?",)), {"permitted": LENIENT_SURE / 2, "prohibited": 0.02}
    plain, bounded = (read_norm(f"Staff may keep a bicycle {where}.") for where in ("in the shed", "in the shed before 6pm"))
    given = [ruling(case, weights, Basis((norm,), 1.0), about=True).verdict for norm in (plain, bounded)]
    assert given == ["permitted", "unsure"]
