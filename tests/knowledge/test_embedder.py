"""The embedder and the model folder it reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedder import OnnxEmbedder
from knowledge.trained import trained_at
from knowledge.weights import ModelUnusable, check_folder, model_folder, weights_folder

TEXTS = (
    "May I accept a friend request from a former pupil?",
    "Staff must not give out their own phone number.",
    "  Gifts over £25\tare recorded; see 4.2(b).  ",
    "naïve café 日本 ✗",
    "",
    "word " * 400,
    "Where a parent complains, the headteacher is told the same day. " * 6,
)


@pytest.mark.slow
def test_agrees_with_sentence_transformers() -> None:
    """Serving gives the vectors that the reference library gives from the same weights."""
    code = (
        "import sys, numpy as np; from sentence_transformers import SentenceTransformer\n"
        "m = SentenceTransformer(sys.argv[1], device='cpu', local_files_only=True)\n"
        "np.save(sys.argv[2], m.encode(sys.argv[3:], normalize_embeddings=True, show_progress_bar=False))"
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "reference.npy"
        environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
        subprocess.run([sys.executable, "-c", code, str(weights_folder()), str(target), *TEXTS], env=environment, check=True)  # noqa: S603 - ours
        reference = np.load(target)
    cosines = (OnnxEmbedder(model_folder("minilm")).embed(TEXTS) * reference).sum(axis=1)
    assert cosines.min() >= 0.9999


def test_rows_are_float32_and_of_unit_length(onnx_embedder: OnnxEmbedder) -> None:
    """Each text gives one float32 row of 384 numbers and length 1."""
    vectors = onnx_embedder.embed(TEXTS)
    assert ((len(TEXTS), 384), np.float32) == (vectors.shape, vectors.dtype.type)
    assert np.allclose(1.0, np.linalg.norm(vectors, axis=1), atol=1e-5)


def test_no_texts_give_no_rows(onnx_embedder: OnnxEmbedder) -> None:
    """Nothing in, an empty table of the right width out."""
    expected = (0, 384)
    assert expected == onnx_embedder.embed(()).shape


def test_the_same_texts_give_the_same_numbers(onnx_embedder: OnnxEmbedder) -> None:
    """Embedding is deterministic to the last bit."""
    assert np.array_equal(onnx_embedder.embed(TEXTS), onnx_embedder.embed(TEXTS))


def test_serving_loads_no_training_library() -> None:
    """Neither torch, transformers nor the graph builder is imported to embed."""
    code = (
        "import sys; from knowledge.embedder import OnnxEmbedder; OnnxEmbedder().embed(['x'])\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx', 'langchain') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    expected = "[]"
    assert expected == done.stdout.strip()


def test_a_damaged_network_is_refused(tmp_path: Path) -> None:
    """A changed byte in the model's file is noticed before it is loaded."""
    whole = model_folder().network.parent
    for name in ("manifest.json", "tokenizer.json"):
        shutil.copy(whole / name, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not the network")
    with pytest.raises(ModelUnusable, match="damaged"):
        check_folder(tmp_path)


def test_an_absent_model_folder_says_where_it_looked(tmp_path: Path) -> None:
    """A folder without a manifest is one clear line, with its path."""
    with pytest.raises(ModelUnusable, match=str(tmp_path)):
        check_folder(tmp_path)


def test_wrong_weights_are_refused(tmp_path: Path) -> None:
    """Weights whose checksum is not the one meant are never turned into a model."""
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(ModelUnusable, match="not the ones meant"):
        trained_at(tmp_path, "0" * 64)
