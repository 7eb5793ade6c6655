"""``verse ingest --preview``: what a new version would change, then in force or left as it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from adapters.command_line.asking import read_file
from adapters.command_line.curating import tell_lapsed
from adapters.command_line.documents import ingest, must_be_there, shown
from adapters.command_line.parts import Intake, Parts, Read
from adapters.command_line.progress import watched
from bot import versions
from bot.answer import Answer, Question
from bot.preview import Changed, changes
from bot.printable import printable
from knowledge.clauses import Outline

ASKED = Path("asked")  # in place of a file: what people ask
KINDS = ("added", "removed", "changed", "moved")


def preview(parts: Parts, intake: Intake, questions: Path) -> bool:
    """Read documents in beside what is in force, show which of ``questions`` it answers otherwise, then ask what to do.

    ``questions`` is a file, or "asked" for those that enough people asked; signed answers are looked at in any case. Nothing is in force
    until it is approved. Returns whether all documents could be read.
    """
    must_be_there(intake)
    with parts.trial() as trial:
        with watched() as progress:
            report = trial.ingest(intake, progress)
        shown(report)
        there = [each for each in sorted({read.school for read in report}) if each in parts.schools()]
        _show_clauses(parts, trial, report)
        known = _questions(parts, questions, there)
        _show(changes(known, parts.answers(), trial.answers(), parts.today()), len(known))
        tell_lapsed(trial, there, before="\nSigned answers that would lapse:")
    if _approved():
        return ingest(parts, intake)
    Console(highlight=False).print("\nLeft as it was: nothing of this is in force. To put it in force, ingest it without --preview.")
    return all(read.state != "refused" for read in report)


def _questions(parts: Parts, questions: Path, schools: Sequence[str]) -> tuple[Question, ...]:
    """What to ask before and after, of schools that have answers to change: a school that is new has none."""
    if questions == ASKED:
        saved = [Question(school, text) for school in schools for text in parts.often_asked(school)]
    else:
        saved = [each.question for each in read_file(questions) if each.question.school in parts.schools()]
    signed = [Question(school, each.question) for school in schools for each in parts.curation(school).standing()]
    return tuple(dict.fromkeys((*saved, *signed)))


def _show_clauses(parts: Parts, trial: Parts, report: Sequence[Read]) -> None:
    """How much of each changed policy is another."""
    console = Console(highlight=False)
    for read in (each for each in report if each.state == "changed"):
        before, after = (_outline(each, read) for each in (parts, trial))
        found = [each.kind for each in versions.changes(before, after)]
        counts = ", ".join(f"{found.count(kind)} {kind}" for kind in KINDS if kind in found) or "none"
        console.print(Text(printable(f"Clauses of {read.school}/{read.title}: {counts}.")), soft_wrap=True)


def _outline(parts: Parts, read: Read) -> Outline:
    return next(each.outline for each in parts.policies(read.school) if each.name == read.title)


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
