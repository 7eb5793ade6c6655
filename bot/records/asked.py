"""What was asked and how it ended, for what the policies do not answer. Who asked is never given out, only whether it was the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.answer import Verdict
from bot.messages import Asker
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import AskedOnce
from bot.records.written import person_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``asker`` numbers the people of this one list, so that several who ask can be told from one who asks often."""

    asker: int
    role: str
    answer: str
    question: str
    verdict: str
    when: datetime


class QuestionsAsked:
    """All questions of one database whose words are still kept."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def note(self, asker: Asker, question: str, verdict: Verdict, answer: str = "") -> None:
        """Note a question, its verdict and the id of its answer. Raises OSError."""
        whose = {"person": person_of(asker), "school": asker.school, "role": asker.role}
        with self._records.writing() as connection:
            connection.execute(insert(AskedOnce).values(**whose, answer=answer, question=question, verdict=verdict, at=self._clock()))

    def since(self, school: str, when: datetime) -> tuple[Asked, ...]:
        """What was asked at ``school`` from ``when`` on, oldest first. Raises OSError."""
        columns = (AskedOnce.person, AskedOnce.role, AskedOnce.answer, AskedOnce.question, AskedOnce.verdict, AskedOnce.at)
        wanted = select(*columns).where(AskedOnce.school == school, AskedOnce.at >= when).order_by(AskedOnce.id)
        with self._records.reading() as connection:
            rows = connection.execute(wanted).all()
        numbers: dict[str, int] = {}
        return tuple(Asked(numbers.setdefault(row[0], len(numbers) + 1), row[1], row[2], row[3], row[4], row[5]) for row in rows)
