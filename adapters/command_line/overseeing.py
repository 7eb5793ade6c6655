"""``verse induction``, ``verse acknowledgements`` and ``verse export``: what the DSL, the office and governors ask for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.command_line.parts import Office, Parts
from adapters.command_line.refused import refuse
from adapters.command_line.schools import the_school
from adapters.command_line.written_reports import Format, written
from bot.answer import Role
from bot.printable import printable
from bot.reports.as_csv import csv_of

if TYPE_CHECKING:
    from bot.induction.standing import Standing
    from bot.reports.report import Kind

HEADS = ("Account", "Role", "Sections read", "Of", "Started", "Finished")


def start(parts: Parts, person: str, role: Role, school: str | None) -> None:
    """Start somebody's induction."""
    if not _office(parts, school).start(person, role):
        refuse(f"{person}: write the channel and the account there, as slack:T024BE7LD/U023BECGF or teams:TENANT/USER")
    Console(highlight=False).print(Text(printable(f"Started: {person}. They go on by typing “induction” to the bot.")))


def status(parts: Parts, school: str | None) -> None:
    """Print who has started and who has finished."""
    found = _office(parts, school).standings()
    if not found:
        Console(highlight=False).print("Nobody has started yet.")
        return
    table = Table(*HEADS, box=None, pad_edge=False)
    for row in _rows(found):
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(highlight=False).print(table)


def as_csv(parts: Parts, school: str | None, output: Path | None) -> None:
    """Write the same as CSV."""
    _put(csv_of(HEADS, tuple(_rows(_office(parts, school).standings()))), output)


def export(parts: Parts, kind: Kind, school: str | None, form: Format, output: Path | None) -> None:
    """Write one report; a PDF needs a file to go to."""
    if form == "pdf" and output is None and sys.stdout.isatty():
        refuse("A PDF can't be shown here. Add --output FILE.pdf")
    _put(written(_office(parts, school).report(kind), form), output)


def _office(parts: Parts, school: str | None) -> Office:
    return parts.office(the_school(school, parts.schools()))


def _rows(found: Sequence[Standing]) -> Iterator[tuple[str, ...]]:
    for each in found:
        days = (f"{day:%Y-%m-%d}" if day else "" for day in (each.started, each.finished))
        yield (each.person, each.role, str(each.read), str(each.total), *days)


def _put(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as fault:
        refuse(f"{output}: {fault.strerror}")
