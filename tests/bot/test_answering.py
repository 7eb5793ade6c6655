from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from adapters.command_line.wiring import Wiring
from bot.answer import Question
from bot.verify import stands

if TYPE_CHECKING:
    from pathlib import Path

    from adapters.command_line.parts import Answers
    from bot.answer import Answer

TODAY = date(2026, 11, 21)
RULINGS = {"prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited"}


@pytest.fixture(scope="session")
def answers(larkfield_data: Path) -> Answers:
    return Wiring(larkfield_data).answers()


@pytest.fixture(scope="session")
def answered(answers: Answers, root: Path) -> list[Answer]:
    """Every question about the sample school, answered by the real parts."""
    lines = (root / "examples" / "questions.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    turns = [tuple(g.get("turns") or [g["question"]]) for g in gold]
    return [answers.answer(Question("larkfield", t[-1], turns=t[:-1]), TODAY) for t in turns]


def test_no_quote_leaves_that_is_not_in_the_source(answered: list[Answer], larkfield_data: Path) -> None:
    """Whatever is asked, every quoted part stands word for word in the text of the version it names."""
    store = Wiring(larkfield_data)._store  # noqa: SLF001 - the wiring's own store, to see the source
    texts = {policy.version: store.text(policy) for policy in store.policies(store.school("larkfield"))}
    assert [] == [c for answer in answered for c in answer.citations if not stands(c.quote, texts[c.version])]


def test_no_ruling_leaves_without_a_citation(answered: list[Answer]) -> None:
    """A ruling always shows the clause that it stands on."""
    assert [] == [answer for answer in answered if answer.verdict in RULINGS and not answer.citations]


def test_silence_never_reads_as_yes(answered: list[Answer]) -> None:
    """An answer that no clause decides, or that lies outside a limit, never begins with yes."""
    assert [] == [a for a in answered if a.verdict in {"not_covered", "not_prohibited"} and a.text.lower().startswith("yes")]


@pytest.mark.parametrize("text", ["Can I bring my dog to work?", "May I keep my bicycle in the boiler room?"])
def test_caution_makes_no_rule_of_a_clause_about_something_else(answers: Answers, text: str) -> None:
    """Where silence is likeliest and nothing that is found is about the matter, there is no ruling, only what is nearest."""
    assert answers.answer(Question("larkfield", text), TODAY).verdict in {"unsure", "not_covered"}


def test_a_concern_is_sent_to_a_person_before_any_search(answers: Answers) -> None:
    """A report of harm gets the fixed reply, even for a school that is not there, and quotes nothing."""
    answer = answers.answer(Question("no-such-school", "a boy in my form has bruises up his arms and begged me not to tell his mum"), TODAY)
    assert answer.verdict == "refer"
    assert answer.citations == ()
    assert "999" in answer.text


def test_a_pressed_button_reports_nothing(answers: Answers) -> None:
    """The words of our own buttons are no report of harm, whatever they sound like written by somebody."""
    first = "someone I used to teach has sent me a follow request, can I accept?"
    answer = answers.answer(Question("larkfield", "They are aged under 18.", turns=(first,), pressed=True), TODAY)
    assert "concern" not in {notice.kind for notice in answer.notices}
    assert answer.verdict != "refer"


def test_a_follow_up_keeps_what_was_said_before(answers: Answers) -> None:
    """The newest message is read with the ones before it."""
    first = "someone I used to teach has sent me a follow request, can I accept?"
    answer = answers.answer(Question("larkfield", "she's 17", turns=(first,)), TODAY)
    assert answer.verdict in {"prohibited", "depends", "permission_needed", "unsure"}
    assert answer.citations


def test_the_same_question_is_always_answered_alike(answers: Answers) -> None:
    """Two askings of one question give one answer, word for word."""
    question = Question("larkfield", "can I keep a box of chocolates from a parent?")
    assert answers.answer(question, TODAY) == answers.answer(question, TODAY)
