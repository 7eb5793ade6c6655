"""What an adjudicator as trained says of ranked questions, read as they are in service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from bot.decide.foremost import foremost, read_together
from knowledge import adjudicator as serving
from training.bert import load_tokenizer
from training.train_adjudicator import Adjudicator

if TYPE_CHECKING:
    from knowledge.trained import Trained
    from training.read_data import Corpus
    from training.tree_rows import Labelled, Ranked, Table

QUESTIONS_A_RUN = 48

Adjudge = Callable[["Sequence[Labelled]", "Sequence[Ranked]"], "Table"]
"""Each verdict's share for questions and their ranked candidates, (questions, classes)."""


def adjudging(file: Path, base: Trained, corpus: Corpus) -> Adjudge:
    """The adjudicator in ``file``, whose encoder is of the shape of ``base``, over the corpus's passages."""
    adjudicator, tokenizer = Adjudicator(base).eval(), load_tokenizer(serving.LONGEST, base.tokenizer)
    adjudicator.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))

    def adjudge(some: Sequence[Labelled], ranked: Sequence[Ranked]) -> Table:
        read, parts = list(pairs(corpus, some, ranked)), list["Table"]()
        for first in range(0, len(read), QUESTIONS_A_RUN):
            with torch.no_grad():
                logits = adjudicator.read(tokenizer.encode_batch(read[first : first + QUESTIONS_A_RUN]))
            parts.append(functional.softmax(logits, 1).numpy())
        return np.concatenate(parts)

    return adjudge


def pairs(corpus: Corpus, some: Sequence[Labelled], ranked: Sequence[Ranked]) -> Iterator[tuple[str, str]]:
    """Each question with its surest passages."""
    passages = corpus.passages()
    for each, found in zip(some, ranked, strict=True):
        yield each.question.words, serving.together(read_together(passages[each.question.organisation], foremost(found)))
