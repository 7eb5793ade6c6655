"""What is measured on: the real schools' policies and questions where they are at hand, else the sample school's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Where:
    """Policies to ingest (one school's where ``school`` names it, else a folder a school), and a file of questions about them."""

    name: str
    policies: Path
    school: str | None
    questions: Path


def where() -> Where:
    """The real ones, or the sample school's."""
    real = Where("real schools", SHARED / "policies", None, SHARED / "gold" / "dev.jsonl")
    if real.policies.is_dir() and real.questions.is_file():
        return real
    return Where("the sample school", ROOT / "examples" / "larkfield", "larkfield", ROOT / "examples" / "questions.jsonl")


def asked(questions: Path) -> tuple[tuple[str, str], ...]:
    """School and message of each question; of a conversation, its last message."""
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line.strip()]
    return tuple((row["school"], (row.get("turns") or [row["question"]])[-1]) for row in rows)
