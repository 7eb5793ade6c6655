"""``verse diff``: what a new version of a policy changes."""

from __future__ import annotations

import json as to_json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Kept, Parts
from adapters.command_line.refused import refuse
from adapters.command_line.schools import known_school
from bot.answer import Question
from bot.printable import printable
from bot.versions import Change, Differs, Saved, changes, differs

SHOWN = 12  # characters of a version's hash
STYLES = {"added": "green", "removed": "red", "changed": "yellow", "moved": "dim"}


def diff(parts: Parts, school: str, policy: str, *, old: str | None, new: str | None, answers: Path | None, json: bool) -> None:  # noqa: PLR0913 - one for each thing that can be typed
    """Print what changed between two kept versions, the newest two where none is named, and which saved answers differ now."""
    school = known_school(school, parts.schools())
    before, after = _two(parts.versions(school, policy), old, new)
    found = changes(before.outline, after.outline)
    other = tuple(_other(parts, school, answers)) if answers else ()
    if json:
        told = {"school": school, "policy": policy, "from": before.version, "to": after.version}
        every = {**told, "changes": [asdict(each) for each in found], "answers": [asdict(each) for each in other]}
        print(to_json.dumps(every, ensure_ascii=False))  # noqa: T201 - this is the output
        return
    console = Console(highlight=False)
    console.print(Text(f"{before.version[:SHOWN]} ({before.since[:10]}) -> {after.version[:SHOWN]} ({after.since[:10]})", style="bold"))
    for line, style in (*_lines(found), *_answers(other, asked=answers is not None)):
        console.print(Text(printable(line), style=style), soft_wrap=True)


def _two(kept: Sequence[Kept], old: str | None, new: str | None) -> tuple[Kept, Kept]:
    after = _named(kept, new) if new else kept[0]
    if old:
        return _named(kept, old), after
    earlier = kept[kept.index(after) + 1 :]
    if not earlier:
        refuse("Only one version of this policy is kept, so there is nothing to compare it with.")
    return earlier[0], after


def _named(kept: Sequence[Kept], start: str) -> Kept:
    found = [each for each in kept if each.version.startswith(start)]
    if len(found) != 1:
        wrong = "several versions begin so" if found else "no version begins so"
        refuse(f"{start}: {wrong}. Kept: {', '.join(each.version[:SHOWN] for each in kept)}.")
    return found[0]


def _lines(found: Sequence[Change]) -> Iterator[tuple[str, str]]:
    if not found:
        yield "No clause was added, removed or changed.", ""
    for each in found:
        where = each.after if each.before in {"", each.after} else each.before if not each.after else f"{each.before} -> {each.after}"
        yield f"{each.kind:8}{where}", STYLES[each.kind]
        if each.kind != "moved":
            yield from ((f"    {sign} {text}", STYLES[each.kind]) for sign, text in (("-", each.was), ("+", each.now)) if text)


def _answers(other: Sequence[Differs], *, asked: bool) -> Iterator[tuple[str, str]]:
    if asked:
        yield f"Saved answers that differ now: {len(other)}", "bold"
    for each in other:
        refs = ", ".join(citation.ref for citation in each.answer.citations)
        yield f"  {each.saved.question.text}", ""
        yield f"    {each.saved.verdict} ({', '.join(each.saved.refs)}) -> {each.answer.verdict} ({refs})", "yellow"


def _other(parts: Parts, school: str, answers: Path) -> Iterator[Differs]:
    now = parts.answers()
    for saved in read_saved(answers):
        if saved.question.school == school and (found := differs(saved, now.answer(saved.question, parts.today()))):
            yield found


def read_saved(path: Path) -> tuple[Saved, ...]:
    """Answers as ``verse batch`` or ``verse ask --json`` wrote them, a line each. Raises RefusedError."""
    try:
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as fault:
        refuse(f"{path}: {fault}")
    return tuple(_saved(path, number, line) for number, line in enumerate(lines, start=1))


def _saved(path: Path, number: int, line: str) -> Saved:
    try:
        read = to_json.loads(line)
        refs = tuple(str(citation["ref"]) for citation in read["citations"])
        return Saved(Question(str(read["school"]), str(read["question"])), str(read["verdict"]), refs)
    except (ValueError, KeyError, TypeError):
        refuse(f"{path}, line {number}: not an answer as `verse batch` writes it")
