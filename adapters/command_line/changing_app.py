"""What can be typed of ``verse curate``, ``verse versions`` and ``verse rollback``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adapters.command_line.parts import Parts

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Where the policies are kept (or VERSE_DATA).")]
School = Annotated[str | None, typer.Option("--school", "-s", metavar="NAME", help="The school; may be left out where there is only one.")]
Signer = Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs, as staff know them: “Mrs A. Osei, Headteacher”.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it, for the record; the name of this account unless given.")]
Named = Annotated[str, typer.Argument(metavar="POLICY", help="A policy by its file's name or its title, as NAME or SCHOOL/NAME.")]
PartsOf = Callable[[typer.Context, Path | None], Parts]


class Ruling(StrEnum):
    """What can be signed."""

    prohibited = "prohibited"
    permitted = "permitted"
    permission_needed = "permission_needed"
    required = "required"
    not_required = "not_required"
    not_prohibited = "not_prohibited"
    information = "information"


def account() -> str:
    """The name of the account that runs this; "" where the computer knows none, as in a container."""
    from getpass import getuser  # noqa: PLC0415 - each command loads only what it needs

    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def add(app: typer.Typer, parts_of: PartsOf) -> None:
    """Add the commands to ``app``; ``parts_of`` gives a command its parts."""
    _add_curate(app, parts_of)
    _add_versions(app, parts_of)


def _add_curate(app: typer.Typer, parts_of: PartsOf) -> None:
    curate = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Answers to set questions that a policy's owner signs.")
    app.add_typer(curate, name="curate")

    @curate.command("add")
    def sign(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
        context: typer.Context,
        question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in the words that staff use.")],
        by: Signer,
        ruling: Annotated[Ruling, typer.Option("--verdict", help="The ruling.")],
        says: Annotated[str, typer.Option("--says", metavar="WORDS", help="The answer in the owner's own words.")],
        clause: Annotated[list[str], typer.Option("--clause", metavar="POLICY/ADDRESS", help="What it stands on; may be given again.")],
        also: Annotated[list[str] | None, typer.Option("--also", metavar="WORDING", help="Another wording of the question.")] = None,
        even_so: Annotated[bool, typer.Option("--even-so", help="Sign it though the policies are read as stricter.")] = False,  # noqa: FBT002 - Typer's way
        school: School = None,
        data: Data = None,
    ) -> None:
        """Sign an answer: given to this question in the same words, until one of its clauses changes."""
        from adapters.command_line import curating  # noqa: PLC0415 - each command loads only what it needs
        from bot.curated.signing import Draft  # noqa: PLC0415 - as above

        draft = Draft(question, ruling.value, says, tuple(clause), by, tuple(also or ()), even_so=even_so)
        curating.add(parts_of(context, data), school, draft)

    @curate.command("list")
    def listed(context: typer.Context, school: School = None, data: Data = None) -> None:
        """List what was signed, by whom, and whether it still holds."""
        from adapters.command_line import curating  # noqa: PLC0415 - each command loads only what it needs

        curating.listed(parts_of(context, data), school)

    @curate.command()
    def withdraw(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="ID", help="As `verse curate list` gives it.")],
        by: Signer,
        school: School = None,
        data: Data = None,
    ) -> None:
        """Take a signed answer back; that it was given stays on record."""
        from adapters.command_line import curating  # noqa: PLC0415 - each command loads only what it needs

        curating.withdraw(parts_of(context, data), school, name, by)


def _add_versions(app: typer.Typer, parts_of: PartsOf) -> None:
    versions = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Which versions of a policy were in force, and when.")
    app.add_typer(versions, name="versions")

    @versions.command("list")
    def listed(context: typer.Context, policy: Named, school: School = None, data: Data = None) -> None:
        """List the versions of a policy, the newest first."""
        from adapters.command_line import going_back  # noqa: PLC0415 - each command loads only what it needs

        going_back.versions(parts_of(context, data), policy, school)

    @app.command()
    def rollback(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
        context: typer.Context,
        policy: Named,
        to: Annotated[
            str, typer.Option("--to", metavar="VERSION", help="The version, by the start of its hash; else the one before.")
        ] = "",
        undo: Annotated[bool, typer.Option("--undo", help="Put in force what the newest roll-back replaced.")] = False,  # noqa: FBT002 - Typer's way
        by: By = None,
        school: School = None,
        data: Data = None,
    ) -> None:
        """Put an earlier version of a policy in force again."""
        from adapters.command_line import going_back  # noqa: PLC0415 - each command loads only what it needs
        from adapters.command_line.refused import refuse  # noqa: PLC0415 - as above
        from knowledge.rollback import Order  # noqa: PLC0415 - as above

        if to and undo:
            refuse("--to and --undo: one of them")
        going_back.roll_back(parts_of(context, data), policy, school, Order(by or account(), to, undo))
