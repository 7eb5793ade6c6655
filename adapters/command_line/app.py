"""``verse``: the command line. Says what can be typed; each command's work is in the module beside this one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from adapters.command_line import changing_app, overseeing_app
from adapters.command_line.changing_app import By, account
from adapters.command_line.parts import Audience, Intake, Parts
from adapters.command_line.records import acknowledgements, privacy
from adapters.command_line.refused import RefusedError
from bot.answer import Question, Role

app = typer.Typer(
    name="verse",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Chapter & Verse: what your school's policies say, with the exact clause.\n\n"
    '\b\nTo begin:\n  verse ingest FOLDER --school NAME\n  verse ask --school NAME "your question"',
)

directory = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The file of schools, places and contacts (VERSE_DIRECTORY).")
app.add_typer(directory, name="directory")
app.add_typer(acknowledgements, name="acknowledgements")
app.add_typer(privacy, name="privacy")

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Where the policies are kept (or VERSE_DATA).")]
School = Annotated[str | None, typer.Option("--school", "-s", metavar="NAME", help="The school; may be left out where there is only one.")]
Asker = Annotated[Role, typer.Option("--role", help="Who asks.")]
After = Annotated[list[str] | None, typer.Option("--after", metavar="MESSAGE", help="An earlier message of the same talk, oldest first.")]
Words = Annotated[str, typer.Argument(metavar="QUESTION", help="The question in your own words, in quotation marks.")]


@app.command()
def ingest(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A file, a school's folder (with --school), or a folder whose subfolders are schools.")],
    school: Annotated[str | None, typer.Option("--school", "-s", metavar="NAME", help="The school that PATH belongs to.")] = None,
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who may see these documents: staff, unless said before.")] = None,
    preview: Annotated[
        Path | None,
        typer.Option("--preview", metavar="QUESTIONS.jsonl", help="First show which of these it would answer otherwise; or: asked."),
    ] = None,
    by: By = None,
    data: Data = None,
) -> None:
    """Read policies: PDF, Word, HTML, Markdown or text."""
    from adapters.command_line import documents, previewing  # noqa: PLC0415 - each command loads only what it needs

    parts, intake = _parts(context, data), Intake(path, school, audience, by or account())
    whole = previewing.preview(parts, intake, preview) if preview else documents.ingest(parts, intake)
    if not whole:
        raise typer.Exit(2)


@app.command()
def ask(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
    context: typer.Context,
    question: Words,
    school: School = None,
    role: Asker = "staff",
    json: Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")] = False,  # noqa: FBT002 - Typer's way
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer is reached, step by step.")] = False,  # noqa: FBT002 - as above
    after: After = None,
    data: Data = None,
) -> None:
    """Ask one question: a ruling and the clause it stands on."""
    from adapters.command_line import asking, explaining  # noqa: PLC0415 - each command loads only what it needs

    asked = Question(school or "", question, role, tuple(after or ()))
    if explain:
        explaining.explain(_parts(context, data), asked)
    else:
        asking.ask(_parts(context, data), asked, json=json)


@app.command()
def chat(context: typer.Context, school: School = None, role: Asker = "staff", data: Data = None) -> None:
    """Talk as in Slack or Teams: follow-ups, buttons, look-ups."""
    from adapters.command_line import chat as talking  # noqa: PLC0415 - each command loads only what it needs

    talking.chat(_parts(context, data), school, role)


@app.command()
def batch(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS.jsonl", help="One JSON object a line, with school and question; - for stdin.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="ANSWERS.jsonl", help="Where to write, if not to the terminal.")
    ] = None,
    data: Data = None,
) -> None:
    """Answer a file of questions, in order, one JSON object a line."""
    from adapters.command_line import asking  # noqa: PLC0415 - each command loads only what it needs

    asking.batch(_parts(context, data), questions, output)


@app.command(name="eval")
def evaluate(
    context: typer.Context,
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.jsonl…", help="Questions with their right answers.")],
    model: Annotated[
        str | None, typer.Option("--model", metavar="PROVIDER:NAME", help="The model to compare (or VERSE_MODEL); replay:DIR too.")
    ] = None,
    data: Data = None,
) -> None:
    """Score the readers side by side: norms alone, the model alone, both."""
    from adapters.command_line import evaluating  # noqa: PLC0415 - each command loads only what it needs
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415

    handed = context.obj
    evaluating.evaluate(handed if handed is not None else Wiring(data), gold, model)


@app.command()
def compare(context: typer.Context, question: Words, role: Asker = "staff", data: Data = None) -> None:
    """Put one question to every school, side by side."""
    from adapters.command_line import asking  # noqa: PLC0415 - each command loads only what it needs

    asking.compare(_parts(context, data), question, role)


@app.command()
def lookup(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What to look up: allegation, disclosure, low-level concern, ...")],
    school: School = None,
    role: Asker = "staff",
    data: Data = None,
) -> None:
    """Show a procedure word for word, step by step, with whom to contact."""
    from adapters.command_line import looking  # noqa: PLC0415 - each command loads only what it needs

    looking.lookup(_parts(context, data), topic, school, role)


@app.command()
def outline(
    context: typer.Context,
    policy: Annotated[str, typer.Argument(help="A policy by its file's name or its title, as NAME or SCHOOL/NAME.")],
    school: School = None,
    data: Data = None,
) -> None:
    """Show a policy's clauses as they were read, with their addresses."""
    from adapters.command_line import documents  # noqa: PLC0415 - each command loads only what it needs

    documents.outline(_parts(context, data), policy, school)


