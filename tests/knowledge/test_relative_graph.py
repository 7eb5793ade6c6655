"""Networks whose attention weighs how far apart two tokens stand: as they are packed, made and run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.export_model import export
from knowledge.network import Network
from knowledge.pair_scorer import OUTPUTS, PairScorer
from knowledge.trained import Trained, over, tokenizer_of
from knowledge.weights import ModelUnusable, check_folder
from tests.knowledge.tiny import tiny, tiny_relative
from training.pack import closeness, pack, spread, write

QUESTION = "Can I take the minibus home on a Friday?"
PASSAGES = ("A minibus is returned the same evening.", "", "The card is used for the minibus only, and receipts are handed in. " * 9)


@pytest.fixture
def network(tmp_path: Path) -> Trained:
    """A tiny judge of that kind."""
    return tiny_relative(tmp_path)


@pytest.fixture
def packed(network: Trained, tmp_path: Path) -> Path:
    """A folder with it packed."""
    write("judge", pack(network.weights, {}), [], tmp_path / "packed", network)
    return tmp_path / "packed"


def test_a_network_that_stands_on_no_package_is_packed_whole(network: Trained, packed: Path) -> None:
    """What is read back has the shape, the tokenizer and, but for rounding, the outputs of what was packed."""
    back = over(tiny(), "judge", packed)
    assert (network.shape, tokenizer_of(packed / "judge.safetensors")) == (back.shape, back.tokenizer)
    assert closeness(network, back) >= 0.995


def test_a_mean_judge_is_made_as_decided_as_asked(network: Trained, tmp_path: Path) -> None:
    """Its numbers lie so many times as far apart, relevance and verdicts each by their own factor, and around the same middle."""
    made = {}
    for name, weights in (("mean", network.weights), ("spread", spread(network.weights, (1.5, 2.0)))):
        export(replace(network, weights=weights), tmp_path / name)
        made[name] = PairScorer(check_folder(tmp_path / name)).score(QUESTION, PASSAGES) - network.weights["head.bias"]
    assert np.allclose(made["spread"], made["mean"] * np.array([1.5, *[2.0] * (len(OUTPUTS) - 1)]), atol=1e-4)


def test_a_packed_tokenizer_that_was_changed_is_refused(packed: Path, tmp_path: Path) -> None:
    """Other pieces of words would give other numbers, so a tokenizer that is not the one packed is not used."""
    folder = shutil.copytree(packed, tmp_path / "tampered")
    with tokenizer_of(folder / "judge.safetensors").open("a") as file:
        file.write(" ")
    with pytest.raises(ModelUnusable, match="damaged"):
        over(tiny(), "judge", folder)


def test_scores_hang_on_the_pair_alone(network: Trained, tmp_path: Path) -> None:
    """Padding changes nothing: a pair's nine numbers are the same alone as beside longer ones."""
    export(network, tmp_path / "made")
    scorer = PairScorer(check_folder(tmp_path / "made"))
    alone = np.vstack([scorer.score(QUESTION, [passage]) for passage in PASSAGES])
    assert (len(PASSAGES), len(OUTPUTS)) == alone.shape
    assert np.allclose(alone, scorer.score(QUESTION, PASSAGES), atol=1e-5)


def test_the_order_of_words_tells(network: Trained, tmp_path: Path) -> None:
    """The same words in another order give other numbers: distances are weighed."""
    export(network, tmp_path / "made")
    rows = Network(check_folder(tmp_path / "made"), 140).rows([("may staff tell parents", "yes"), ("may parents tell staff", "yes")])
    assert not np.allclose(rows[0], rows[1], atol=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("words", [1, 30, 100, 230])
def test_the_network_agrees_with_transformers(network: Trained, tmp_path: Path, words: int) -> None:
    """Serving, and our own network in torch, give what the reference library gives from the same weights, for short texts and long."""
    pytest.importorskip("transformers", reason="transformers is not installed: pip install -e '.[train]'")
    code = (
        "import sys, numpy as np, torch; from pathlib import Path; from transformers import DebertaV2Config, DebertaV2Model\n"
        "from knowledge.trained import Shape, Trained; from training.deberta import Deberta\n"
        "n = dict(np.load(sys.argv[1])); w = {k: torch.tensor(v) for k, v in n.items()}; t = torch.tensor(np.load(sys.argv[2])).long()\n"
        "c = DebertaV2Config(vocab_size=30522, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=4,\n"
        " type_vocab_size=0, layer_norm_eps=1e-7, relative_attention=True, max_relative_positions=-1, max_position_embeddings=512,\n"
        " position_buckets=256, norm_rel_ebd='layer_norm', share_att_key=True, pos_att_type=['p2c', 'c2p'], position_biased_input=False)\n"
        "b = DebertaV2Model(c).eval(); b.load_state_dict({k: w[k] for k in w if k[:4] != 'head'})\n"
        "h = b(input_ids=t[0], attention_mask=t[2]).last_hidden_state; m = t[2][..., None]\n"
        "o = Deberta(Trained(n, Shape(2, 4, 1e-7), Path(), '')).eval()(t[0], t[2]); assert ((h - o).abs() * m).max() < 1e-4\n"
        "v = torch.cat([h[:, 0], (h * m).sum(1) / m.sum(1)], 1) @ w['head.weight'].T + w['head.bias']\n"
        "np.save(sys.argv[3], v.detach().numpy())"
    )
    export(network, tmp_path / "made")
    served = Network(check_folder(tmp_path / "made"), 256)
    pairs = [(QUESTION, "bus " * words), (QUESTION, "keys")]
    np.savez(tmp_path / "weights.npz", **network.weights)  # type: ignore[arg-type] # its names are not allow_pickle
    np.save(tmp_path / "tokens.npy", served.tokens(pairs))
    files = [str(tmp_path / name) for name in ("weights.npz", "tokens.npy", "logits.npy")]
    subprocess.run([sys.executable, "-c", code, *files], check=True)  # noqa: S603 - ours
    assert np.allclose(np.load(tmp_path / "logits.npy"), served.rows(pairs), atol=1e-4)
