"""What notices a concern is learnt from the list and from questions, and measured on what was held out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.concern import Concern
from bot.concern_odds import KINDS, signs
from bot.concern_words import WIDTH as SLOTS
from knowledge.embedder import WIDTH, Vectors
from training.measure_concern import table, wrong
from training.read_data import Corpus, read_questions

pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install -e '.[train]'")

from training.train_concern import Message, asked, listed, messages, model_text


class Hashed:
    """An embedder that knows nothing but which words are the same."""

    checksum = "0"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A unit vector a text."""
        vectors = np.stack([np.random.default_rng(sum(text.encode())).normal(size=WIDTH) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _mixed() -> list[Message]:
    told = [Message(f"she told me her dad hit her {n}", "refer", "plain", "headteacher" if n % 2 else "dsl") for n in range(20)]
    supposed = [Message(f"what if a child told me {n}", "suppose", "hypothetical") for n in range(20)]
    return told + supposed + [Message(f"can i take the minibus {n}", "ask", "policy") for n in range(20)]


def test_the_list_says_what_is_a_concern(data: Path) -> None:
    """A line is a kind, a class, a route and a message."""
    expected = [Message("she has bruises again", "refer", "plain", "dsl"), Message("what is the bruise form called", "ask", "policy")]
    assert expected == list(listed(data / "concerns.tsv"))


def test_a_question_counts_by_its_newest_message(data: Path, corpus: Corpus) -> None:
    """Concerns are all kept, plain questions of the practice set too."""
    found = [(each.words, each.kind) for each in asked(corpus.questions)]
    assert ("just for a day", "ask") in found
    assert ("a boy told me his dad hits him", "refer") in found
    assert len(found) + 2 == len(messages(data))


def test_questions_are_read_without_their_policies(data: Path, corpus: Corpus) -> None:
    """The questions alone are the questions of the whole."""
    assert corpus.questions == read_questions(data)


def test_the_table_counts_by_class() -> None:
    """Answered alone, with the signpost, or not noticed; and whether sent where it should go."""
    some = _mixed()[:2] + _mixed()[-1:]
    rows = list(table(some, lambda words: Concern("dsl", certain=True) if "told" in words else None))
    assert ["| refer | plain | 2 | 2 | 0 | 0 | 1 of 2 |", "| ask | policy | 1 | 0 | 0 | 1 |  |"] == rows[2:4]


def test_what_went_wrong_is_listed() -> None:
    """A miss, a false alarm and a wrong way are told apart."""
    some = _mixed()[1:2] + _mixed()[-1:]
    assert ["missed", "false"] == [
        line.split("\t")[0] for line in wrong(some, lambda words: None if "told" in words else Concern("dsl", certain=True))
    ]
    assert ["dsl for headteacher"] == [line.split("\t")[0] for line in wrong(some[:1], lambda _: Concern("dsl", certain=True))]


def test_the_file_is_as_wide_as_what_is_read() -> None:
    """One weight for each slot, sign and direction of the vector, for each kind."""
    data = json.loads(model_text(_mixed(), Hashed()))
    widths = {(len(each["slots"]), len(each["signs"]), len(each["vector"])) for each in data["with_vector"].values()}
    assert ({(SLOTS, len(signs("x")), WIDTH)}, list(KINDS)) == (widths, list(data["with_vector"]))
