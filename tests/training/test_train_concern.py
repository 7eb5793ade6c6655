"""What notices a concern is learnt from the list and from questions, and measured on what was left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.concern import signs
from knowledge.embedder import WIDTH, Vectors
from training.read_data import Corpus

pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install -e '.[train]'")

from training.train_concern import Message, asked, fit, likely, listed, messages, model_text, numbers, report


class Hashed:
    """An embedder that knows nothing but which words are the same."""

    checksum = "0"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A unit vector a text."""
        vectors = np.stack([np.random.default_rng(sum(text.encode())).normal(size=WIDTH) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _mixed() -> list[Message]:
    told = [Message(f"she told me her dad hit her {n}", concern=True, group=f"concerns.tsv {n % 5}") for n in range(20)]
    return told + [Message(f"can i take the minibus {n}", concern=False, group="schools" if n % 2 else "colleges") for n in range(20)]


def test_the_list_says_what_is_a_concern(data: Path) -> None:
    """A line is a kind and a message; parts of the list are left out together."""
    assert [("she has bruises again", True), ("what is the bruise form called", False)] == [
        (each.words, each.concern) for each in listed(data / "concerns.tsv")
    ]


def test_a_question_counts_by_its_newest_message(data: Path, corpus: Corpus) -> None:
    """Concerns are all kept, plain questions of the practice set too, with their sector."""
    found = [(each.words, each.concern, each.group) for each in asked(corpus.questions)]
    assert ("just for a day", False, "gardens") in found
    assert ("a boy told me his dad hits him", True, "gardens") in found
    assert len(found) + 2 == len(messages(data, corpus))


def test_a_message_is_measured_by_what_never_saw_its_group() -> None:
    """With its group left out, a message is judged by the others alone."""
    some = _mixed()
    concerns = np.array([each.concern for each in some])
    found = likely(some, numbers(some, Hashed()), concerns)
    assert found[:20].min() > found[20:].max()


def test_the_report_tells_concerns_from_plain_messages() -> None:
    """The list apart from the questions; a message is noticed before it is answered as nothing else."""
    some = [
        Message(words, concern, group)
        for words, concern, group in (("a", True, "concerns.tsv 1"), ("b", True, "concerns.tsv 2"), ("c", False, "schools"))
    ]
    lines = list(report(some, np.array([0.9, 0.5, 0.1])))
    assert ["concerns.tsv 2 1.0000 0.5000 0 - -", "questions 0 - - 1 0.0000 0.0000"] == lines[1:]


def test_the_file_is_as_wide_as_what_is_read() -> None:
    """One weight for each direction of the vector and for each sign."""
    some = _mixed()
    data = json.loads(model_text(fit(numbers(some, Hashed()), np.array([each.concern for each in some]))))
    assert (WIDTH, len(signs("x"))) == (len(data["embedding"]), len(data["signs"]))
