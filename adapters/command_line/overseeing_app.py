"""What can be typed of ``verse induction`` and ``verse export``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adapters.command_line.parts import Parts
from bot.answer import Role

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Where the policies are kept (or VERSE_DATA).")]
School = Annotated[str | None, typer.Option("--school", "-s", metavar="NAME", help="The school; may be left out where there is only one.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write, if not to the terminal.")]

PartsOf = Callable[[typer.Context, Path | None], Parts]


class Report(StrEnum):
    """What can be exported."""

    acknowledgements = "acknowledgements"
    induction = "induction"
    gaps = "gaps"
    differences = "differences"
    use = "use"


class Form(StrEnum):
    """As what it can be exported."""

    csv = "csv"
    json = "json"
    pdf = "pdf"


def add(app: typer.Typer, parts_of: PartsOf) -> None:
    """Add the commands to ``app``; ``parts_of`` gives a command its parts."""
    _add_induction(app, parts_of)
    _add_records(app, parts_of)


def _add_induction(app: typer.Typer, parts_of: PartsOf) -> None:
    induction = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Who has started their induction, and who has finished.")
    app.add_typer(induction, name="induction")

    @induction.command()
    def start(
        context: typer.Context,
        person: Annotated[str, typer.Argument(metavar="PERSON", help="The account, as slack:T024BE7LD/U023BECGF.")],
        school: School = None,
        role: Annotated[Role, typer.Option("--role", help="Whose path to take.")] = "new_starter",
        data: Data = None,
    ) -> None:
        """Start somebody's induction; they go on by typing "induction" to the bot."""
        from adapters.command_line import overseeing  # noqa: PLC0415 - each command loads only what it needs

        overseeing.start(parts_of(context, data), person, role, school)

    @induction.command()
    def status(context: typer.Context, school: School = None, data: Data = None) -> None:
        """Show how far everybody is."""
        from adapters.command_line import overseeing  # noqa: PLC0415 - each command loads only what it needs

        overseeing.status(parts_of(context, data), school)

    @induction.command(name="csv")
    def as_csv(context: typer.Context, school: School = None, output: Output = None, data: Data = None) -> None:
        """The same for a spreadsheet."""
        from adapters.command_line import overseeing  # noqa: PLC0415 - each command loads only what it needs

        overseeing.as_csv(parts_of(context, data), school, output)


def _add_records(app: typer.Typer, parts_of: PartsOf) -> None:
    @app.command()
    def export(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
        context: typer.Context,
        report: Annotated[Report, typer.Argument(help="Which report.")],
        school: School = None,
        form: Annotated[Form, typer.Option("--format", help="As what.")] = Form.csv,
        output: Output = None,
        data: Data = None,
    ) -> None:
        """Write a report for governors or a policy's owner."""
        from adapters.command_line import overseeing  # noqa: PLC0415 - each command loads only what it needs

        overseeing.export(parts_of(context, data), report.value, school, form.value, output)
