"""What the desk says of policies themselves, in the terminal and in a service alike."""

from __future__ import annotations

from datetime import date

from bot.answer import Role
from bot.answering import AUDIENCES
from knowledge.store import Store


class Reviews:
    """The policies in force and when each is to be reviewed."""

    def __init__(self, store: Store) -> None:
        """Over every school of ``store``."""
        self._store = store

    def titles(self, school: str, role: Role) -> tuple[tuple[str, str], ...]:
        """Each policy that ``role`` may see, with its review date, or its version where it has none."""
        found = self._store.policies(self._store.school(school), AUDIENCES[role])
        return tuple((policy.title, _review(self._store.metadata(policy).due, policy.version)) for policy in found)

    def due(self, school: str) -> dict[str, date]:
        """The last day for the review of each version in force that has one."""
        dates = {policy.version: self._store.metadata(policy).due for policy in self._store.policies(self._store.school(school))}
        return {version: day for version, day in dates.items() if day}


def _review(day: date | None, version: str) -> str:
    return f"review due by {day.day} {day:%B %Y}" if day else f"version {version[:8]}"
