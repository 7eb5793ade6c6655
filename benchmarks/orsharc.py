"""OR-ShARC: a rule, a question, a scenario and what has been asked back so far; yes, no, or one more question (Gao et al. 2021)."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.conditionalqa import MAY
from benchmarks.shares import NO, YES, Chosen, Fields, Row, asked, classes, constant, opened, read, share
from bot.answer import Answer, Question

NAMES = ("Yes", "No", "More")


def rows(folder: Path, data: Path, chosen: Chosen) -> Iterator[Row]:
    """The table: of a sample drawn alike in every run, unless all are asked."""
    every = read(folder / "questions.jsonl")
    questions = every
    if chosen.sample and chosen.sample < len(every):
        questions = random.Random(20).sample(every, chosen.sample)  # noqa: S311 - a sample, no secret
    _write({each["snippet_id"] for each in questions}, folder, data / "rules")
    parts = opened(data / "rules", data / "store", None)
    found = asked(((each, _question(each)) for each in questions), parts, chosen.until)
    yield Row(f"asked {len(found)} of {len(every)}, drawn at random", "")
    for name, some in (("all", found), ("without history", [pair for pair in found if not pair[0]["history"]])):
        gold = [each["verdict"] for each, _ in some]
        yield Row(f"{name}: {len(some)}", "")
        yield from classes(gold, [_said(each["question"], answer) for each, answer in some], NAMES)
        yield Row("  said to be silent or unsure (counted as More)", share([a.verdict in {"not_covered", "unsure"} for _, a in some]))
        yield Row("  always yes", constant(gold, NAMES, lambda _: "Yes").figure)
        history = [each["history"] for each, _ in some]
        last = [each[-1]["follow_up_answer"] if each else "More" for each in history]
        yield Row("  the last follow-up's answer, else ask", constant(gold, NAMES, lambda n, last=last: last[n]).figure)  # type: ignore[misc]  # mypy: lambda's default
    yield Row("published, all 1,105: trivial / OSCAR, trained on 17,936 turns", "60.7 micro, 60.1 macro / 80.5 micro")


def _write(wanted: set[str], folder: Path, target: Path) -> None:
    """Each rule as the one policy of a school of its own."""
    snippets = json.loads((folder / "snippets.json").read_text("utf-8"))
    for name in wanted:
        school = target / f"rule-{name}"
        school.mkdir(parents=True)
        (school / "rule.md").write_text(snippets[name] + "\n", encoding="utf-8")


def _question(each: Fields) -> Question:
    """The question with its scenario first; each answer given since is a message, with what was asked."""
    said = (
        f"{each['scenario']} {each['question']}".strip(),
        *(f"{turn['follow_up_question']} {turn['follow_up_answer']}." for turn in each["history"]),
    )
    return Question(f"rule-{each['snippet_id']}", said[-1], turns=said[:-1])


def _said(question: str, answer: Answer) -> str:
    if answer.verdict in YES or (answer.verdict == "not_prohibited" and MAY.search(question)):
        return "Yes"
    return "No" if answer.verdict in NO else "More"
