"""Scenario questions: the right answer is the answerer's own, by the norm's own clause, or there is no question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adapters.command_line.wiring import Wiring
from bot.answer import Answer, Citation, Question
from bot.induction.asking import Asking, askings
from bot.induction.binding import bonds
from bot.induction.path import read_path
from bot.induction.scenarios import _KEYS, TRIES, Answers, keyed, scenarios
from knowledge.store import Store
from tests.bot.induction.walking import TODAY
from tests.bot.stored import stored


class Heard:
    """The real answerer, and what it said to each question."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.said: dict[str, Answer] = {}

    def answer(self, question: Question, today: date) -> Answer:
        self.said[question.text] = self._answers.answer(question, today)
        return self.said[question.text]


@pytest.mark.slow
def test_every_question_has_the_answer_that_asking_it_gives(larkfield_data: Path) -> None:
    """Asked of the real answerer in so many words, each question gets the keyed choice, by the clause that raised it."""
    store, answers = Store(larkfield_data), Heard(Wiring(larkfield_data).answers())
    path = read_path(store, store.school("larkfield"), "new_starter")

    made = [each for section in path.sections for each in scenarios(section, answers, "larkfield", "new_starter", TODAY)]

    assert len(made) >= len(path.sections)
    for each in made:
        answer = answers.said[each.question]
        asks = "must" if "must" in each.choices else "may"
        assert each.right == _KEYS[asks][answer.verdict], each.question
        assert each.bond.clause.address == answer.citations[0].ref, each.question
        assert each.right in each.choices


def _asked(folder: Path, words: str) -> list[Asking]:
    store = stored(folder, "hill", {"a.txt": f"Bee Policy\n\n1. Bees\n\n1.1 {words}\n".encode()})
    policy = store.policies(store.school("hill"))[0]
    return [asking for bond in bonds(policy, store.outline(policy), "staff") for asking in askings(bond)]


@pytest.mark.parametrize(
    ("clause", "questions"),
    [
        ("Staff must not keep bees in their office.", ["May I keep bees in my office?"]),
        ("Staff must wear their badge while they are on site.", ["Do I have to wear my badge while I am on site?"]),
        (
            "Staff must not accept friend requests from former pupils under the age of 18.",
            [f"May I accept friend requests from former pupils aged {age}?" for age in (17, 18, 19)],
        ),
        ("Staff must not use a phone during lessons.", ["May I use a phone during a lesson?", "May I use a phone at break?"]),
        (
            "Staff must not use a personal phone to photograph pupils.",
            ["May I use my own phone to photograph pupils?", "May I use a school phone to photograph pupils?"],
        ),
        ("Staff must not install software unless the manager has agreed.", ["May I install software?"]),
        ("Staff must not do any such thing.", []),
        ("Pupils must not keep bees in the classroom.", []),
    ],
)
def test_a_clause_is_asked_about_on_both_sides_of_what_it_turns_on(tmp_path: Path, clause: str, questions: list[str]) -> None:
    """Ages beside the bound, a lesson and a break, one's own device and the school's; else the clause's own act, said of oneself."""
    assert questions == [asking.question for asking in _asked(tmp_path, clause)]


def _answer(asking: Asking, verdict: str, address: str | None = None) -> Answer:
    bond = asking.bond
    cited = Citation(bond.title, bond.version, address or bond.clause.address, (), bond.text, bond.text)
    return Answer(verdict, "So.", (cited,))  # type: ignore[arg-type]  # the test says which


def test_an_answer_that_is_unsure_or_by_another_clause_makes_no_question(tmp_path: Path) -> None:
    """Then the question is dropped, as is one whose answer contradicts what the clause says of its own act."""
    asking = _asked(tmp_path, "Staff must not keep bees in their office.")[0]

    assert keyed(asking, _answer(asking, "prohibited"))
    assert [None] * 4 == [keyed(asking, _answer(asking, verdict)) for verdict in ("unsure", "not_covered", "permitted", "depends")]
    assert keyed(asking, _answer(asking, "prohibited", "9.9")) is None


def test_beyond_a_bound_a_ban_is_not_the_key(tmp_path: Path) -> None:
    """A reading that bans at 19 what is banned under 18 is dropped; one that stops at the bound is kept."""
    young, _, old = _asked(tmp_path, "Staff must not accept friend requests from former pupils under the age of 18.")

    assert [True, False] == [keyed(each, _answer(each, "prohibited")) is not None for each in (young, old)]
    assert keyed(old, _answer(old, "not_prohibited"))


def test_a_condition_left_out_is_never_keyed_with_a_plain_no(tmp_path: Path) -> None:
    """Where the clause goes on "unless…", the question without it is kept only for permission, or for "it depends"."""
    asking = _asked(tmp_path, "Staff must not install software unless the manager has agreed.")[0]

    assert keyed(asking, _answer(asking, "prohibited")) is None
    assert "permission" == getattr(keyed(asking, _answer(asking, "permission_needed")), "right", None)


def test_a_section_is_not_asked_about_for_ever(tmp_path: Path) -> None:
    """An answerer that is sure of nothing is asked a few times, then the section goes without questions."""
    rules = "\n".join(f"1.{n} Staff must not keep {n} bees in the office." for n in range(1, 12))
    store = stored(tmp_path, "hill", {"a.txt": f"Bee Policy\n\n1. Bees\n\n{rules}\n".encode()})
    asked: list[str] = []

    class Unsure:
        def answer(self, question: Question, today: object) -> Answer:
            del today
            asked.append(question.text)
            return Answer("unsure", "I am not sure.")

    section = read_path(store, store.school("hill"), "staff").sections[0]

    assert () == scenarios(section, Unsure(), "hill", "staff", TODAY)
    assert len(asked) == TRIES
