"""``verse curate``: answers to set questions that a policy's owner signs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts
from adapters.command_line.refused import refuse
from adapters.command_line.schools import the_school
from bot.curated.clauses import Lapsed
from bot.curated.signed import Signed
from bot.curated.signing import Draft
from bot.curated.telling import notice
from bot.curated.words import day, said
from bot.printable import printable


def add(parts: Parts, school: str | None, draft: Draft) -> None:
    """Sign an answer. Raises RefusedError with what is amiss, or read more strictly."""
    signed = parts.curation(the_school(school, parts.schools())).sign(draft)
    _print(f"Signed as {signed.name} by {signed.by}. Try it: verse ask --school {signed.school} “{signed.question}”")


def listed(parts: Parts, school: str | None) -> None:
    """Print every signed answer, who signed it, and whether it still holds."""
    curation = parts.curation(the_school(school, parts.schools()))
    every, gone = curation.every(), {each.signed.name: each for each in curation.lapsed()}
    if not every:
        _print("Nothing has been signed yet: verse curate add --help")
    for each in every:
        _one(each, gone.get(each.name))


def withdraw(parts: Parts, school: str | None, name: str, by: str) -> None:
    """Withdraw an answer. Raises RefusedError where there is none of that name."""
    school = the_school(school, parts.schools())
    if not parts.curation(school).withdraw(name, by):
        refuse(f"{name}: no signed answer of that name stands at {school}. See: verse curate list --school {school}")
    _print(f"Withdrawn: {name}. The question gets its ordinary answer again.")


def tell_lapsed(parts: Parts, schools: Sequence[str], *, before: str = "") -> None:
    """Print the signed answers of ``schools`` that no longer hold, for their owners."""
    try:
        found = [each for school in schools for each in parts.curation(school).lapsed()]
    except OSError as fault:
        _print(f"Which signed answers lapse could not be looked up: {fault}", "yellow")
        return
    if found and before:
        _print(before, "bold")
    for each in found:
        _print(notice(each), "yellow")


def _one(signed: Signed, gone: Lapsed | None) -> None:
    withdrawn = signed.withdrawn
    state = said("state", "withdrawn", by=withdrawn.by, day=day(withdrawn.when)) if withdrawn else said("state", "stands")
    lapse = f"lapsed: {gone.pinned.title}, {gone.pinned.address} {gone.what}" if gone else ""
    _print(f"{signed.name}  {lapse or state}", "yellow" if gone else "bold")
    for wording in signed.wordings:
        _print(f"    {wording}")
    clauses = ", ".join(f"{each.policy}/{each.address}" for each in signed.pinned)
    _print(f"    {signed.verdict}: {signed.says}")
    _print(f"    signed by {signed.by} on {day(signed.when)} on {clauses}")


def _print(line: str, style: str = "") -> None:
    Console(highlight=False).print(Text(printable(line), style=style), soft_wrap=True)
