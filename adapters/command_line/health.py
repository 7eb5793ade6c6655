"""``verse health``: what is wrong with the policies themselves."""

from __future__ import annotations

import json as to_json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts, Policy
from adapters.command_line.refused import refuse
from adapters.command_line.schools import FIRST, known_school
from bot.health.examine import examine, gaps
from bot.health.report import HealthReport, Subject
from bot.printable import printable


def health(parts: Parts, school: str | None, *, json: bool = False, questions: bool = False) -> None:
    """Print, policy by policy, what a person should put right; ``questions`` asks the common questions too, which takes some seconds."""
    if not parts.schools():
        refuse(FIRST)
    reports = tuple(_reports(parts, parts.schools() if school is None else (known_school(school, parts.schools()),), questions=questions))
    if json:
        print(to_json.dumps([asdict(each) for each in reports], ensure_ascii=False, default=str))  # noqa: T201 - this is the output
        return
    console = Console(highlight=False)
    for report in reports:
        _show(report, console)


def _reports(parts: Parts, schools: Sequence[str], *, questions: bool) -> Iterator[HealthReport]:
    day = parts.today()
    for each in schools:
        report = examine(each, [subject(policy) for policy in parts.policies(each)], day)
        yield replace(report, gaps=gaps(each, parts.answers().answer, day)) if questions else report


def subject(policy: Policy) -> Subject:
    """A policy as it is examined."""
    return Subject(policy.name, policy.title, policy.version, policy.outline, policy.oddities, policy.next_review)


def _show(report: HealthReport, console: Console) -> None:
    console.print(Text(printable(report.school), style="bold"))
    for policy in report.policies:
        console.print(Text(printable(f"  {policy.title}{'' if policy.findings else ': nothing found'}")), soft_wrap=True)
        for finding in policy.findings:
            console.print(Text(printable(f"    - {finding.text}"), style="yellow"), soft_wrap=True)
    if report.gaps is not None:
        console.print(Text("  Common questions that no clause answers" + ("" if report.gaps else ": none")))
        for gap in report.gaps:
            console.print(Text(printable(f"    - {gap.question}"), style="yellow"), soft_wrap=True)
