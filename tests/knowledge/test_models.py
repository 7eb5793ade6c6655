"""Packed models, their networks, and the judge."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge.embedder import OnnxEmbedder
from knowledge.export_model import export
from knowledge.network import Network
from knowledge.pair_scorer import OUTPUTS, PairScorer, pair_scorer
from knowledge.trained import over, rounded
from knowledge.weights import PACKED, ModelUnusable, check_folder, checksum_of, embedding_name, model_folder
from tests.knowledge.tiny import tiny, trained_further
from training.pack import GRIDS, closeness, mean, pack, write

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUESTION = "Can I take the minibus home on a Friday?"
PASSAGES = (
    "Vehicles A minibus is returned to the yard the same evening.",
    "Vehicles Keys are signed for.",
    "",
    "Fuel The card is used for the minibus only, and receipts are handed in within a week, whoever drove it. " * 4,
)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny packed matcher and judge."""
    folder, package = tmp_path_factory.mktemp("packed"), tiny()
    write("matcher", pack(trained_further(package, 1), package.weights), [], folder)
    write("judge", pack(trained_further(package, 2, head=True), package.weights), [], folder)
    return folder


@pytest.fixture(scope="module")
def judge(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made judge."""
    folder = tmp_path_factory.mktemp("made") / "judge"
    export(over(tiny(), "judge", packed), folder)
    return folder


@pytest.mark.parametrize("head", [False, True])
def test_packing_loses_next_to_nothing(head: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest gives it by name
    """A packed network's outputs are those of the weights that were packed."""
    package = tiny()
    weights = trained_further(package, 3, head=head)
    write("judge", pack(weights, package.weights), [], tmp_path)

    assert closeness(replace(package, weights=weights), over(package, "judge", tmp_path)) >= 0.9999


def test_what_a_packed_network_has_learnt_since_is_lost_on_its_own_grid_and_kept_on_another() -> None:
    """Steps of a third, each within what is rounded away: on the other grid their mean stays, if not each of them."""
    chance = np.random.default_rng(0)
    first, scale = rounded(chance.normal(size=(40, 400)).astype(np.float32))
    before = (first * scale[:, None]).astype(np.float32)
    learnt = np.where(np.abs(first) == GRIDS[0], 0, chance.choice([-1, 1], first.shape) * scale[:, None] / 3).astype(np.float32)

    kept = {most: np.vdot(_unrounded(before + learnt, most) - before, learnt) / np.vdot(learnt, learnt) for most in GRIDS}
    assert pytest.approx(kept[GRIDS[0]], abs=0.01) == 0.0
    assert pytest.approx(kept[GRIDS[1]], abs=0.1) == 1.0


def _unrounded(matrix: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    """A matrix as it is read again after it was packed."""
    bytes_, scale = rounded(matrix, most)
    return (bytes_ * scale[:, None]).astype(np.float32)


def test_what_training_did_not_change_is_not_packed() -> None:
    """Frozen weights are the package's own and take no room."""
    package = tiny()
    assert {} == pack(package.weights, package.weights)


def test_changed_word_embeddings_are_refused() -> None:
    """Word embeddings are not packed, so a network that was trained with others must not pass for what it is not."""
    with pytest.raises(ValueError, match="frozen"):
        pack(tiny(1).weights, tiny().weights)


def test_a_mean_keeps_equal_numbers_exactly() -> None:
    """Averaging checkpoints leaves what they share as it is, to the last bit."""
    package = tiny()
    name = "embeddings.word_embeddings.weight"
    soup = mean([trained_further(package, seed) for seed in (1, 2, 3)])
    assert np.array_equal(package.weights[name], soup[name])


def test_tampered_packed_weights_are_refused(packed: Path, tmp_path: Path) -> None:
    """A changed byte in a packed file is noticed before a network is made of it."""
    folder = shutil.copytree(packed, tmp_path / "packed")
    raw = bytearray((folder / "judge.safetensors").read_bytes())
    raw[-1] ^= 1
    (folder / "judge.safetensors").write_bytes(raw)
    with pytest.raises(ModelUnusable, match="damaged"):
        over(tiny(), "judge", folder)


def test_a_tampered_network_is_refused(judge: Path, tmp_path: Path) -> None:
    """A changed byte in a made network is noticed before it is loaded."""
    folder = shutil.copytree(judge, tmp_path / "judge")
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelUnusable, match="damaged"):
        check_folder(folder)


def test_an_unlisted_packed_file_is_refused(packed: Path, tmp_path: Path) -> None:
    """Weights that models.json does not name are not used."""
    folder = shutil.copytree(packed, tmp_path / "packed")
    (folder / "models.json").write_text(json.dumps({}), "utf-8")
    with pytest.raises(ModelUnusable, match=r"models\.json"):
        checksum_of("judge", folder)


def test_scores_are_nine_a_passage_in_the_order_given(judge: Path) -> None:
    """Each passage gives one float32 row of nine logits; no passage gives no row."""
    scorer = PairScorer(check_folder(judge))
    assert ((4, 9), np.float32) == ((scores := scorer.score(QUESTION, PASSAGES)).shape, scores.dtype.type)
    assert np.allclose(scores[::-1], scorer.score(QUESTION, PASSAGES[::-1]))
    assert (0, len(OUTPUTS)) == scorer.score(QUESTION, ()).shape


def test_scores_are_the_same_every_time_and_in_any_company(judge: Path) -> None:
    """The same pair gives the same numbers, however often and with whatever else it is asked."""
    scorer = PairScorer(check_folder(judge))
    scores = scorer.score(QUESTION, PASSAGES)
    alone = np.vstack([scorer.score(QUESTION, [passage]) for passage in PASSAGES])
    assert np.array_equal(scores, scorer.score(QUESTION, PASSAGES))
    assert np.allclose(scores, alone, atol=1e-5)


def test_question_and_passage_are_told_apart(judge: Path) -> None:
    """The judge is told which of the two texts is the question."""
    network = Network(check_folder(judge), 140)
    rows = network.rows([("keys are signed for", "who signs"), ("who signs", "keys are signed for")])
    assert not np.allclose(rows[0], rows[1], atol=1e-3)


def test_a_network_of_another_kind_is_no_judge(packed: Path, tmp_path: Path) -> None:
    """A folder that gives vectors is refused as a judge."""
    export(over(tiny(), "matcher", packed), tmp_path / "made")
    with pytest.raises(ModelUnusable, match="not 9"):
        PairScorer(check_folder(tmp_path / "made"))


def test_without_packed_models_there_is_minilm_and_no_judge(tmp_path: Path) -> None:
    """A release without fine-tuned models still embeds, and says plainly that it has no judge."""
    assert ("minilm", None) == (embedding_name("", tmp_path), pair_scorer(tmp_path))
    with pytest.raises(ModelUnusable, match="matcher is not here"):
        model_folder("matcher", tmp_path)


@pytest.mark.parametrize(("chosen", "expected"), [("", "matcher"), ("minilm", "minilm"), ("matcher", "matcher")])
def test_the_matcher_embeds_where_it_is_here(chosen: str, expected: str, packed: Path) -> None:
    """The matcher is the default; VERSE_EMBEDDER chooses."""
    assert expected == embedding_name(chosen, packed)


@pytest.mark.parametrize("chosen", ["judge", "bert"])
def test_an_unknown_embedder_is_refused(chosen: str, packed: Path) -> None:
    """What does not embed is refused with the names that may be given."""
    with pytest.raises(ModelUnusable, match="minilm or matcher"):
        embedding_name(chosen, packed)


@pytest.mark.slow
def test_the_pair_network_agrees_with_transformers(packed: Path, judge: Path, tmp_path: Path) -> None:
    """Serving gives the logits that the reference library gives from the same weights."""
    code = (
        "import sys, numpy as np, torch; from transformers import BertConfig, BertModel\n"
        "w = {k: torch.tensor(v) for k, v in np.load(sys.argv[1]).items()}; t = torch.tensor(np.load(sys.argv[2])).long()\n"
        "c = BertConfig(vocab_size=30522, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=4)\n"
        "b = BertModel(c, add_pooling_layer=False).eval(); b.load_state_dict({k: w[k] for k in w if k[:4] != 'head'})\n"
        "h = b(input_ids=t[0], token_type_ids=t[1], attention_mask=t[2]).last_hidden_state; m = t[2][..., None]\n"
        "v = torch.cat([h[:, 0], (h * m).sum(1) / m.sum(1)], 1); o = v @ w['head.weight'].T + w['head.bias']\n"
        "np.save(sys.argv[3], o.detach().numpy())"
    )
    network = Network(check_folder(judge), 140)
    pairs = [(QUESTION, passage) for passage in PASSAGES]
    np.savez(tmp_path / "weights.npz", **over(tiny(), "judge", packed).weights)  # type: ignore[arg-type] # its names are not allow_pickle
    np.save(tmp_path / "tokens.npy", network.tokens(pairs))
    files = [str(tmp_path / name) for name in ("weights.npz", "tokens.npy", "logits.npy")]
    subprocess.run([sys.executable, "-c", code, *files], check=True)  # noqa: S603 - ours
    assert np.allclose(np.load(tmp_path / "logits.npy"), network.rows(pairs), atol=1e-4)


@pytest.mark.slow
@pytest.mark.skipif(checksum_of("judge", PACKED) is None, reason="this release has no packed judge")
def test_the_released_models_serve_without_training_libraries() -> None:
    """Neither torch, transformers nor the graph builder is imported to embed and to judge."""
    code = (
        "import sys; from knowledge.embedder import OnnxEmbedder; from knowledge.pair_scorer import pair_scorer\n"
        "OnnxEmbedder().embed(['x']); s = pair_scorer(); assert s; print(s.score('may I?', ['Yes.', 'No.']).shape)\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx', 'safetensors', 'training') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert ["(2, 9)", "[]"] == done.stdout.splitlines()


@pytest.mark.skipif(checksum_of("matcher", PACKED) is None, reason="this release has no packed matcher")
def test_the_released_matcher_brings_a_question_to_its_clause(onnx_embedder: OnnxEmbedder) -> None:
    """A question in chat's words lies nearer the clause that decides it than a clause that shares its words."""
    texts = (
        "can i pop a pic of the class on my insta",
        "Staff must not post images of pupils on their own accounts.",
        "Class sizes are set each term.",
    )
    asked, right, wrong = onnx_embedder.embed(texts)
    assert asked @ right > asked @ wrong
