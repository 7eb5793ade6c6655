"""The four reports as tables: acknowledgements, induction, gaps, use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import median_low
from typing import Any, Literal

from bot.gaps import Asked, Gap
from bot.induction.standing import Standing
from bot.records.receipt import Receipt
from knowledge.vocabulary import tables

Kind = Literal["acknowledgements", "induction", "gaps", "use"]
KINDS: tuple[Kind, ...] = ("acknowledgements", "induction", "gaps", "use")
FEW = 3  # people or questions: a smaller count of people could point at one of them


@dataclass(frozen=True, slots=True)
class Report:
    """A table with its title and a line on what it is; ``plotted`` is the column that a chart shows by row, -1 for none."""

    kind: Kind
    school: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    plotted: int = -1


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tables("bot.reports", "reports.toml")


def _report(kind: Kind, school: str, rows: Iterable[Sequence[object]], plotted: int = -1) -> Report:
    words = _words()
    cells = tuple(tuple(str(cell) for cell in row) for row in rows)
    return Report(kind, school, words["title"][kind], tuple(words["columns"][kind]), cells, words["note"][kind], plotted)


def acknowledgements(school: str, found: Sequence[Receipt]) -> Report:
    """Who acknowledged which version, by the chain: the one report that names people."""
    rows = ((each.number, said.typed_name, said.person, said.policy, said.version[:12], f"{each.when:%Y-%m-%d %H:%M}", each.link)
            for each, said in ((receipt, receipt.acknowledgement) for receipt in found))  # fmt: skip
    return _report("acknowledgements", school, rows)


def induction(school: str, found: Sequence[Standing]) -> Report:
    """How many of each role have started and finished."""
    by_role: dict[str, list[Standing]] = defaultdict(list)
    for each in found:
        by_role[each.role].append(each)
    rows = []
    for role, those in sorted(by_role.items()):
        finished = sum(each.finished is not None for each in those)
        middle = f"{median_low(each.read for each in those)} of {those[0].total}" if len(those) >= FEW else ""
        rows.append((role, len(those), finished, len(those) - finished, middle))
    return _report("induction", school, rows, plotted=2)


def gaps(school: str, found: Sequence[Gap]) -> Report:
    """What enough people asked and no clause answered."""
    why = _words()["why"]
    rows = ((each.question, each.people, each.times, ", ".join(f"{why[name]} {count}" for name, count in each.why)) for each in found)
    return _report("gaps", school, rows, plotted=1)


def use(school: str, asked: Sequence[Asked]) -> Report:
    """How much is asked, week by week from Monday."""
    weeks: dict[date, list[Asked]] = defaultdict(list)
    for each in asked:
        day = each.when.date()
        weeks[day - timedelta(days=day.weekday())].append(each)
    return _report("use", school, (_week(week, those) for week, those in sorted(weeks.items())), plotted=1)


def _week(week: date, asked: Sequence[Asked]) -> tuple[object, ...]:
    open_ended = {name: sum(each.verdict == name for each in asked) for name in ("not_covered", "unsure")}
    answered = len(asked) - sum(open_ended.values())
    return (week.isoformat(), len(asked), answered, *open_ended.values(), sum(each.helpful is False for each in asked))
