"""Shares with their intervals, recall by class, and questions asked for as long as there is time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.command_line.marks import interval
from adapters.command_line.parts import Intake
from adapters.command_line.progress import watched
from adapters.command_line.serve_parts import ServeParts
from bot.answer import Answer, Question, Verdict

Fields = Mapping[str, Any]
YES: frozenset[Verdict] = frozenset({"permitted", "required"})
NO: frozenset[Verdict] = frozenset({"prohibited", "not_required"})
OPEN: frozenset[Verdict] = frozenset({"depends", "permission_needed"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """How much is asked: until when (``time.process_time``), and how many of a large set (0: all)."""

    until: float
    sample: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    what: str
    figure: str


def read(file: Path) -> list[Fields]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def opened(policies: Path, data: Path, school: str | None) -> ServeParts:
    """The real parts over ``policies``, read into ``data``."""
    parts = ServeParts(data)
    with watched() as progress:
        parts.ingest(Intake(policies, school), progress)
    return parts


def asked(questions: Iterable[tuple[Fields, Question]], parts: ServeParts, until: float) -> list[tuple[Fields, Answer]]:
    """Each answer with what was asked, until the time (``time.process_time``) is up."""
    answerer, today = parts.answerer, parts.today()
    found = []
    for fields, question in questions:
        if time.process_time() > until:
            break
        found.append((fields, answerer.answer(question, today)))
    return found


def share(values: Sequence[bool]) -> str:
    """The share that is true with its 95 % interval by bootstrap, and of how many."""
    if not values:
        return "-"
    mean, low, high = interval([float(value) for value in values])
    return f"{mean:.3f} ({low:.3f} to {high:.3f}), {sum(values)} of {len(values)}"


def classes(gold: Sequence[str], said: Sequence[str], names: Sequence[str]) -> Iterator[Row]:
    """Accuracy, the mean of the classes' recalls, and each class's recall."""
    yield Row("  accuracy", share([g == s for g, s in zip(gold, said, strict=True)]))
    recalls = {name: [s == name for g, s in zip(gold, said, strict=True) if g == name] for name in names}
    known = [sum(each) / len(each) for each in recalls.values() if each]
    yield Row("  macro recall", f"{sum(known) / max(1, len(known)):.3f}")
    yield from (Row(f"  recall of {name}", share(each)) for name, each in recalls.items())


def constant(gold: Sequence[str], names: Sequence[str], always: Callable[[int], str]) -> Row:
    """The trivial row: what ``always`` says of each question by its number, as accuracy and macro recall."""
    said = [always(number) for number in range(len(gold))]
    recalls = [[s == name for g, s in zip(gold, said, strict=True) if g == name] for name in names]
    known = [sum(each) / len(each) for each in recalls if each]
    right = sum(g == s for g, s in zip(gold, said, strict=True))
    return Row("", f"{right / max(1, len(gold)):.3f} / {sum(known) / max(1, len(known)):.3f}")
