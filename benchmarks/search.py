"""How often the clause that answers is among what a search shows: ours, beside what is commonly built.

Run from the project's folder: ``python -m benchmarks.search [--gold FILE] [--policies FOLDER] [--weights]``. One table to standard output.

A gold question counts as found at n when every needed snippet lies in one of the first n things shown: clauses for
ours and for BM25 over clauses, chunks for the others. A chunk is up to three times the size of a clause and shows
more of the policy, which is to the chunks' advantage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from benchmarks.plain import plain_search
from benchmarks.where import Where, where
from knowledge.embedder import OnnxEmbedder
from knowledge.index.generation import Builder
from knowledge.index.words import words
from knowledge.ingest import Ingest
from knowledge.passages import CITABLE
from knowledge.search import Search
from knowledge.store import Store
from knowledge.weights import model_folder

DEPTHS = (1, 3, 5, 10)
SAME = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u00a0", "''\"\"-- ", "\u00ad\u200b\u2022\u2713\u2717\u27a2\u25aa|#`*")
STAFF = frozenset({"staff"})

Find = Callable[[str, str], Sequence[str]]  # a school and a question to texts, best first


@dataclass(frozen=True, slots=True)
class Gold:
    """A question, with its conversation's earlier messages in front, and the snippets that must be shown."""

    school: str
    question: str
    snippets: tuple[str, ...]


def read_gold(path: Path) -> tuple[Gold, ...]:
    """The questions of a gold file that need a clause."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return tuple(
        Gold(row["school"], " ".join(row.get("turns") or [row["question"]]), tuple(map(plain, row["cite_all"])))
        for row in rows
        if row.get("cite_all")
    )


def plain(text: str) -> str:
    """Text as it is compared: one kind of quotation mark, no bullets, single spaces, lower case."""
    return " ".join(re.sub(r"(?m)^\s*(?:[->+]|X\b|\d+\.)\s+(?=\S)", " ", text.translate(SAME)).split()).lower()


def found_at(gold: Gold, texts: Sequence[str]) -> int | None:
    """How many of the texts have to be shown for every snippet to be seen; None where they do not hold them all."""
    shown = [plain(text) for text in texts]
    places = [next((n for n, text in enumerate(shown, start=1) if snippet in text), None) for snippet in gold.snippets]
    return None if None in places else max(place for place in places if place is not None)


def score(golds: Sequence[Gold], find: Find) -> tuple[float, ...]:
    """The share of questions found at each of ``DEPTHS``, and how many characters the first five things show."""
    shown = [find(gold.school, gold.question) for gold in golds]
    places = [found_at(gold, texts) for gold, texts in zip(golds, shown, strict=True)]
    shares = (float(np.mean([place is not None and place <= depth for place in places])) for depth in DEPTHS)
    return (*shares, float(np.mean([sum(map(len, texts[:5])) for texts in shown])))


def ours(store: Store, embedder: OnnxEmbedder, weight: float | None = None) -> Find:
    """Our search; each clause as it is cited, with its lead-ins. ``weight`` is what words count beside meaning."""
    search, shown = Search(store, embedder) if weight is None else Search(store, embedder, words_weigh=weight), _clauses(store)
    return lambda school, question: [
        shown[school, hit.policy, hit.clause] for hit in search.find(question, school, audience=STAFF, limit=DEPTHS[-1])
    ]


def bm25_alone(store: Store) -> Find:
    """The library as it comes, over the same clauses."""
    shown: dict[str, list[str]] = {school.slug: [] for school in store.schools()}
    for (school, _, _), text in _clauses(store).items():
        shown[school].append(text)
    indexes = {school: bm25s.BM25() for school in shown}
    for school, index in indexes.items():
        index.index([words(text) for text in shown[school]], show_progress=False)
    return lambda school, question: [
        shown[school][row] for row in np.argsort(-indexes[school].get_scores(words(question)), kind="stable")[: DEPTHS[-1]]
    ]


def _clauses(store: Store) -> dict[tuple[str, str, str], str]:
    return {
        (school.slug, policy.slug, clause.id): " ".join((*clause.lead_in, clause.text))
        for school in store.schools()
        for policy in store.policies(school)
        for clause in store.outline(policy).clauses
        if clause.kind in CITABLE
    }


def texts_of(store: Store) -> dict[str, str]:
    """Each school's policies as one text."""
    return {school.slug: "\n\n".join(store.text(policy) for policy in store.policies(school)) for school in store.schools()}


def rows(golds: Sequence[Gold], place: Where, folder: Path, *, weights: bool) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Name and figures of each way to search, as they are measured."""
    for name, embedder in (("ours", OnnxEmbedder()), ("ours, MiniLM untrained", OnnxEmbedder(model_folder()))):
        store = Store(folder / embedder.checksum)
        Ingest(Builder(store, embedder)).run(place.policies, place.school)
        yield f"{name}: clauses, meaning and words", score(golds, ours(store, embedder))
        yield f"{name}: meaning alone", score(golds, ours(store, embedder, 0.0))
        for weight in (0.05, 0.1, 0.2, 0.3, 0.5, 1.0) if weights else ():
            yield f"{name}: words weighing {weight}", score(golds, ours(store, embedder, weight))
    yield "BM25 alone, over clauses", score(golds, bm25_alone(store))
    for size in (1000, 500):
        yield f"LangChain + Chroma + MiniLM, chunks of {size}", score(golds, plain_search(texts_of(store), size, DEPTHS[-1]))


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=(__doc__ or "").splitlines()[0])
    usual = where()
    parser.add_argument("--gold", type=Path, default=usual.questions)
    parser.add_argument("--policies", type=Path, help="a folder whose subfolders are schools")
    parser.add_argument("--weights", action="store_true", help="also try other weights of words beside meaning")
    chosen = parser.parse_args(arguments)
    place = Where("", chosen.policies, None, chosen.gold) if chosen.policies else usual
    golds = read_gold(chosen.gold)
    sys.stdout.write(f"{len(golds)} questions; share whose clause is shown in the first\n")
    sys.stdout.write(f"{'':56}" + "".join(f"{depth:>7}" for depth in DEPTHS) + "   characters in 5\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, figures in rows(golds, place, Path(folder), weights=chosen.weights):
            sys.stdout.write(f"{name:56}" + "".join(f"{figure:7.3f}" for figure in figures[:-1]) + f"{figures[-1]:18.0f}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
