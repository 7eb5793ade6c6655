"""ConditionalQA: 19 pages of government guidance as one organisation's policies, questions with a scenario (Sun et al. 2022)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.shares import NO, OPEN, YES, Chosen, Fields, Row, asked, classes, constant, opened, read, share
from bot.answer import Answer, Question

SCHOOL = "guidance"
NAMES = ("yes", "no", "conditional")
LEAST = 12  # letters in which a cited clause and an evidence line must agree
MAY = re.compile(r"\b(?:can|may|could|am i (?:able|allowed|eligible|entitled)|is it (?:possible|ok))\b", re.IGNORECASE)


def rows(folder: Path, data: Path, chosen: Chosen) -> Iterator[Row]:
    """The table."""
    questions = read(folder / "questions.jsonl")
    parts = opened(folder / "policies", data, SCHOOL)
    found = asked(((each, Question(SCHOOL, f"{each['scenario']} {each['question']}")) for each in questions), parts, chosen.until)
    three = [(each, answer) for each, answer in found if each["verdict"] in NAMES]
    gold = [each["verdict"] for each, _ in three]
    said = [_said(each["question"], answer) for each, answer in three]
    yield Row(f"asked {len(found)} of {len(questions)}; yes, no or conditional: {len(three)}", "")
    yield from classes(gold, said, NAMES)
    yield Row("  answered at all", share([each in NAMES for each in said]))
    only = [(g, s) for g, s in zip(gold, said, strict=True) if s in NAMES]
    yield Row("  accuracy of those answered", share([g == s for g, s in only]))
    yield Row("  not covered, said so", share([a.verdict == "not_covered" for each, a in found if each["verdict"] == "not_covered"]))
    yield from _evidence(found)
    yield Row("always yes, these questions", constant(gold, NAMES, lambda _: "yes").figure)
    yield Row("always yes, all 143 of the development set", "0.441 / 0.333")
    yield Row("GPT-4o as published, given the right sections, no abstaining", "0.60-0.65 / 0.57-0.62, conditional 0.24-0.35")
    yield Row("GPT-3.5 likewise", "0.52-0.55")


def _said(question: str, answer: Answer) -> str:
    verdict = answer.verdict
    if verdict in YES or (verdict == "not_prohibited" and MAY.search(question)):
        return "yes"
    return "no" if verdict in NO else "conditional" if verdict in OPEN else verdict


def _evidence(found: list[tuple[Fields, Answer]]) -> Iterator[Row]:
    """How much of what the set's makers marked is cited, line by line, and how much of what is cited they marked."""
    pairs = [([_letters(line) for line in each["evidence"]], [_letters(c.clause) for c in a.citations]) for each, a in found]
    lines = [any(_same(line, clause) for clause in clauses) for evidence, clauses in pairs for line in evidence]
    cited = [any(_same(line, clause) for line in evidence) for evidence, clauses in pairs for clause in clauses if evidence]
    yield Row("  evidence lines cited (recall)", share(lines))
    yield Row("  cited clauses that are evidence (precision)", share(cited))
    yield Row("  questions with some of their evidence cited", share([any(_same(e, c) for e in es for c in cs) for es, cs in pairs if es]))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _same(line: str, clause: str) -> bool:
    return min(len(line), len(clause)) >= LEAST and (line in clause or clause in line)
