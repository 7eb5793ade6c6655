"""What an adjudicator as trained says of ranked questions, read as they are in service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from bot.decide.foremost import read_together
from knowledge import adjudicator as serving
from training.bert import load_tokenizer
from training.train_adjudicator import Adjudicator

if TYPE_CHECKING:
    from knowledge.trained import Trained
    from training.read_data import Corpus
    from training.tree_rows import Labelled, Table

READ_A_RUN = 48

Readings = Sequence[Sequence[int]]
"""Places of passages that are read together, one or more times for a question."""

Adjudge = Callable[[Sequence["Labelled"], Sequence[Readings]], list["Table"]]
"""Each verdict's share for each question's readings, one (readings, classes) a question."""


def adjudging(file: Path, base: Trained, corpus: Corpus) -> Adjudge:
    """The adjudicator in ``file``, whose encoder is of the shape of ``base``, over the corpus's passages."""
    adjudicator, tokenizer = Adjudicator(base).eval(), load_tokenizer(serving.LONGEST, base.tokenizer)
    adjudicator.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))

    def adjudge(some: Sequence[Labelled], readings: Sequence[Readings]) -> list[Table]:
        read = list(pairs(corpus, some, readings))
        order = sorted(range(len(read)), key=lambda place: sum(map(len, read[place])))  # of like length together
        shares: Table = np.zeros((len(read), len(serving.VERDICTS)))
        for first in range(0, len(order), READ_A_RUN):
            chosen = order[first : first + READ_A_RUN]
            with torch.no_grad():
                logits = adjudicator.read(tokenizer.encode_batch([read[place] for place in chosen]))
            shares[chosen] = functional.softmax(logits, 1).numpy()
        return np.split(shares, np.cumsum([len(each) for each in readings])[:-1])

    return adjudge


def pairs(corpus: Corpus, some: Sequence[Labelled], readings: Sequence[Readings]) -> Iterator[tuple[str, str]]:
    """Each question with the passages of each of its readings."""
    passages = corpus.passages()
    for each, chosen in zip(some, readings, strict=True):
        among = passages[each.question.organisation]
        yield from ((each.question.words, serving.together(read_together(among, places))) for places in chosen)
