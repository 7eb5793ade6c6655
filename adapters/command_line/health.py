"""``verse health``: what is wrong with the policies themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts, Policy
from adapters.command_line.plain import printable
from adapters.command_line.refused import refuse
from adapters.command_line.schools import FIRST, known_school
from knowledge.references import Reference, not_here, references

SHOWN = 3  # addresses of one reference


def health(parts: Parts, school: str | None) -> None:
    """Print, policy by policy, what a person should put right."""
    if not parts.schools():
        refuse(FIRST)
    console = Console(highlight=False)
    for each in parts.schools() if school is None else (known_school(school, parts.schools()),):
        console.print(Text(printable(each), style="bold"))
        policies = parts.policies(each)
        for policy in policies:
            found = tuple(faults(policy, parts.today(), policies))
            console.print(Text(printable(f"  {policy.title}{'' if found else ': nothing found'}")), soft_wrap=True)
            for fault in found:
                console.print(Text(printable(f"    - {fault}"), style="yellow"), soft_wrap=True)


def faults(policy: Policy, today: date, policies: Sequence[Policy] = ()) -> Iterator[str]:
    """What is wrong with one policy as of ``today``, a phrase each; ``policies`` are all those of its school."""
    if policy.next_review is None:
        yield "no date for its next review"
    elif policy.next_review < today:
        yield f"review overdue since {policy.next_review:%B %Y}"
    yield from (problem.text for problem in policy.outline.problems)
    yield from policy.oddities
    yield from map(_missing, not_here(references(policy.outline), (title for each in (policy, *policies) for title in _titles(each))))


def _titles(policy: Policy) -> tuple[str, ...]:
    """What a policy and the documents in it may be called."""
    return (policy.title, policy.name.replace("-", " "), *(part.title for part in policy.outline.parts))


def _missing(reference: Reference) -> str:
    shown = "; ".join(reference.addresses[:SHOWN])
    more = len(reference.addresses) - SHOWN
    return f"refers to a document that is not here: {reference.name} ({shown}{f'; and {more} more' if more > 0 else ''})"