@app.command()
def health(
    context: typer.Context,
    school: School = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,  # noqa: FBT002 - Typer's way
    questions: Annotated[bool, typer.Option("--questions", help="Ask common questions too, and list what no clause answers.")] = False,  # noqa: FBT002 - as above
    data: Data = None,
) -> None:
    """List overdue reviews, odd numbers, contradictions, law and services that have gone, terms unexplained, documents missing."""
    from adapters.command_line import health as checks  # noqa: PLC0415 - each command loads only what it needs

    checks.health(_parts(context, data), school, json=json, questions=questions)


@app.command()
def diff(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be typed
    context: typer.Context,
    school: Annotated[str, typer.Argument(metavar="SCHOOL")],
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="A policy by its file's name.")],
    old: Annotated[str | None, typer.Option("--from", metavar="VERSION", help="The older version, by the start of its hash.")] = None,
    new: Annotated[str | None, typer.Option("--to", metavar="VERSION", help="The newer one; the newest where left out.")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE", help="Answers from `verse batch`: say which differ.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,  # noqa: FBT002 - Typer's way
    data: Data = None,
) -> None:
    """Show which clauses a new version of a policy adds, removes or changes, and which saved answers differ."""
    from adapters.command_line import differing  # noqa: PLC0415 - each command loads only what it needs

    differing.diff(_parts(context, data), school, policy, old=old, new=new, answers=answers, json=json)


@directory.command("check")
def check_directory(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The file; the one in VERSE_DIRECTORY unless given.")] = None,
) -> None:
    """Say everything that is wrong with the file of schools, places and contacts, and which contacts are old."""
    from adapters.command_line import directory as checking  # noqa: PLC0415 - each command loads only what it needs

    parts = _parts(context, None)
    checking.check(file or parts.directory_file(), parts.today())


@app.command(name="demo-slack")
def demo_slack(
    context: typer.Context,
    school: School = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The page's port; 0 for any that is free.")] = 8090,
    data: Data = None,
) -> None:
    """Try Slack without Slack: a page to write in that shows what Slack would draw."""
    from adapters.command_line.demo_slack import demo_slack as shown  # noqa: PLC0415 - each command loads only what it needs

    shown(_parts(context, data), school, port)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="Where to listen: 127.0.0.1 unless set (or VERSE_HOST).")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The port: 8080 unless set (or VERSE_PORT).")] = None,
    playground: Annotated[bool, typer.Option("--playground", help="Let the Agents Playground on this machine in as Teams.")] = False,  # noqa: FBT002 - Typer's way
    data: Data = None,
) -> None:
    """Answer in a web page, and in Slack and Teams where they are set up."""
    from adapters.command_line.opening import open_service  # noqa: PLC0415 - each command loads only what it needs

    open_service(data, host, port, playground=playground)


def _parts(context: typer.Context, data: Path | None) -> Parts:
    """The parts that were handed to ``main``, or the real ones."""
    handed: Parts | None = context.obj
    if handed is not None:
        return handed
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415 - `verse --help` needs none of it

    return Wiring(data)


overseeing_app.add(app, _parts)
changing_app.add(app, _parts)


def main(arguments: list[str] | None = None, parts: Parts | None = None) -> NoReturn:
    """Run one command and exit: 0 answered, 2 bad usage or input, 130 stopped by the user, 1 a fault of ours."""
    try:
        app(arguments, prog_name="verse", obj=parts)
    except RefusedError as refusal:
        _end(str(refusal), 2)
    except Exception as fault:
        if os.environ.get("VERSE_DEBUG"):
            raise
        _end(f"A fault of ours: {type(fault).__name__}: {fault}\nRun it again with VERSE_DEBUG=1 to see where.", 1)
    sys.exit(0)


def _end(message: str, code: int) -> NoReturn:
    from bot.printable import printable  # noqa: PLC0415 - only where something went wrong

    print(f"verse: {printable(message)}", file=sys.stderr)  # noqa: T201 - the terminal is this channel
    sys.exit(code)
