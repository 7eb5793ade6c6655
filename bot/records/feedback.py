"""What people thought of answers: helpful or not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.messages import Asker
from bot.records.absent import insert_over
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Thumb
from bot.records.written import person_of


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's opinion of one answer, without the person."""

    answer: str
    helpful: bool
    reason: str
    when: datetime


class Feedback:
    """All opinions of one database."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def give(self, asker: Asker, answer: str, *, helpful: bool, reason: str = "") -> None:
        """Note an opinion of the answer called ``answer``; a person's later one takes the place of the earlier. Raises OSError."""
        opinion = {"answer": answer, "person": person_of(asker), "school": asker.school, "helpful": helpful, "reason": reason}
        with self._records.writing() as connection:
            insert_over(connection, Thumb, ("answer", "person"), **opinion, at=self._clock())

    def of(self, school: str) -> tuple[Opinion, ...]:
        """What was thought at ``school``, oldest first. Raises OSError."""
        wanted = select(Thumb.answer, Thumb.helpful, Thumb.reason, Thumb.at).where(Thumb.school == school).order_by(Thumb.at)
        with self._records.reading() as connection:
            return tuple(Opinion(*row) for row in connection.execute(wanted))
