from __future__ import annotations

from datetime import date

import pytest

from bot.case.reading import read_case
from bot.decide.exact import FREEING, bound_met, settled, speaking
from knowledge.norms.reading import read_norm

UNDER_20 = "Team members must not follow a past pupil who is under 20."


@pytest.mark.parametrize(("age", "verdict"), [("19", "prohibited"), ("20", "not_prohibited"), ("21", "not_prohibited")])
def test_a_stated_age_is_compared_with_the_bans_bound(age: str, verdict: str) -> None:
    """Walking round the bound of twenty, nineteen is within the ban and twenty is not, whatever was likelier."""
    case = read_case((f"someone I used to teach, she's {age} now, wants to follow me. ok?",))
    likely = "permitted" if verdict == "prohibited" else "prohibited"
    assert verdict == settled(likely, case, [read_norm(UNDER_20)])


def test_a_ban_that_reaches_the_age_speaks_even_where_the_reader_agrees() -> None:
    """So that it is a ruling however unsure the reader was; of an age that nobody gave nothing is said."""
    given, open_ = (read_case((f"someone I used to teach{age} wants to follow me. ok?",)) for age in (", she's 19 now,", ""))
    spoke = speaking("prohibited", given, [read_norm(UNDER_20)])
    assert (bound_met, "prohibited") == spoke
    assert bound_met("prohibited", open_, [read_norm(UNDER_20)]) is None


def test_an_age_that_is_left_out_is_asked_for() -> None:
    """A ban that turns on age can't settle a message that gives none."""
    assert (
        settled("prohibited", read_case(("an old pupil of mine has followed me, can I follow back?",)), [read_norm(UNDER_20)]) == "depends"
    )


def test_an_approval_that_nobody_claims_is_needed() -> None:
    """A rule that asks for approval is read as asking for it, not as a ban."""
    norm = read_norm("Staff must not plug in their own chargers unless the site team has approved them in writing.")
    assert settled("prohibited", read_case(("can I bring my own phone charger in?",)), [norm]) == "permission_needed"


def test_what_must_be_approved_first_waits_for_it() -> None:
    """A duty to have a thing approved is no ban on it, and no leave."""
    norm = read_norm("All proposals for a club account must be approved by the head first.")
    assert settled("prohibited", read_case(("nothing wrong with me starting an account for chess club, is there?",)), [norm]) == (
        "permission_needed"
    )


def test_an_approval_that_is_claimed_is_left_to_be_weighed() -> None:
    """Where the message says that approval was given, the rule does not speak."""
    norm = read_norm("Staff must not plug in their own chargers unless the site team has approved them in writing.")
    case = read_case(("can I bring my own phone charger in? the site team have approved it in writing",))
    assert settled("permitted", case, [norm]) == "permitted"


@pytest.mark.parametrize("answer", ["the bursar turned me down", "the bursar said no", "the bursar won't allow it"])
def test_an_approval_that_was_refused_is_not_asked_for_again(answer: str) -> None:
    """Who has been told no is not sent to ask."""
    norm = read_norm("Staff may borrow a van only with the bursar's agreement.")
    assert settled("prohibited", read_case((f"{answer}. can I borrow the van anyway?",)), [norm]) == "prohibited"
    assert settled("prohibited", read_case(("can I borrow the van?",)), [norm]) == "permission_needed"


@pytest.mark.parametrize("verdict", ["information", "out_of_scope"])
def test_no_approval_is_asked_for_where_nothing_is_to_be_done_under_the_rule(verdict: str) -> None:
    """Neither who asks what a rule says nor who asks for a pub is sent to ask by the rule that is nearest."""
    norm = read_norm("References must not be made to any school event unless the head has agreed in writing.")
    assert settled(verdict, read_case(("can you recommend a pub for the leaving do?",)), [norm]) == verdict


def test_somebody_who_has_left_is_not_reached_by_a_rule_about_pupils_who_are_here() -> None:
    """A ban that names pupils alone is not stretched to a former pupil."""
    norm = read_norm("Staff must not accept pupils as contacts.")
    assert settled("prohibited", read_case(("a lad I used to teach years ago has added me, ok to accept?",)), [norm]) == "not_prohibited"


