"""Answers in a process that goes on: ``python -m benchmarks.warm DATA QUESTIONS.jsonl``. One line of JSON for ``benchmarks.speed``.

Times in milliseconds, memory in MiB as the process stands after every question was answered. The yardstick is the same
processor's time to embed the same questions, one by one, with MiniLM as it comes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from adapters.command_line.wiring import Wiring
from benchmarks.where import asked
from bot.answer import Answer, Question

T = TypeVar("T")


def timed(call: Callable[[T], object], over: Iterable[T]) -> list[float]:
    """How long each call takes, in milliseconds, shortest first."""
    spent = []
    for each in over:
        began = time.perf_counter()
        call(each)
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)


def resident() -> float:
    """This process's memory now, in MiB; its peak where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) / 1024


def measure(data: Path, questions: Path) -> dict[str, float]:
    """Load, answer everything, then embed everything."""
    wiring = Wiring(data)
    answers, today = wiring.answers(), wiring.today()
    rows = [Question(school, text) for school, text in asked(questions)]
    first = {question.school: question for question in rows}

    def answer(question: Question) -> Answer:
        return answers.answer(question, today)

    load, spent = timed(answer, first.values()), timed(answer, rows)
    memory = resident()
    embedded = _embedding([question.text for question in rows])
    return {"first": load[-1], "p50": _part(spent, 0.5), "p95": _part(spent, 0.95), "memory": memory, "embedding": _part(embedded, 0.5)}


def _embedding(texts: Sequence[str]) -> list[float]:
    from knowledge.embedder import OnnxEmbedder  # noqa: PLC0415 - after our own memory was read
    from knowledge.weights import model_folder  # noqa: PLC0415

    embedder = OnnxEmbedder(model_folder())
    embedder.embed(texts[:3])
    return timed(lambda text: embedder.embed([text]), texts)


def _part(spent: list[float], share: float) -> float:
    return spent[min(len(spent) - 1, int(len(spent) * share))]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))) + "\n")
