"""How likely a policy is silent is fitted on the greatest relevance among a question's passages."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("lightgbm", reason="lightgbm is not installed: pip install -e '.[train]'")
pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install -e '.[train]'")

from training.read_data import Corpus
from training.silence import fit, told
from training.similarity_file import Nearness
from training.tree_rows import labelled


@pytest.mark.slow
def test_the_fit_finds_where_silence_begins() -> None:
    """Questions that fall silent below a relevance, with some doubt about it, give that relevance back."""
    chance = random.Random(3)  # noqa: S311 - a draw, not a secret
    drawn = [chance.uniform(-8, 6) for _ in range(4000)]
    at, by = fit([(relevance, relevance + chance.gauss(0, 1) < -2) for relevance in drawn])
    assert -2 == pytest.approx(at, abs=0.2)
    assert by > 1


@pytest.mark.slow
def test_only_judged_questions_about_policies_are_told(corpus: Corpus) -> None:
    """By the best passage that the judge read; a question that it read nothing for says nothing."""
    judged = {0: (-3.0, *(0.0,) * 8), 1: (2.0, *(0.0,) * 8)}
    sizes = [len(corpus.candidates[each.organisation]) for each in corpus.questions]
    cosines = [np.linspace(0.9, 0.1, size, dtype=np.float32) for size in sizes]
    near = [Nearness(row, judged if each.kept else {}) for row, each in zip(cosines, corpus.questions, strict=True)]
    assert [(2.0, True)] == list(told(labelled(corpus, near, processes=1)))
