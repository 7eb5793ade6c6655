"""A decision in words."""

from __future__ import annotations

import re
from typing import Literal, get_args

import pytest

from bot.answer import Answer, Fact, Notice, Verdict
from bot.case.reading import read_case
from bot.phrase import phrase
from tests.bot.grounds import decision, ground

BAN = ground("Staff must not lend keys worth over £20.")
SILENT = ("not_prohibited", "not_covered")
VERDICTS = tuple(v for v in get_args(Verdict) if v != "refer")
HOSTILE = "{approver} %s {0} <!channel> <script>alert(1)</script> [here](javascript:x) must not be lent."


def _said(verdict: Verdict, message: str = "may I lend my key?", strength: Literal["must", "should"] = "must") -> Answer:
    return phrase(decision(verdict, BAN, strength=strength), read_case((message,)))


@pytest.mark.parametrize("verdict", SILENT)
def test_silence_is_never_leave(verdict: Verdict) -> None:
    """Where no clause forbids it or none decides, the bot's own words neither say yes nor that it is allowed."""
    own = re.sub(r"“[^”]*”", "", _said(verdict).text).lower()
    assert [] == re.findall(r"\b(?:yes|allow\w*|permitted|fine|ok|go ahead and)\b", own)
    assert "silence is not permission" in own


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_opens_with_its_own_line(verdict: Verdict) -> None:
    """A reader knows the ruling from the first line, and each clause is shown with its address and page."""
    answer = _said(verdict)
    assert (verdict, 1) == (answer.verdict, len(answer.citations))
    assert "“Staff must not lend keys worth over £20.”\n    Keys and doors, 2.1, page 3" in answer.text


def test_verdicts_read_differently() -> None:
    """No two verdicts open with the same words."""
    heads = [_said(verdict).text.split("\n")[0] for verdict in VERDICTS]
    assert len(heads) == len(set(heads))


def test_should_is_softer_than_must() -> None:
    """What should not be done is not said to be forbidden."""
    assert _said("prohibited", strength="must").text.startswith("No. The policy forbids this.\n")
    assert _said("prohibited", strength="should").text.startswith("No. The policy says that this should not be done.\n")


def test_whose_permission_is_in_the_first_line() -> None:
    """Where the clause names who may permit it, the ruling does."""
    answer = phrase(decision("permission_needed", ground("Vans are lent only with the permission of the Site Manager.")), read_case(("?",)))
    assert "Only with permission first: the Site Manager." == answer.text.split("\n")[0]


def test_an_amount_is_shown_beside_its_bound() -> None:
    """The reader sees which amount met or missed which bound, and not an amount that was not compared."""
    assert "£1,250 falls within “lend keys worth over £20”." in _said("prohibited", "may I lend one worth £1250?").text
    assert "£5 falls outside “lend keys worth over £20”." in _said("not_prohibited", "may I lend one worth £5?").text
    assert "falls" not in _said("prohibited", "may I lend one worth under £50?").text


def test_a_bound_is_shown_in_whole_words() -> None:
    """What stands beside the amount is cut at no letter, and ends with the amount or what bounds it."""
    late = ground("Keys are never lent to anyone under the age of 21 as a favour to them.")
    assert "19 falls within “under the age of 21”." in phrase(decision("prohibited", late), read_case(("he's 19, ok?",))).text
    small = ground("Lend no keys worth £20 or more to a hirer.")
    assert "£30 falls within “Lend no keys worth £20 or more”." in phrase(decision("prohibited", small), read_case(("a £30 one?",))).text
    listed = ground("Nobody need read or answer email after 6 pm.")
    assert "20:00 falls within “answer email after 6 pm”." in phrase(decision("not_required", listed), read_case(("at 8 pm?",))).text


def test_what_depends_asks_one_fact_with_buttons() -> None:
    """The missing fact is asked for once, with options."""
    for fact in get_args(Fact):
        answer = phrase(decision("depends", BAN, missing=fact), read_case(("?",)))
        assert answer.ask is not None
        assert (fact, 1, True) == (answer.ask.fact, answer.text.count(answer.ask.question), len(answer.ask.options) >= 2)


def test_what_depends_on_nothing_known_asks_nothing() -> None:
    """Without a missing fact there is no question, and no request to answer one."""
    answer = phrase(decision("depends", BAN), read_case(("?",)))
    assert (None, False) == (answer.ask, "Please tell me" in answer.text)


def test_unsure_without_a_clause_promises_none() -> None:
    """The bare fallback does not speak of clauses that are not there."""
    assert "clauses" not in phrase(decision("unsure"), read_case(("?",))).text


def test_a_lead_in_is_quoted_before_its_item() -> None:
    """The quote joins the parts that rule, each verbatim."""
    answer = phrase(decision("prohibited", ground("lend\n  keys.", lead_in="Staff must not:")), read_case(("?",)))
    assert "Staff must not: … lend keys." == answer.citations[0].quote


def test_notices_stand_in_the_text() -> None:
    """What stands beside the answer is read where there are no cards."""
    notice = Notice("review_overdue", "It is old.")
    answer = phrase(decision("prohibited", BAN), read_case(("?",)), (notice,))
    assert ((notice,), True) == (answer.notices, "It is old." in answer.text)


def test_hostile_text_stays_text() -> None:
    """A policy's braces and marks are shown as they are and fill nothing in; a message is not echoed at all."""
    answer = phrase(decision("permission_needed", ground(HOSTILE, title=f"Keys\n{HOSTILE}")), read_case((f"may I {HOSTILE}",)))
    assert (HOSTILE, 1) == (answer.citations[0].quote, answer.text.count(f"“{HOSTILE}”"))
    assert "may I" not in answer.text
