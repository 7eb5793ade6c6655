"""Ask the half-trained models: ``python -m training.similarities OUT.npz --matcher MODEL … --judge MODEL …``.

Writes, for every question, the cosines of all passages of its organisation and the judge's nine numbers for its candidates,
each by models that were trained without the question's sector (``held_out.json``); the mean where there are several.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from knowledge import embedder, pair_scorer
from knowledge.trained import trained_at
from training import bert, unseen
from training.portion import add_corpus, add_kept, corpus_of
from training.similarity_file import Nearness, Numbers, write_similarities
from training.train_judge import Judge

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from knowledge.trained import Trained

PAIRS_A_RUN = 64


def matcher(folder: Path) -> unseen.HalfTrained[unseen.Matcher]:
    """The matcher in ``folder``, reading as much of a text as is read in service."""
    loaded = bert.load_bert(folder).eval()

    def match(questions: Sequence[str], passages: Sequence[str]) -> Numbers:
        return np.asarray(bert.cosines(loaded, questions, passages, embedder.LONGEST).numpy(), np.float32)

    return unseen.HalfTrained(match, bert.held_out(folder))


def judge(file: Path, base: Trained) -> unseen.HalfTrained[unseen.Judge]:
    """The judge in ``file``, whose encoder is of the shape of ``base``."""
    loaded, tokenizer = Judge(base).eval(), bert.load_tokenizer(pair_scorer.LONGEST, base.tokenizer)
    loaded.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return unseen.HalfTrained(lambda pairs: scores(loaded, tokenizer, pairs), bert.held_out(file))


def scores(loaded: Judge, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> Numbers:
    """The judge's numbers for each pair, (pairs, 9); pairs of like length are read together."""
    read = tokenizer.encode_batch(list(pairs))
    order = sorted(range(len(read)), key=lambda place: len(read[place]))
    numbers: Numbers = np.empty((len(read), len(pair_scorer.OUTPUTS)), np.float32)
    for first in range(0, len(order), PAIRS_A_RUN):
        places = order[first : first + PAIRS_A_RUN]
        with torch.no_grad():
            numbers[places] = loaded.read([read[place] for place in places]).numpy()
    return numbers


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.similarities", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the file to write (.npz)")
    parser.add_argument("--matcher", type=Path, action="append", required=True)
    parser.add_argument("--judge", type=Path, action="append", required=True)
    parser.add_argument("--base", type=Path, required=True, help="the folder of the encoder that the judges were trained from")
    add_corpus(parser)
    add_kept(parser)
    parser.add_argument("--share", type=float, default=1.0, help="of the questions in pairs that are judged: what takes the time")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    bert.start(chosen.threads)
    corpus, base = corpus_of(chosen), trained_at(chosen.base)
    models = unseen.Models([matcher(each) for each in chosen.matcher], [judge(each, base) for each in chosen.judge], chosen.share)
    found: dict[int, Nearness] = {}
    for whose, some in unseen.measured(corpus, models):
        found |= some
        sys.stdout.write(f"{whose}: {len(some)} questions\n")
        sys.stdout.flush()
    write_similarities(chosen.out, corpus, [found[place] for place in range(len(corpus.questions))])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
