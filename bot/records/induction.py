"""How far each person is with their induction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.records.absent import insert_over
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Step

KEY = ("person", "school", "role", "section", "item")


@dataclass(frozen=True, slots=True)
class Path:
    """Whose induction: ``person`` as ``person_of`` has it, at a school, for a role."""

    person: str
    school: str
    role: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One item of a section: ``state`` is the induction's own word for it, ``due`` when it comes back; ``when`` is set by the records."""

    section: str
    item: str
    state: str
    due: datetime | None = None
    when: datetime | None = None


class InductionProgress:
    """Everyone's progress in one database."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def note(self, path: Path, *progress: Progress) -> None:
        """Note how far items are, all or none of them. Raises OSError."""
        whose = {"person": path.person, "school": path.school, "role": path.role}
        with self._records.writing() as connection:
            now = self._clock()
            for each in progress:
                what = {"section": each.section, "item": each.item, "state": each.state, "due": each.due, "at": now}
                insert_over(connection, Step, KEY, **whose, **what)

    def of(self, path: Path) -> tuple[Progress, ...]:
        """One person's progress, in the order in which it was made. Raises OSError."""
        mine = (Step.person == path.person, Step.school == path.school, Step.role == path.role)
        wanted = select(Step.section, Step.item, Step.state, Step.due, Step.at).where(*mine)
        with self._records.reading() as connection:
            return tuple(Progress(*row) for row in connection.execute(wanted.order_by(Step.at, Step.section, Step.item)))

    def paths(self, school: str) -> tuple[Path, ...]:
        """Whose induction has begun at ``school``, sorted. Raises OSError."""
        wanted = select(Step.person, Step.school, Step.role).where(Step.school == school).distinct()
        with self._records.reading() as connection:
            return tuple(Path(*row) for row in connection.execute(wanted.order_by(Step.person, Step.role)))

    def begin_again(self, path: Path, section: str) -> None:
        """Forget one section of a person's, where a new version of its policy reopens it. Raises OSError."""
        mine = (Step.person == path.person, Step.school == path.school, Step.role == path.role, Step.section == section)
        with self._records.writing() as connection:
            connection.execute(delete(Step).where(*mine))
