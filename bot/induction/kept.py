"""Progress in the records' database."""

from __future__ import annotations

from typing import cast

from bot.answer import Role
from bot.induction.progress import Part, Step, Traveller
from bot.records.induction import InductionProgress, Path, Progress


class InRecords:
    """``bot.induction.progress.Progress`` over the records."""

    def __init__(self, records: InductionProgress) -> None:
        """Over ``records``."""
        self._records = records

    def mark(self, person: str, school: str, role: Role, steps: tuple[Step, ...]) -> None:
        """Keep the steps, all or none. Raises OSError."""
        self._records.note(Path(person, school, role), *(Progress(step.part, step.item, step.state) for step in steps))

    def steps(self, person: str, school: str, role: Role) -> tuple[Step, ...]:
        """What this person has done. Raises OSError."""
        return self._of(Path(person, school, role))

    def travellers(self, school: str) -> tuple[Traveller, ...]:
        """Everyone who has started at ``school``. Raises OSError."""
        return tuple(Traveller(path.person, cast("Role", path.role), self._of(path)) for path in self._records.paths(school))

    def _of(self, path: Path) -> tuple[Step, ...]:
        found = ((each, each.when) for each in self._records.of(path))
        return tuple(Step(cast("Part", each.section), each.item, each.state, when) for each, when in found if when is not None)
