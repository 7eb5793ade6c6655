"""A network like the real ones, too small to take time: random weights under their real names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from knowledge.relative_graph import DISTANCES
from knowledge.trained import WORDS, Array, Shape, Trained, rounded
from knowledge.weights import weights_folder

if TYPE_CHECKING:
    from pathlib import Path

KNOWN, WIDTH, WIDE, LAYERS, HEADS, OUTPUTS = 30522, 16, 32, 2, 4, 9


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        WORDS: (KNOWN, WIDTH),
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    dense = {f"attention.self.{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
    dense |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (WIDE, WIDTH), "output.dense": (WIDTH, WIDE)}
    for layer in range(LAYERS):
        for name, shape in dense.items():
            shapes |= {f"encoder.layer.{layer}.{name}.weight": shape, f"encoder.layer.{layer}.{name}.bias": shape[:1]}
    scales = ("embeddings", *(f"encoder.layer.{layer}.{part}output" for layer in range(LAYERS) for part in ("attention.", "")))
    return shapes | {f"{name}.LayerNorm.{part}": (WIDTH,) for name in scales for part in ("weight", "bias")}


def tiny(seed: int = 0) -> Trained:
    """An encoder of two layers, its vectors 16 wide."""
    chance = np.random.default_rng(seed)
    weights = {name: chance.normal(0, 0.3, shape).astype(np.float32) for name, shape in _shapes().items()}
    return Trained(weights, Shape(LAYERS, HEADS, 1e-12), weights_folder() / "tokenizer.json", f"tiny {seed}")


def trained_further(package: Trained, seed: int, *, head: bool = False, outputs: int = OUTPUTS) -> dict[str, Array]:
    """``package``'s weights moved a little, but for the word embeddings; with a head on request, a judge's unless told otherwise."""
    chance = np.random.default_rng(seed)
    moved = {name: (each + chance.normal(0, 0.02, each.shape)).astype(np.float32) for name, each in package.weights.items()}
    moved[WORDS] = package.weights[WORDS]
    if head:
        moved |= {"head.weight": chance.normal(0, 0.3, (outputs, 2 * WIDTH)).astype(np.float32), "head.bias": np.zeros(outputs, np.float32)}
    return moved


def tiny_relative(folder: Path, seed: int = 0, outputs: int = OUTPUTS) -> Trained:
    """A judge that weighs distances, of two layers, with a tokenizer of its own in ``folder``: it stands on no package."""
    chance = np.random.default_rng(seed)
    tokenizer = folder / "tokenizer.json"
    Tokenizer.from_file(str(weights_folder() / "tokenizer.json")).save(str(tokenizer))
    weights = {name: chance.normal(0, 0.3, shape).astype(np.float32) for name, shape in _relative_shapes(outputs).items()}
    words, scale = rounded(weights[WORDS])
    weights[WORDS] = words.astype(np.float32) * scale[:, None]  # as a packed table is
    return Trained(weights, Shape(LAYERS, HEADS, 1e-7), tokenizer, f"tiny relative {seed}")


def _relative_shapes(outputs: int) -> dict[str, tuple[int, ...]]:
    of_words = ("position_embeddings", "token_type_embeddings")
    shapes = {
        name.replace(".query.", ".query_proj.").replace(".key.", ".key_proj.").replace(".value.", ".value_proj."): shape
        for name, shape in _shapes().items()
        if not any(each in name for each in of_words)
    }
    shapes |= {DISTANCES: (512, WIDTH), "encoder.LayerNorm.weight": (WIDTH,), "encoder.LayerNorm.bias": (WIDTH,)}
    return shapes | {"head.weight": (outputs, 2 * WIDTH), "head.bias": (outputs,)}
