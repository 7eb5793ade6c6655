"""``verse eval``: readers side by side on gold questions, with intervals, confusions, tokens and time."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.command_line.marks import Gold, Marks, interval, marked
from adapters.command_line.parts import Answers, Parts
from adapters.command_line.questions import Asked, read_questions
from adapters.command_line.refused import refuse
from adapters.command_line.schools import known_school
from bot.answer import Answer
from bot.printable import printable

SHARES = ("right", "verdict", "cited", "mention", "missing", "precision", "ruled", "quoted", "dangerous")


class Spent(Protocol):
    """Tokens that a reader has cost since the start."""

    def __call__(self) -> tuple[int, int]:
        """Tokens in and out."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of answering: its name in the table, what answers, and what it spends."""

    name: str
    answers: Answers
    spent: Spent


@dataclass(frozen=True, slots=True)
class Run:
    """What one reader made of all questions: answers, marks and seconds run beside each other."""

    name: str
    answers: tuple[Answer, ...]
    marks: tuple[Marks, ...]
    seconds: tuple[float, ...]
    tokens: tuple[int, int]


class EvalParts(Parts, Protocol):
    """What this command needs beside the others' parts."""

    def readers(self, model: str | None) -> Sequence[Reader]:
        """The norm reader alone; with a model configured or named, the model alone and both together too."""
        ...

    def sources(self) -> Mapping[str, str]:
        """The text of every version in force, by version."""
        ...


def evaluate(parts: EvalParts, files: Sequence[Path], model: str | None) -> None:
    """Print the tables for the gold questions of ``files``."""
    asked, gold = _read(files, parts)
    sources = parts.sources()
    runs = [_run(reader, asked, gold, parts, sources) for reader in parts.readers(model)]
    console = Console(highlight=False)
    console.print(_shares(runs))
    for run in runs:
        console.print(_confusions(run, gold))


def _read(files: Iterable[Path], parts: Parts) -> tuple[tuple[Asked, ...], tuple[Gold, ...]]:
    asked: list[Asked] = []
    gold: list[Gold] = []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            refuse(f"{file}: {getattr(fault, 'strerror', None) or 'not UTF-8 text'}")
        asked += read_questions(lines, str(file))
        gold += [_gold(json.loads(line), f"{file}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not asked:
        refuse("There are no questions in what was given.")
    schools = tuple(parts.schools())
    for each in asked:
        known_school(each.question.school, schools)
    return tuple(asked), tuple(gold)


def _gold(fields: dict[str, Any], at: str) -> Gold:
    if not isinstance(fields.get("verdict"), str):
        refuse(f"{at}: `verdict` must say the right answer")
    words = {name: tuple(fields.get(name) or ()) for name in ("cite_all", "cite_ok", "mention")}
    return Gold(verdicts=(fields["verdict"], *(fields.get("verdict_ok") or ())), missing=fields.get("missing") or "", **words)


def _run(reader: Reader, asked: Sequence[Asked], gold: Sequence[Gold], parts: Parts, sources: Mapping[str, str]) -> Run:
    answers: list[Answer] = []
    seconds: list[float] = []
    before = reader.spent()
    for each in asked:
        began = time.perf_counter()
        answers.append(reader.answers.answer(each.question, parts.today()))
        seconds.append(time.perf_counter() - began)
    after = reader.spent()
    marks = tuple(marked(g, a, sources) for g, a in zip(gold, answers, strict=True))
    return Run(reader.name, tuple(answers), marks, tuple(seconds), (after[0] - before[0], after[1] - before[1]))


def _shares(runs: Sequence[Run]) -> Table:
    table = Table("", *(run.name for run in runs), title=f"{len(runs[0].marks)} questions; 95 % intervals by bootstrap", highlight=False)
    for name in SHARES:
        table.add_row(name, *(_share([getattr(mark, name) for mark in run.marks]) for run in runs))
    table.add_row("tokens in, out", *(f"{run.tokens[0]:,}, {run.tokens[1]:,}" for run in runs))
    table.add_row("seconds, median", *(f"{_at(run.seconds, 0.5):.2f}" for run in runs))
    table.add_row("seconds, 95th", *(f"{_at(run.seconds, 0.95):.2f}" for run in runs))
    table.add_row("by the model", *(str(sum(a.reader != "norms" for a in run.answers)) for run in runs))
    return table


def _share(values: Sequence[float | None]) -> str:
    known = [float(value) for value in values if value is not None]
    if not known:
        return "-"
    mean, low, high = interval(known)
    return f"{mean:.3f} ({low:.3f}-{high:.3f})"


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _confusions(run: Run, gold: Sequence[Gold]) -> Table:
    """How often each right verdict was answered as each other: rows are right, columns answered."""
    pairs = Counter((g.verdicts[0], answer.verdict) for g, answer in zip(gold, run.answers, strict=True))
    rows, columns = sorted({right for right, _ in pairs}), sorted({said for _, said in pairs})
    table = Table("right \\ answered", *columns, title=run.name, highlight=False)
    for right in rows:
        table.add_row(Text(printable(right)), *(str(pairs[right, said] or "") for said in columns))
    return table
