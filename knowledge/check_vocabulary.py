"""Check every file of words and patterns: ``python -m knowledge.check_vocabulary``. Prints all faults at once and then ends with 1."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.norms import concepts, cues
from knowledge.vocabulary import joined

ROOT = Path(__file__).parent.parent
LISTED = ("knowledge", "bot")  # folders in which every toml file must be known here
APART = frozenset({"bot/health/dated.toml"})  # of another shape: its own reader checks it
_NO_LETTER = re.compile(r"\\.|\(\?P<")  # capitals of the notation, not of a word

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a file must hold: its tables, and what makes an entry a regular expression (None: entries are said, not matched)."""

    tables: frozenset[str]
    pattern: Callable[[str], str] | None = joined


def _holding(tables: str, pattern: Callable[[str], str] | None = joined) -> Vocabulary:
    return Vocabulary(frozenset(tables.split()), pattern)


# What cues.toml holds.
_CUES = "look_alikes must_not should_not need_not may should must approval exception condition report definition consequence limit"
FILES: Mapping[str, Vocabulary] = {
    "knowledge/neighbours.toml": _holding("exceptions"),
    "knowledge/norms/concepts.toml": _holding("party topic", concepts.pattern),
    "knowledge/norms/cues.toml": _holding(_CUES, cues.pattern),
    "knowledge/norms/definitions.toml": _holding("definition"),
    "knowledge/norms/quantities.toml": _holding("amounts before after"),
    "knowledge/norms/reading.toml": _holding("rows approval answers"),
    "knowledge/norms/words.toml": _holding("stop endings", re.escape),
    "knowledge/references.toml": _holding("kinds words", re.escape),
    "bot/case/asked.toml": _holding("kinds"),
    "bot/case/ages.toml": _holding("parts either soon later then now words"),
    "bot/case/school_years.toml": _holding("since left"),
    "bot/concern.toml": _holding("signs somebody disclosure staff_harm only_asking grammar route danger"),
    "bot/conversation.toml": _holding("cues slots"),
    "bot/curated/curated.toml": _holding("line state", None),
    "bot/curated/same.toml": _holding("empty alike number article"),
    "bot/decide/approvers.toml": _holding("offices given"),
    "bot/decide/missing.toml": _holding("turns_on told"),
    "bot/desk/desk.toml": _holding(
        "help buttons policies too could_not gone not_set_up no_part school typing thanks person private contacts", None
    ),
    "bot/desk/sensitive.toml": _holding("cues"),
    # Words and patterns together: what is matched of these is compiled by their own tests.
    "bot/health/questions.toml": _holding("question", None),
    "bot/health/terms.toml": _holding("known", None),
    "bot/model/names.toml": _holding("sure_titles titles first also_words ordinary", None),
    "bot/model/naming.toml": _holding("cues"),
    "bot/model/spared.toml": _holding("colloquial brands places determiners", None),
    "bot/records/phrases.toml": _holding("unanswered not_handed_on reported", None),
    "bot/induction/induction.toml": _holding("title line kind button choice binds agreement act mine question boundary swap", None),
    "bot/lookup/lookup.toml": _holding("title line button common procedure contact", None),
    "bot/lookup/topics.toml": _holding(
        "lado allegation disclosure indecent_image low_level cyberbullying_by_pupil cyberbullying_by_adult cyberbullying whistleblowing"
        " immediate_danger data_breach visitor adult_at_risk medication_error accident harassment bribery grievance missing fgm_prevent",
        None,
    ),
    "bot/reports/reports.toml": _holding("title columns note why reader role", None),
    "bot/phrases.toml": _holding("headline fact ask options age_told_apart year_group_told_apart line concern off", None),
    "bot/showing.toml": _holding("title button source person", None),
    "bot/told.toml": _holding("age permission relationship time device role purpose place spans typed", None),
}


def faults(root: Path = ROOT) -> tuple[str, ...]:
    """Every fault of every file under ``root``, each with its file; none is raised."""
    found = [f"{name}: {fault}" for name, vocabulary in FILES.items() for fault in _file(root / name, vocabulary)]
    there = {path.relative_to(root).as_posix() for folder in LISTED for path in (root / folder).rglob("*.toml")}
    return (*found, *(f"{name}: name it in knowledge/check_vocabulary.py" for name in sorted(there - APART - set(FILES))))


def _file(path: Path, vocabulary: Vocabulary) -> Iterator[str]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"cannot be read: {error}"
        return
    yield from (f"[{table}] is missing" for table in sorted(vocabulary.tables - set(data)))
    for name, table in data.items():
        if name not in vocabulary.tables or not isinstance(table, dict):
            yield f"[{name}] is unknown"
        else:
            yield from (f"[{name}] {fault}" for fault in _table(table, vocabulary.pattern))


def _table(table: Table, pattern: Callable[[str], str] | None) -> Iterator[str]:
    if not table:
        yield "is empty"
    for name, held in table.items():
        entries = held if isinstance(held, list) else [held]
        yield from (f"{name}: {fault}" for fault in _entries(entries, pattern))


def _entries(entries: Sequence[object], pattern: Callable[[str], str] | None) -> Iterator[str]:
    if not entries:
        yield "is empty"
    yield from (f"{entry!r} stands {times} times" for entry, times in Counter(map(str, entries)).items() if times > 1)
    for entry in dict.fromkeys(entries):
        if not isinstance(entry, str):
            yield f"{entry!r} is not text"
        elif not entry.strip():
            yield "an entry is blank"
        elif pattern is not None:
            yield from _expression(entry, pattern)


def _expression(entry: str, pattern: Callable[[str], str]) -> Iterator[str]:
    lines = entry.strip("\n").split("\n")
    yield from (f"{line!r} begins or ends with a blank" for line in lines if line != line.strip())
    if any(letter.isupper() for letter in _NO_LETTER.sub("", entry)):
        yield f"{entry!r} has a capital letter, which no text that it meets has"
    try:
        re.compile(pattern(entry))
    except re.error as error:
        yield f"{entry!r} is no pattern: {error}"


def main() -> int:
    """Print every fault; 1 where there is one."""
    found = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found) or f"{len(FILES)} files, no fault\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