def test_a_pupil_who_is_still_here_is_reached_however_old() -> None:
    """A former pupil in words who is still on the roll is a pupil."""
    norm = read_norm("Staff must not accept pupils as contacts.")
    assert settled("prohibited", read_case(("a girl I taught last year, still a pupil here, has added me, ok?",)), [norm]) == "prohibited"


def test_a_ban_on_evading_a_rule_turns_on_the_purpose() -> None:
    """A ban on a thing done to evade a rule asks why it is done, and does not reach another purpose."""
    norm = read_norm("Staff should not use another name to evade this code.")
    assert settled("prohibited", read_case(("can I use a made up name online?",)), [norm]) == "depends"
    for why in ("not to get round any rules, just privacy", "I'm not hiding it from anyone"):
        assert settled("prohibited", read_case((f"made up name, {why}. ok?",)), [norm]) == "not_prohibited"


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("an old pupil, can't tell if he's 17 or 18 yet. he left Y6 the summer of the first lockdown. can I add him?", "depends"),
        ("an old pupil who left Y6 in July 2014, can I add her?", "not_prohibited"),
        ("an old pupil who turns 18 next week, can I add her?", "prohibited"),
        ("one of my old Y6s has added me, ok?", "depends"),
    ],
)
def test_an_age_that_may_lie_on_either_side_is_asked_for(message: str, given: str) -> None:
    """As of 23 November 2026: a school year that is past tells an age of today, or two."""
    norm = read_norm("Staff must not be in touch online with a former pupil under the age of 18.")
    assert given == settled("prohibited", read_case((message,), date(2026, 11, 23)), [norm])


def test_nothing_is_settled_without_a_clause() -> None:
    """Where no clause rules, the likely verdict stands."""
    assert settled("not_covered", read_case(("can I wear a hat?",)), []) == "not_covered"


@pytest.mark.parametrize(
    ("told", "verdict"), [("for ten days now", "prohibited"), ("for three days now", "not_prohibited"), ("for a while", "not_prohibited")]
)
def test_an_amount_beyond_what_a_ban_allows_is_never_let_through(told: str, verdict: str) -> None:
    """An amount of any kind that a ban reaches gets no lenient verdict; one that it doesn't reach, or none, is left to be weighed."""
    norm = read_norm("Staff must not keep pictures of pupils on a camera for longer than seven days.")
    case = read_case((f"the trip pictures have been on the camera {told}, is that a problem?",))
    assert verdict == settled("not_prohibited", case, [norm])


def test_a_limit_is_not_the_end_of_the_rule_where_more_is_said_of_those_beyond_it() -> None:
    """Eighteen lies beyond "under 18"; but the next sentence has a duty for just those, and so nothing is free."""
    under = read_norm("Staff must not follow former pupils who are under the age of 18.")
    over = read_norm("Where a former pupil is 18 or over, staff must wait until a year has passed since the pupil left.")
    case = read_case(("a former pupil who is 18 wants to follow me, can I follow her back?",))
    assert ("not_prohibited", "prohibited") == (settled("prohibited", case, [under]), settled("prohibited", case, [under, over]))


def test_a_limit_for_those_who_left_is_none_for_a_pupil_who_is_here() -> None:
    """Somebody's own sixth former is a pupil at any age; a rule on former pupils under eighteen does not let her through."""
    norm = read_norm("Staff must not follow former pupils who are under the age of 18.")
    case = read_case(("one of my sixth formers is 18 now, can I follow her back?",))
    assert settled("prohibited", case, [norm]) == "prohibited"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [("only 3cm long", "not_required"), ("a good 9 cm", "required"), ("30mm or so, 2 metres from the kerb", None), ("tiny", None)],
)
def test_an_exemption_stands_just_where_it_reaches_every_amount_that_is_told(told: str, verdict: str | None) -> None:
    """Within the bound nobody is asked for a form to be safe; beyond it nobody is let off; where that is open, it is weighed."""
    norm = read_norm("A scratch shorter than 5 cm need not be put on the damage form.")
    spoke = speaking(
        "not_required", read_case((f"scratched the van on a bollard, {told}. do I need to fill the form in?",)), [norm], FREEING
    )
    assert verdict == (spoke[1] if spoke else None)


