"""The commands that answer: ``ask``, ``batch``, ``compare``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.command_line.as_json import as_json
from adapters.command_line.parts import Parts, Policy
from adapters.command_line.questions import Asked, read_questions
from adapters.command_line.refused import refuse
from adapters.command_line.render import rendered
from adapters.command_line.schools import FIRST, known_school, the_school
from bot.answer import Answer, Question, Role
from bot.printable import printable


def ask(parts: Parts, question: Question, *, json: bool) -> None:
    """Print the answer to one question, its school as typed; a concern is answered first, whatever else is amiss."""
    concern = parts.concern(_asked_text(question.text))
    if concern is not None:
        _show(concern, question, (), json=json)
        return
    question = in_its_school(parts, question)
    began = time.perf_counter()
    answer = parts.answers().answer(question, parts.today())
    elapsed_ms = (time.perf_counter() - began) * 1000
    policies = () if json else parts.policies(question.school)
    _show(answer, question, policies, json=json, elapsed_ms=elapsed_ms)


def _show(answer: Answer, question: Question, policies: Sequence[Policy], *, json: bool, elapsed_ms: float = 0.0) -> None:
    if json:
        print(as_json(answer, question, name=None, elapsed_ms=elapsed_ms), flush=True)  # noqa: T201 - the terminal is this channel
    else:
        Console(highlight=False).print(rendered(answer, policies))


def batch(parts: Parts, source: Path, target: Path | None) -> None:
    """Answer each question of ``source`` in order, a line of JSON each, written as soon as it is known."""
    schools = parts.schools()
    questions = tuple(_in_known_school(asked, schools) for asked in read_file(source))
    with _opened(target) as out:
        for line in _counted(_timed(parts, questions), len(questions)):
            print(line, file=out, flush=True)


def compare(parts: Parts, text: str, role: Role) -> None:
    """Print every school's ruling on one question side by side."""
    if not parts.schools():
        refuse(FIRST)
    answers = parts.answers()
    table = Table("School", "Ruling", "Clause", "In its words", show_lines=True, highlight=False)
    for school in parts.schools():
        answer = answers.answer(Question(school, _asked_text(text), role), parts.today())
        first = next(iter(answer.citations), None)
        cells = (school, answer.text.split("\n", 1)[0], first.ref if first else "", first.quote if first else "")
        table.add_row(*(Text(printable(cell)) for cell in cells))
    Console(highlight=False).print(table)


def in_its_school(parts: Parts, question: Question) -> Question:
    """``question`` with its school's name as it is kept. Raises RefusedError."""
    return replace(question, school=the_school(question.school or None, parts.schools()))


def _asked_text(text: str) -> str:
    if not text.strip():
        refuse("The question is empty.")
    return text


def read_file(source: Path) -> tuple[Asked, ...]:
    """The questions of a file, or of standard input for "-". Raises RefusedError."""
    if str(source) == "-":
        return read_questions(sys.stdin, "standard input")
    try:
        with source.open(encoding="utf-8") as lines:
            return read_questions(lines, str(source))
    except (OSError, UnicodeDecodeError) as fault:
        refuse(f"{source}: {getattr(fault, 'strerror', None) or 'not UTF-8 text'}")


def _in_known_school(asked: Asked, schools: Iterable[str]) -> Asked:
    school = known_school(asked.question.school, tuple(schools))
    return replace(asked, question=replace(asked.question, school=school))


def _timed(parts: Parts, questions: Iterable[Asked]) -> Iterator[str]:
    answers = parts.answers()
    for asked in questions:
        began = time.perf_counter()
        answer = answers.answer(asked.question, parts.today())
        yield as_json(answer, asked.question, name=asked.id, elapsed_ms=(time.perf_counter() - began) * 1000)


def _counted(lines: Iterable[str], total: int) -> Iterator[str]:
    """Pass ``lines`` on, counting them on standard error where a person is watching."""
    watched = sys.stderr.isatty()
    for done, line in enumerate(lines, 1):
        yield line
        if watched:
            sys.stderr.write(f"\r{done} of {total}")
    if watched:
        sys.stderr.write("\n")


@contextmanager
def _opened(target: Path | None) -> Iterator[TextIO]:
    if target is None:
        yield sys.stdout
        return
    try:
        out = target.open("w", encoding="utf-8")
    except OSError as fault:
        refuse(f"{target}: {fault.strerror}")
    with out:
        yield out
