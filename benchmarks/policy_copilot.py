"""Policy Copilot: five made-up policies; questions that they answer, don't, or answer twice and differently (MIT)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.shares import Chosen, Row, asked, opened, read, share
from bot.answer import Answer, Question

SCHOOL = "company"
SILENT = frozenset({"not_covered", "unsure", "out_of_scope"})
TWO = 2


def rows(folder: Path, data: Path, chosen: Chosen) -> Iterator[Row]:
    """The table."""
    questions = read(folder / "questions.jsonl")
    parts = opened(folder / "policies", data, SCHOOL)
    names = {policy.version: policy.name for policy in parts.policies(SCHOOL)}
    found = asked(((each, Question(SCHOOL, each["question"])) for each in questions), parts, chosen.until)
    yield Row(f"asked {len(found)} of {len(questions)}", "")
    answered = [answer.verdict not in SILENT for each, answer in found if each["category"] != "unanswerable"]
    silent = [answer.verdict in SILENT for each, answer in found if each["category"] == "unanswerable"]
    yield Row("  answer rate", share(answered))
    yield Row("  abstention where nothing answers", share(silent))
    yield Row("  balanced", f"{(_mean(answered) + _mean(silent)) / 2:.3f}")
    shown = [_documents(answer, names) & set(each["gold_doc_ids"].split(",")) for each, answer in found if each["gold_doc_ids"]]
    yield Row("  a right document is cited", share([bool(each) for each in shown]))
    disagree = [(each, answer) for each, answer in found if each["category"] == "contradiction"]
    both = [len(_documents(answer, names) & set(each["gold_doc_ids"].split(","))) >= TWO for each, answer in disagree]
    yield Row("  contradictions: clauses of both documents shown", share(both))
    yield Row("always answer", "answer rate 1.000, abstention 0.000, balanced 0.500")
    yield Row("its own run without a model, its 44 test questions", "answer rate 0.88, abstention 0.50; contradictions 0.571")
    yield Row("abstaining by MiniLM's cosine alone", "balanced 0.78")


def _documents(answer: Answer, names: dict[str, str]) -> set[str]:
    return {names[citation.version].replace("-", "_") for citation in answer.citations}


def _mean(values: list[bool]) -> float:
    return sum(values) / max(1, len(values))
