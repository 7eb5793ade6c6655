"""``verse acknowledgements`` and ``verse privacy``: what is kept of people, checked, listed, given out and erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.command_line.refused import refuse
from bot.printable import printable

if TYPE_CHECKING:
    from bot.records.engine import Records
    from bot.records.receipt import Receipt

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Where the policies are kept (or VERSE_DATA).")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The channel and its own id, as in slack:T024/U7.")]

acknowledgements = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Who has acknowledged what, and whether that record is whole."
)
privacy = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Give out or erase what is kept of one person.")


@acknowledgements.command("verify")
def verify(
    school: Annotated[str | None, typer.Option("--school", "-s", metavar="NAME", help="One school only.")] = None,
    data: Data = None,
) -> None:
    """Check every school's chain of acknowledgements; names the first entry that is broken."""
    from bot.records.acknowledgements import Acknowledgements  # noqa: PLC0415 - each command loads only what it needs

    with _opened(data) as records:
        kept = Acknowledgements(records)
        faults = {fault.school: fault for fault in kept.verify(school)}
        for each in kept.schools() if school is None else (school,):
            broken = faults.get(each)
            said = f"{len(kept.given(each))} acknowledged, all as recorded" if broken is None else f"entry {broken.number} {broken.what}"
            typer.echo(printable(f"{each}: {said}"))
    if faults:
        refuse("the record of acknowledgements is not whole")


@acknowledgements.command("list")
def listed(
    school: Annotated[str, typer.Option("--school", "-s", metavar="NAME", help="The school.")],
    person: Annotated[str | None, typer.Option("--person", metavar="PERSON", help="Only one person's, as in slack:T024/U7.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One receipt a line, as JSON.")] = False,  # noqa: FBT002 - Typer's way
    data: Data = None,
) -> None:
    """List a school's acknowledgements, oldest first."""
    from bot.records.acknowledgements import Acknowledgements  # noqa: PLC0415 - each command loads only what it needs

    with _opened(data) as records:
        for receipt in Acknowledgements(records).given(school, person):
            typer.echo(receipt.written() if json else printable(_line(receipt)))


@acknowledgements.command("remove")
def remove(
    person: Person,
    school: Annotated[str, typer.Option("--school", "-s", metavar="NAME", help="The school.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who at the school decided it; stands in the record for good.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,  # noqa: FBT002 - Typer's way
    data: Data = None,
) -> None:
    """Take out what a person acknowledged at a school, for good; that it was, when and by whom stays in the record."""
    from bot.records.acknowledgements import Acknowledgements  # noqa: PLC0415 - each command loads only what it needs

    if not by.strip():
        refuse("--by: say who at the school decided it")
    if not yes and not typer.confirm(f"Take out all that {printable(person)} acknowledged at {printable(school)}? It can't be undone."):
        refuse("nothing was taken out")
    with _opened(data) as records:
        count = Acknowledgements(records).remove(school, person, by.strip())
        records.wipe()
    typer.echo(f"Taken out: {count}.")


@privacy.command("export")
def export(person: Person, data: Data = None) -> None:
    """Print all that is kept of a person, one JSON object a line."""
    from bot.records.privacy import Privacy  # noqa: PLC0415 - each command loads only what it needs

    with _opened(data) as records:
        for entry in Privacy(records).export(person):
            typer.echo(json.dumps(asdict(entry) | {"fields": dict(entry.fields)}))


@privacy.command("erase")
def erase(
    person: Person,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,  # noqa: FBT002 - Typer's way
    data: Data = None,
) -> None:
    """Erase all that is kept of a person, but not what they acknowledged."""
    from bot.records.privacy import Privacy  # noqa: PLC0415 - each command loads only what it needs

    if not yes and not typer.confirm(f"Erase everything kept of {printable(person)}? It can't be undone."):
        refuse("nothing was erased")
    with _opened(data) as records:
        erased = Privacy(records).erase(person)
    typer.echo(f"Erased: {erased.entries}. Acknowledgements, which stay with the school: {erased.acknowledgements}.")


def _line(receipt: Receipt) -> str:
    of = receipt.acknowledgement
    return f"{receipt.number}  {receipt.when:%Y-%m-%d %H:%M} UTC  {of.person}  {of.policy} {of.version[:12]}  {of.typed_name}"


@contextmanager
def _opened(data: Path | None) -> Iterator[Records]:
    """The records that the settings name, for the length of the block. Raises RefusedError."""
    from bot.records.engine import open_records  # noqa: PLC0415 - each command loads only what it needs
    from bot.records.unusable import RecordsUnusableError  # noqa: PLC0415
    from bot.settings import SettingsFaultyError, read_settings  # noqa: PLC0415

    try:
        settings = read_settings(data)
        url = settings.database_url
        records = open_records(settings.data, url.get_secret_value() if url else None)
    except (SettingsFaultyError, RecordsUnusableError) as fault:
        refuse(str(fault))
    try:
        yield records
    finally:
        records.close()
