"""What is served can be trained further."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("transformers", reason="transformers is not installed: pip install -e '.[train]'")

import torch
from torch.nn import functional

from knowledge.adjudicator import LONGEST, adjudicator, together
from knowledge.pair_scorer import pair_scorer
from knowledge.trained import trained_at
from training.bert import held_out, load_bert, load_tokenizer
from training.released import write_all
from training.train_adjudicator import begun
from training.train_judge import Judge

ASKED, READ = "may I lend Dev my key?", ("Keys are never lent.", "The steward may lend a boat.", "Visitors sign the book.")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoints of this release."""
    folder = tmp_path_factory.mktemp("released")
    write_all(folder)
    return folder


@pytest.mark.slow
def test_training_goes_on_from_the_adjudicator_that_is_served(released: Path) -> None:
    """The checkpoint names the same verdicts as likely."""
    served, base = adjudicator(), trained_at(released / "base")
    made = begun(released / "adjudicator.pt", base).eval()
    assert served is not None
    with torch.no_grad():
        logits = made.read(load_tokenizer(LONGEST, base.tokenizer).encode_batch([(ASKED, together(READ))]))
    assert np.abs(served.weigh(ASKED, [READ])[0] - functional.softmax(logits, 1)[0].numpy()).max() < 0.02


@pytest.mark.slow
def test_training_goes_on_from_the_judge_that_is_served(released: Path) -> None:
    """The checkpoint thinks the same passages likely to decide, and was trained from the encoder beside it."""
    served, base = pair_scorer(), trained_at(released / "base")
    assert served is not None
    made = Judge(base).eval()
    made.load_state_dict(torch.load(released / "judge.pt", weights_only=True))
    with torch.no_grad():
        read = made.read(load_tokenizer(LONGEST, base.tokenizer).encode_batch([(ASKED, each) for each in READ])).numpy()
    assert np.corrcoef(np.array(served.score(ASKED, READ)).ravel(), read.ravel())[0, 1] > 0.999


@pytest.mark.slow
def test_what_is_released_has_seen_every_sector(released: Path) -> None:
    """Nothing that starts from it is measured by what it left out."""
    assert [frozenset()] * 3 == [held_out(released / name) for name in ("judge.pt", "adjudicator.pt", "matcher")]
    assert load_bert(released / "matcher") is not None