def test_a_sentence_that_goes_on_to_those_beyond_its_bound_is_weighed() -> None:
    """What lies outside "twelve and over" is just what "younger ones" are spoken of for: neither limit nor exemption settles it."""
    helpers = read_norm("Helpers aged twelve and over may use the saw; younger helpers must not.")
    asked = read_case(("he's ten, can he saw the planks?",))
    assert settled("prohibited", asked, [helpers]) == "prohibited"
    vests = read_norm("Helpers aged twelve or older need not wear a vest; the others wear one.")
    assert speaking("not_required", read_case(("she's 13, does she need the vest?",)), [vests], FREEING) is None


def test_an_exemption_with_an_exception_is_weighed() -> None:
    """Whether the exception holds is no matter of amounts."""
    norm = read_norm("A gift worth less than £10 need not be entered, unless it is from a contractor.")
    assert speaking("not_required", read_case(("got a £4 mug from a contractor, do I have to enter it?",)), [norm], FREEING) is None


@pytest.mark.parametrize(("told", "verdict"), [("class 1", "not_required"), ("class 2", None)])
def test_what_is_of_another_rank_is_not_reached(told: str, verdict: str | None) -> None:
    """An amount within the bound frees nothing of another class."""
    norm = read_norm("A spill of less than 100 ml of a class 1 liquid need not be reported.")
    spoke = speaking("not_required", read_case((f"spilt 50ml of {told}, do I need to report it?",)), [norm], FREEING)
    assert verdict == (spoke[1] if spoke else None)


@pytest.mark.parametrize(("price", "verdict"), [("£3.50", "prohibited"), ("£1.50", "permitted")])
def test_a_permission_reaches_no_further_than_its_bound(price: str, verdict: str) -> None:
    """What may cost up to two pounds may not cost more, however likely the reader thought it."""
    norm = read_norm("You may give everyone in a class the same small thing, costing no more than £2 each.")
    assert settled("permitted", read_case((f"can I give each of my class a {price} book?",)), [norm], FREEING) == verdict


def test_a_span_of_ages_stops_short_of_nobody() -> None:
    """Twelve lies between eleven and thirteen, which are no bounds each for itself."""
    norm = read_norm("Classes of ages 11 to 13 must not be shown it.")
    assert settled("prohibited", read_case(("can I show it to my class, they are 12?",)), [norm]) == "prohibited"


@pytest.mark.parametrize(
    ("rule", "told", "verdict"),
    [
        ("An assistant may supervise a class for up to one hour.", "from 1.15 till 3", "prohibited"),
        ("An assistant may supervise a class for up to one hour.", "from 1.15 till 2", None),
        ("One adult may look after up to 13 children between 9 a.m. and 4 p.m.", "12 children at 4.30 pm, one adult", "prohibited"),
        ("One adult may look after up to 13 children between 9 a.m. and 4 p.m.", "12 children at 3.30 pm, one adult", None),
        ("A class may watch these films from Year 8 upwards.", "with my Year 6s", "prohibited"),
        ("A car may be taken home where the trip starts before 6am or ends after 9pm.", "i set off at 5am", None),
        ("A laptop may be used for private ends before 8 am and after 4 pm.", "at 5pm", None),
        ("Phones may be used outside the hours of 8:45-3:15.", "at 4pm", None),
        ("A room may be booked by parties over 20 people or for more than two hours.", "for 3 hours, 12 people", None),
    ],
)
def test_a_permission_reaches_no_further_than_each_of_its_bounds(rule: str, told: str, verdict: str | None) -> None:
    """One bound that is passed is enough, whatever else is within, but not where its ends stand one for another."""
    spoke = speaking("permitted", read_case((f"{told}. is that ok?",)), [read_norm(rule)], FREEING)
    assert verdict == (spoke[1] if spoke else None)
