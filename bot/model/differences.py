"""Where the two readers differ, kept for the policy's owner: clauses and verdicts, never the question."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal, Protocol

from bot.answer import Verdict


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
