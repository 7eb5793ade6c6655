"""Reminders of inductions on their way out: each is kept in one transaction with the note that it was sent, so that it goes once."""

from __future__ import annotations

from bot.messages import Reply
from bot.records.absent import insert_absent
from bot.records.engine import Clock, Records, utc_now
from bot.records.induction import Path
from bot.records.outbox import Place, Posted, put_out
from bot.records.tables import Step
from bot.records.written import digest

KEY = "reminder"
SECTION = "reminder"  # the step that stands for one that was sent


class Reminding:
    """The reminders of one database; any number of replicas may send the same one, which goes out once."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def send(self, path: Path, number: int, to: Place, reply: Reply) -> bool:
        """Put out the ``number``-th reminder of ``path``; False where it was put out before. Raises OSError, and then neither is kept.

        That it was sent outlives the outbox, which forgets what is delivered after two days.
        """
        whose = {"person": path.person, "school": path.school, "role": path.role}
        key = f"{KEY}/{path.school}/{digest(path.person, path.role)}/{number}"
        with self._records.writing() as connection:
            now = self._clock()
            fresh = insert_absent(connection, Step, **whose, section=SECTION, item=str(number), state=to.channel, at=now)
            return fresh and put_out(connection, Posted(to, reply, path.person, alone=key), now, key)


def school_of(key: str) -> str | None:
    """The school whose reminder a letter with ``key`` is; None for any other letter."""
    kind, _, rest = key.partition("/")
    return rest.partition("/")[0] if kind == KEY else None
