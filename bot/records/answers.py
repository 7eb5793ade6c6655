"""Answers that were given, so that a button pressed on one of them finds it again. An answer is its asker's alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.answer import Answer
from bot.messages import Asker
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Given
from bot.records.written import person_of, read_answer, written


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as it was given; ``question`` is "" once its words have been deleted."""

    id: str
    conversation: str
    question: str
    answer: Answer
    when: datetime


class AnswersGiven:
    """All answers of one database."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def keep(self, asker: Asker, conversation: str, question: str, answer: Answer) -> str:
        """Keep an answer; the id by which its asker gets it back, 16 characters that can't be guessed. Raises OSError."""
        name = secrets.token_urlsafe(12)
        whose = {"person": person_of(asker), "school": asker.school, "role": asker.role, "conversation": conversation}
        row = {"id": name, "question": question, "answer": written(answer), "at": self._clock()}
        with self._records.writing() as connection:
            connection.execute(insert(Given).values(**whose, **row))
        return name

    def get(self, asker: Asker, name: str) -> GivenAnswer | None:
        """The answer called ``name``; None where there is none, or where it was given to somebody else. Raises OSError."""
        columns = (Given.conversation, Given.question, Given.answer, Given.at)
        wanted = select(*columns).where(Given.id == name, Given.person == person_of(asker))
        with self._records.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else GivenAnswer(name, row.conversation, row.question, read_answer(row.answer), row.at)
