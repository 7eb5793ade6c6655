"""Where the two readers differ, kept for the policy's owner: clauses and verdicts, never the question."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Literal, Protocol

from bot.answer import Verdict

DIFFERENCES = "model-differences.jsonl"  # in the folder of data


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the readers answered differently; ``stood`` says whose answer was given, ``why`` in a few words."""

    school: str
    policy: str
    clause: str
    norms: Verdict
    model: Verdict
    stood: Literal["norms", "model"]
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A difference as it was kept, with its day."""

    day: date
    difference: Difference


class Differences(Protocol):
    """Where differences go."""

    def add(self, difference: Difference) -> None:
        """Keep one."""
        ...


class DifferenceFile:
    """Differences in a file, one JSON object a line with the day; a file that cannot be written loses them and nothing else."""

    def __init__(self, path: Path) -> None:
        """The file and its folder are made with the first difference."""
        self._path, self._lock = path, Lock()

    def add(self, difference: Difference) -> None:
        """Append one line."""
        line = json.dumps({"day": datetime.now(UTC).date().isoformat(), **asdict(difference)}, ensure_ascii=False)
        try:
            with self._lock:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("a", encoding="utf-8") as out:
                    out.write(line + "\n")
        except OSError:
            return

    def of(self, school: str, since: date) -> tuple[Kept, ...]:
        """What was kept of ``school`` from ``since`` on, oldest first; a line that is no difference is passed over. Raises OSError."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        found = (kept for line in lines if (kept := _kept(line)) is not None)
        return tuple(kept for kept in found if kept.difference.school == school and kept.day >= since)


def _kept(line: str) -> Kept | None:
    """The difference of one line; None where a writer was cut off in it, or another version wrote it."""
    try:
        fields = json.loads(line)
        return Kept(date.fromisoformat(fields.pop("day")), Difference(**fields))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
