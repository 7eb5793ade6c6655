"""The reports as tables: acknowledgements, induction, gaps, differences between readers, use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from statistics import median_low
from typing import Any, Literal

from bot.gaps import Asked, Gap
from bot.induction.standing import Standing
from bot.model.differences import Difference, Kept
from bot.model.redact import redacted
from bot.records.receipt import Receipt
from knowledge.vocabulary import tables

Kind = Literal["acknowledgements", "induction", "gaps", "use", "people", "differences"]
LATEST = datetime.max.replace(tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class Named:
    """How far one person is, and what they are called; "" where nobody knows more than their account."""

    name: str
    at: Standing


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tables("bot.reports", "reports.toml")


def _report(kind: Kind, school: str, rows: Iterable[Sequence[object]], plotted: int = -1) -> Report:
    words = _words()
    cells = tuple(tuple(str(cell) for cell in row) for row in rows)
    return Report(kind, school, words["title"][kind], tuple(words["columns"][kind]), cells, words["note"][kind], plotted)


def acknowledgements(school: str, found: Sequence[Receipt]) -> Report:
    """Who acknowledged which version, by the chain: with ``people`` the one report that names anybody."""
    rows = ((each.number, said.typed_name, said.person, said.policy, said.version[:12], f"{each.when:%Y-%m-%d %H:%M}", each.link)
            for each, said in ((receipt, receipt.acknowledgement) for receipt in found))  # fmt: skip
    return _report("acknowledgements", school, rows)


def people(school: str, found: Sequence[Named]) -> Report:
    """How far each person is, whoever is not finished first: for the DSL and the office, who look after them."""
    roles = _words()["role"]
    rows = ((each.name, at.person, roles[at.role], at.read, at.total, _day(at.started), _day(at.finished))
            for each, at in ((each, each.at) for each in unfinished_first(found)))  # fmt: skip
    return _report("people", school, rows)


def unfinished_first(found: Sequence[Named]) -> tuple[Named, ...]:
    """In the order in which they need looking after: not finished, the longest under way first."""
    return tuple(sorted(found, key=lambda each: (each.at.finished is not None, each.at.started or LATEST, each.at.person)))


def _day(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""


def induction(school: str, found: Sequence[Standing]) -> Report:
    """How many of each role have started and finished."""
    by_role: dict[str, list[Standing]] = defaultdict(list)
    for each in found:
        by_role[each.role].append(each)
    rows = []
    for role, those in sorted(by_role.items()):
        finished = sum(each.finished is not None for each in those)
        middle = f"{median_low(each.read for each in those)} of {those[0].total}" if len(those) >= FEW else ""
        rows.append((_words()["role"][role], len(those), finished, len(those) - finished, middle))
    return _report("induction", school, rows, plotted=2)


def gaps(school: str, found: Sequence[Gap]) -> Report:
    """What enough people asked and no clause answered, without the names that they wrote."""
    why = _words()["why"]
    ended = {each: ", ".join(f"{why[name]} {count}" for name, count in each.why) for each in found}
    rows = ((redacted(each.question), each.people, each.times, ended[each]) for each in found)
    return _report("gaps", school, rows, plotted=1)


def differences(school: str, found: Sequence[Kept]) -> Report:
    """Where norm reader and model read a clause differently, the most often first; when, only of what was so often enough.

    Questions and who asked them are not known here: the readers' differences are kept without.
    """
    alike: dict[Difference, list[date]] = defaultdict(list)
    for each in found:
        alike[each.difference].append(each.day)
    often = sorted(alike.items(), key=lambda item: (-len(item[1]), item[0].policy, item[0].clause, item[0].model))
    return _report("differences", school, (_difference(each, days) for each, days in often), plotted=6)


def _difference(of: Difference, days: Sequence[date]) -> tuple[object, ...]:
    given = _words()["reader"][of.stood]
    return (of.policy, of.clause, of.norms, of.model, given, of.why, len(days), f"{max(days):%Y-%m}" if len(days) >= FEW else "")


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
