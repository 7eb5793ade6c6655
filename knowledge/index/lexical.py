"""BM25 over passages. bm25s weighs each word of each passage once, when the index is built; asking adds the weights up.

bm25s itself is not imported to ask: it costs 0.2 s, and its weights are three plain arrays.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - in a dataclass's fields, which may be read when it runs

from knowledge.index.words import terms

FILES = ("weights.npy", "rows.npy", "starts.npy", "vocabulary.json")


@dataclass(frozen=True, slots=True)
class Lexical:
    """An inverted index: word or concept number w weighs ``weights[s:e]`` in passages ``rows[s:e]``, s and e being ``starts[w:w + 2]``."""

    size: int
    vocabulary: dict[str, int]
    weights: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]

    def scores(self, question: str) -> NDArray[np.float32]:
        """The BM25 score of every passage for a question, float32 (n,), 0 where no word is shared."""
        total = np.zeros(self.size, dtype=np.float32)
        for word in terms(question):
            place = self.vocabulary.get(word)
            if place is not None:
                part = slice(int(self.starts[place]), int(self.starts[place + 1]))
                total[self.rows[part]] += self.weights[part]  # a passage stands once under a word
        return total

    def save(self, folder: Path) -> None:
        """Write the index's files into an existing folder."""
        np.save(folder / "weights.npy", self.weights)
        np.save(folder / "rows.npy", self.rows)
        np.save(folder / "starts.npy", self.starts)
        (folder / "vocabulary.json").write_text(json.dumps([self.size, self.vocabulary], ensure_ascii=False), "utf-8")


def load(folder: Path) -> Lexical:
    """The index saved in a folder. Raises OSError, ValueError."""
    size, vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
    weights, rows, starts = (np.load(folder / name, allow_pickle=False) for name in FILES[:3])
    return Lexical(size, vocabulary, weights, rows, starts)


def build(texts: Sequence[str]) -> Lexical:
    """Index passages, in order; about 0.1 s for 2,500."""
    import bm25s  # noqa: PLC0415 - only building needs it

    tokens = [terms(text) for text in texts]
    if not any(tokens):
        return Lexical(len(tokens), {}, *_nothing())
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    scores = index.scores
    weights, rows = scores["data"].astype(np.float32), scores["indices"].astype(np.int32)
    return Lexical(len(tokens), dict(index.vocab_dict), weights, rows, scores["indptr"].astype(np.int64))


def _nothing() -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    return np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64)
