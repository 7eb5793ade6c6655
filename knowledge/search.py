"""Find the clauses nearest to a question: by meaning and by words, the two rankings fused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import School
from knowledge.embedder import Embedder
from knowledge.index.school_index import NOT_COMPARED, Nearest, SchoolIndex, open_school
from knowledge.store import Store

Scores = NDArray[np.float32]
WORDS_WEIGH = 0.15  # beside 1 for meaning; chosen with benchmarks/search.py


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found: its id in the outline of ``policy`` (a slug), and how it scored.

    ``dense`` is the cosine of its best passage, -1 to 1 (-1 where it was not compared); ``bm25`` its best passage's score from 0;
    ``fused`` what hits are ordered by, comparable within one question only.
    """

    clause: str
    policy: str
    dense: float
    bm25: float
    fused: float


class Search:
    """Searches the schools of a store. Safe to share between threads; sees a new generation as soon as it is in force."""

    def __init__(
        self, store: Store, embedder: Embedder, *, nearest: Nearest = "auto", server: str | None = None, words_weigh: float = WORDS_WEIGH
    ) -> None:
        """``nearest`` says who compares vectors: Chroma, all rows exactly, or Chroma only where there are very many.

        ``server`` is a Chroma server's address. ``words_weigh`` is what BM25 counts beside 1 for meaning.
        """
        self._store, self._embedder, self._words_weigh = store, embedder, words_weigh
        self._nearest, self._server = nearest, server
        self._indexes: dict[str, SchoolIndex] = {}
        self._lock = Lock()

    def find(self, question: str, school: str, *, audience: Collection[str], limit: int = 10) -> tuple[Hit, ...]:
        """The best clauses of one school that these audiences may see, best first. Raises UnknownName."""
        index = self.index(school)
        if not index.rows:
            return ()
        open_rows = index.open_to(audience)
        bm25 = np.where(open_rows, index.lexical.scores(question), np.float32(0))
        dense = np.full(len(index.rows), NOT_COMPARED, np.float32)
        if index.dense:
            dense = index.cosines(self._embedder.embed([question])[0], audience)
        return _best(index, np.where(open_rows, fuse(dense, bm25, self._words_weigh), -np.inf), dense, bm25, limit)

    def index(self, school: str) -> SchoolIndex:
        """The opened index of a school's generation in force. Raises UnknownName."""
        current = self._store.school(school)
        with self._lock:
            held = self._indexes.get(school)
            if held is None or held.school != current:
                held = self._indexes[school] = self._open(current)
            return held

    def damage(self, school: str) -> str:
        """What is wrong with a school's index, so that it should be repaired; "" for nothing. Raises UnknownName."""
        return self.index(school).damage

    def close(self) -> None:
        """Let go of every index."""
        with self._lock:
            for index in self._indexes.values():
                index.close()
            self._indexes.clear()

    def _open(self, school: School) -> SchoolIndex:
        index = open_school(self._store, school, self._embedder.checksum, self._nearest, self._server)
        newest = self._store.school(school.slug)
        if index.damage and newest != school:  # switched while we opened it, perhaps even removed
            index.close()
            return self._open(newest)
        return index


def fuse(dense: Scores, bm25: Scores, words_weigh: float) -> Scores:
    """One score from two, float32 (n,): the cosine, and a share of how near BM25 comes to its best for this question."""
    top = float(bm25.max(initial=0.0))
    return dense + np.float32(words_weigh / (top or 1.0)) * bm25


def _best(index: SchoolIndex, fused: Scores, dense: Scores, bm25: Scores, limit: int) -> tuple[Hit, ...]:
    """The best row of each clause stands for it; rows at minus infinity may not be shown."""
    best: dict[tuple[str, str], int] = {}
    for row in np.argsort(-fused, kind="stable"):
        if len(best) == limit or np.isneginf(fused[row]):
            break
        best.setdefault((index.rows[row].policy, index.rows[row].clause), int(row))
    return tuple(Hit(clause, policy, float(dense[row]), float(bm25[row]), float(fused[row])) for (policy, clause), row in best.items())
