"""Time and memory, each measured on processes of its own: ``python -m benchmarks.speed [--runs N]``. One table to standard output.

A time is a whole process, from its start to its end, as a person waits for it; memory is that process's peak. Machines differ,
so every time stands beside a yardstick of the same run: embedding one question with MiniLM as it comes, in a fresh process for
what starts afresh, in a process that goes on for what goes on.

This module imports little: a system counts what a process held before it became another against the other's peak.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.where import ROOT, Where, asked, where

VERSE = (sys.executable, "-c", "from adapters.command_line.app import main; main()")
YARDSTICK = (
    sys.executable, "-c",
    "from knowledge.embedder import OnnxEmbedder; from knowledge.weights import model_folder; OnnxEmbedder(model_folder()).embed(['x'])",
)  # fmt: skip
KIB = 1024 if sys.platform == "linux" else 1  # ru_maxrss is in KiB there and in bytes on macOS


@dataclass(frozen=True, slots=True)
class Spent:
    """A process: seconds from start to end, and its peak memory in MiB (not its children's)."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``times`` is how many yardsticks its time is."""

    what: str
    time: str
    memory: str = ""
    times: str = ""


def run(*command: str) -> Spent:
    """Run a command to its end. Raises RuntimeError with what it said where it fails."""
    began = os.times().elapsed
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)  # noqa: S603 - our own
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode())
    return Spent(os.times().elapsed - began, used.ru_maxrss * KIB / 1024**2)


def rows(place: Where, data: Path, runs: int) -> Iterator[Row]:
    """Each figure as it is measured."""
    fresh = statistics.median(run(*YARDSTICK).seconds for _ in range(runs))
    yield Row("yardstick: a process that embeds one question", f"{fresh:.2f} s", times="1")
    ingest = ("ingest", str(place.policies), *(("--school", place.school) if place.school else ()), "--data", str(data))
    for what in (f"verse ingest, {place.name}", "verse ingest again, nothing changed"):
        yield _row(what, [run(*VERSE, *ingest)], fresh)
    school, question = asked(place.questions)[0]
    yield _row("verse ask, cold", [run(*VERSE, "ask", question, "--school", school, "--data", str(data)) for _ in range(runs)], fresh)
    yield from _warm(place, data)


def _row(what: str, spent: Sequence[Spent], fresh: float) -> Row:
    seconds = [each.seconds for each in spent]
    middle = statistics.median(seconds)
    shown = f"{middle:.2f} s" if len(spent) == 1 else f"median {middle:.2f} s, least {min(seconds):.2f} s of {len(spent)}"
    return Row(what, shown, f"{max(each.memory for each in spent):.0f} MiB", f"{middle / fresh:.1f}")


def _warm(place: Where, data: Path) -> Iterator[Row]:
    command = (sys.executable, "-m", "benchmarks.warm", str(data), str(place.questions))
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - our own
    found = json.loads(said)
    yield Row("yardstick: embed one question, warm", f"p50 {found['embedding']:.1f} ms", times="1")
    many = len(asked(place.questions))
    times = f"{found['p50'] / found['embedding']:.1f}, {found['p95'] / found['embedding']:.1f}"
    yield Row(
        f"answer, warm, {many} questions", f"p50 {found['p50']:.0f} ms, p95 {found['p95']:.0f} ms", f"{found['memory']:.0f} MiB", times
    )
    yield Row("first answer of a school, slowest", f"{found['first']:.0f} ms", times=f"{found['first'] / found['embedding']:.1f}")


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="how often what starts afresh is started")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{'':48}{'time':38}{'memory':>10}   yardsticks\n")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(where(), Path(folder), chosen.runs):
            sys.stdout.write(f"{row.what:48}{row.time:38}{row.memory:>10}   {row.times}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
