"""``verse health``: what is wrong with the policies themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts, Policy
from adapters.command_line.plain import printable
from adapters.command_line.refused import refuse
from adapters.command_line.schools import FIRST, known_school


def health(parts: Parts, school: str | None) -> None:
    """Print, policy by policy, what a person should put right."""
    if not parts.schools():
        refuse(FIRST)
    console = Console(highlight=False)
    for each in parts.schools() if school is None else (known_school(school, parts.schools()),):
        console.print(Text(printable(each), style="bold"))
        for policy in parts.policies(each):
            found = tuple(faults(policy, parts.today()))
            console.print(Text(printable(f"  {policy.title}{'' if found else ': nothing found'}")), soft_wrap=True)
            for fault in found:
                console.print(Text(printable(f"    - {fault}"), style="yellow"), soft_wrap=True)


def faults(policy: Policy, today: date) -> Iterator[str]:
    """What is wrong with one policy as of ``today``, a phrase each."""
    if policy.next_review is None:
        yield "no date for its next review"
    elif policy.next_review < today:
        yield f"review overdue since {policy.next_review:%B %Y}"
    yield from (problem.text for problem in policy.outline.problems)
    yield from policy.oddities
