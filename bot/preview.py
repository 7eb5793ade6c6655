"""Which answers a new version changes, before it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Answer, Question
from bot.conversation import Answers


@dataclass(frozen=True, slots=True)
class Changed:
    """One question whose ruling, or the words it stands on, would be others."""

    question: Question
    before: Answer
    after: Answer


def changes(questions: Sequence[Question], before: Answers, after: Answers, today: date) -> tuple[Changed, ...]:
    """The questions that ``after`` answers otherwise than ``before``, each question once, in order."""
    pairs = ((each, before.answer(each, today), after.answer(each, today)) for each in dict.fromkeys(questions))
    return tuple(Changed(question, old, new) for question, old, new in pairs if _core(old) != _core(new))


def _core(answer: Answer) -> tuple[object, ...]:
    """What a person would act on: the ruling and the words that rule, not which version they stand in."""
    return (answer.verdict, answer.strength, tuple((each.policy, each.quote) for each in answer.citations[:1]))
