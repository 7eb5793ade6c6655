"""How fast lines become a clause tree: ``python -m benchmarks.outline``. One table to standard output; reading the file is not in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.where import where
from knowledge.lines import Document
from knowledge.outline import build_outline
from knowledge.readers import LIMITS
from knowledge.readers.reading import read

LEAST = 2.0  # seconds to go on for


def documents(folder: Path) -> tuple[Document, ...]:
    """Every file under a folder, read in this process: they are ours or known."""
    return tuple(read(path.read_bytes(), path.name, LIMITS) for path in sorted(folder.rglob("*")) if path.is_file())


def measure(read_in: Sequence[Document]) -> tuple[int, int, float]:
    """Clauses, characters and the seconds of the fastest round over all documents."""
    until = time.perf_counter() + LEAST
    rounds: list[float] = []
    clauses = sum(len(build_outline(document).clauses) for document in read_in)
    while not rounds or time.perf_counter() < until:
        began = time.perf_counter()
        for document in read_in:
            build_outline(document)
        rounds.append(time.perf_counter() - began)
    return clauses, sum(len(document.text) for document in read_in), min(rounds)


def main(_arguments: Sequence[str] = ()) -> int:
    """Measure and print."""
    place = where()
    read_in = documents(place.policies)
    clauses, characters, seconds = measure(read_in)
    sys.stdout.write(f"{'':26}{'policies':>10}{'clauses':>10}{'clauses/s':>12}{'characters/s':>14}{'ms a policy':>13}\n")
    figures = f"{clauses / seconds:>12,.0f}{characters / seconds:>14,.0f}{seconds * 1000 / len(read_in):>13.1f}"
    sys.stdout.write(f"{place.name:26}{len(read_in):>10}{clauses:>10}{figures}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
