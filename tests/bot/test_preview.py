"""Which answers a new version changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Answer, Citation, Question
from bot.preview import changes

TODAY = date(2026, 5, 4)
BEES, DOGS = Question("hill", "may I keep bees?"), Question("hill", "may I bring a dog?")
CITED = Citation("Bee Policy", "v1", "2.1", (), "Staff must not keep bees.", "Staff must not keep bees.")
NO = Answer("prohibited", "No.", (CITED,), strength="must")


@dataclass
class Fixed:
    """Answers by question; no for every other."""

    known: dict[str, Answer]

    def answer(self, question: Question, today: date) -> Answer:
        assert today == TODAY
        return self.known.get(question.text, NO)


def test_an_answer_with_another_ruling_is_a_change() -> None:
    """The question is listed once, with both answers; the one that stays is not listed."""
    now = replace(NO, verdict="permitted")

    found = changes([BEES, DOGS, BEES], Fixed({}), Fixed({BEES.text: now}), TODAY)

    assert [(BEES, NO, now)] == [(each.question, each.before, each.after) for each in found]


def test_the_same_words_in_a_new_version_are_no_change() -> None:
    """Another version and address of the same words leave the answer as it was; other words do not."""
    moved = replace(NO, citations=(replace(CITED, version="v2", ref="3.1"),))
    other = replace(NO, citations=(replace(CITED, quote="Staff must never keep bees."),))

    assert () == changes([BEES], Fixed({}), Fixed({BEES.text: moved}), TODAY)
    assert 1 == len(changes([BEES], Fixed({}), Fixed({BEES.text: other}), TODAY))
