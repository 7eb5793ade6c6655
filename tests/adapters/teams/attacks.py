"""Hostile texts for what is drawn and read."""

from __future__ import annotations

import json
from pathlib import Path


def hostile(shared: Path) -> tuple[str, ...]:
    """Every text of ../shared/attacks."""
    lines = (line for file in sorted((shared / "attacks").glob("*.jsonl")) for line in file.read_text(encoding="utf-8").split("\n") if line)
    rows = [json.loads(line) for line in lines]
    return tuple(text for row in rows for text in (row.get("text"), row.get("a"), row.get("b")) if isinstance(text, str))
