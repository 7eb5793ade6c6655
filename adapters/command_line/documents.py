"""The commands about documents: ``ingest``, ``outline``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.command_line.curating import tell_lapsed
from adapters.command_line.parts import Intake, Parts, Policy, Progress, Read
from adapters.command_line.progress import watched
from adapters.command_line.refused import refuse
from adapters.command_line.schools import FIRST, known_school, unknown
from bot.printable import printable
from knowledge.clauses import Clause


def must_be_there(intake: Intake) -> None:
    """Raise RefusedError where there is nothing to read."""
    if not intake.path.exists():
        refuse(f"{intake.path}: there is no such file or folder")


def ingest(parts: Parts, intake: Intake) -> bool:
    """Read the documents, show what became of each; whether all of them could be read."""
    must_be_there(intake)
    with watched() as progress:
        report = _ingested(parts, intake, progress)
    shown(report)
    changed = sorted({read.school for read in report if read.state == "changed"})
    tell_lapsed(parts, changed, before="Signed answers that do not hold with what is now in force:")
    return all(read.state != "refused" for read in report)


def _ingested(parts: Parts, intake: Intake, progress: Progress) -> Sequence[Read]:
    try:
        return parts.ingest(intake, progress)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. What was in force before still is; ingest again to go on.")
        raise


def shown(report: Sequence[Read]) -> None:
    """Print what became of each document."""
    console = Console(highlight=False)
    table = Table("School", "Policy", "Clauses", "", box=None, pad_edge=False)
    for read in report:
        if read.state != "refused":
            table.add_row(*(Text(printable(cell)) for cell in (read.school, read.title, str(read.clauses), read.state)))
    console.print(table)
    several = len({read.school for read in report}) > 1
    for read in report:
        file = f"{read.school}/{read.file}" if several else read.file
        for line in (*read.odd, *((f"refused: {read.reason}",) if read.state == "refused" else ())):
            console.print(Text(printable(f"{file}: {line}"), style="red" if read.state == "refused" else "yellow"), soft_wrap=True)


def outline(parts: Parts, name: str, school: str | None) -> None:
    """Print a policy's clause tree, each clause with its address."""
    policy = named_policy(parts, name, school)
    console = Console(highlight=False)
    console.print(Text(printable(policy.title), style="bold"), Text(f" {policy.school} · version {policy.version[:8]}", style="dim"))
    for clause in policy.outline.clauses:
        if clause.kind != "furniture":
            console.print(_line(clause), soft_wrap=False)
    for problem in policy.outline.problems:
        console.print(Text(printable(f"! {problem.text}"), style="yellow"))


def named_policy(parts: Parts, name: str, school: str | None) -> Policy:
    """The policy of that name or title, as NAME or SCHOOL/NAME. Raises RefusedError."""
    if not parts.schools():
        refuse(FIRST)
    schools = parts.schools() if school is None else (known_school(school, parts.schools()),)
    policies = tuple(policy for each in schools for policy in parts.policies(each))
    wanted = name.rsplit("/", 1)[-1].casefold()
    found = tuple(policy for policy in policies if wanted in {policy.name.casefold(), policy.title.casefold()} and _in(policy, name))
    if not found:
        refuse(unknown("policy", name, tuple(sorted({policy.name for policy in policies}))))
    if len(found) > 1:
        refuse(f"{name} is kept for {', '.join(policy.school for policy in found)}. Add --school.")
    return found[0]


def _in(policy: Policy, name: str) -> bool:
    return "/" not in name or policy.school.casefold() == name.rsplit("/", 1)[0].casefold()


def _line(clause: Clause) -> Text:
    words = " ".join(clause.text.split())
    style = "bold" if clause.kind == "heading" else ""
    return Text("  " * (clause.depth + 1)) + Text(printable(f"[{clause.address}] "), style="cyan") + Text(printable(words), style=style)
