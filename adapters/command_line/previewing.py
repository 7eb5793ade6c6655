"""``verse ingest --preview``: what a new version would change, then in force or left as it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from adapters.command_line.asking import read_file
from adapters.command_line.documents import ingest, shown
from adapters.command_line.parts import Audience, Parts
from adapters.command_line.progress import watched
from adapters.command_line.refused import refuse
from bot.answer import Answer
from bot.preview import Changed, changes
from bot.printable import printable


def preview(parts: Parts, path: Path, school: str | None, audience: Audience | None, questions: Path) -> bool:
    """Read ``path`` in beside what is in force, show which of ``questions`` it answers otherwise, then ask what to do.

    Nothing is in force until it is approved. Returns whether all documents could be read.
    """
    if not path.exists():
        refuse(f"{path}: there is no such file or folder")
    asked = tuple(each.question for each in read_file(questions))
    with parts.trial() as trial:
        with watched() as progress:
            report = trial.ingest(path, school, audience, progress)
        shown(report)
        known = [each for each in asked if each.school in parts.schools()]  # a school that is new has no answers to change
        found = changes(known, parts.answers(), trial.answers(), parts.today())
    _show(found, len(asked))
    if _approved():
        return ingest(parts, path, school, audience)
    Console(highlight=False).print("Left as it was: nothing of this is in force.")
    return all(read.state != "refused" for read in report)


def _show(found: Sequence[Changed], total: int) -> None:
    console = Console(highlight=False)
    console.print(f"\n{len(found)} of {total} saved answers would change.")
    for each in found:
        console.print(Text(printable(f"\n{each.question.text}"), style="bold"))
        console.print(Text(printable(f"  now:   {_said(each.before)}")))
        console.print(Text(printable(f"  then:  {_said(each.after)}")))


def _said(answer: Answer) -> str:
    first = next(iter(answer.citations), None)
    return answer.text.split("\n", 1)[0] + (f" ({first.policy}, {first.ref}: “{first.quote}”)" if first else "")


def _approved() -> bool:
    """Whether a person at the terminal says yes; anything else, and no person, is no."""
    if not sys.stdin.isatty():
        return False
    return input("\nPut it in force? yes or no: ").strip().lower() in {"y", "yes"}
