"""Trained weights as numbers by name, whole or packed. Reads safetensors itself: the format is a table and the numbers.

A packed file holds what training changed of the package's weights: of a matrix the difference, as int8 with a float32
scale a row under its name and ``SCALE``; anything else whole. What it leaves out is the package's own. A difference is
small, so that a byte a number loses next to nothing. A network that stands on no package is packed the same way, as what
it changes of nothing: its file then says of what shape it is (``Shape``), and has its tokenizer beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.weights import PACKED, WEIGHTS_SHA256, ModelName, ModelUnusable, checksum_of, sha256_of, verify, weights_folder

Array = NDArray[np.float32]
WORDS = "embeddings.word_embeddings.weight"  # frozen in training
SCALE = ".scale"
NOTES = "__metadata__"  # the format's own name
NOTHING = np.float32(0)
KINDS = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I8": "<i1"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone don't tell of a network; in a packed file its notes."""

    layers: int
    heads: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A network's trained weights by name, its shape, its tokenizer's file, and the checksum that stands for the weights."""

    weights: Mapping[str, Array]
    shape: Shape
    tokenizer: Path
    checksum: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What a safetensors file holds: tensors by name, and notes."""

    tensors: Mapping[str, NDArray[np.generic]]
    notes: Mapping[str, str]

    @property
    def shape(self) -> Shape | None:
        """The shape that a network has which stands on no package."""
        noted = self.notes
        return Shape(int(noted["layers"]), int(noted["heads"]), float(noted["epsilon"])) if noted else None


def read_safetensors(path: Path) -> Stored:
    """A safetensors file: an 8-byte length, a JSON table, then the numbers."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    table = json.loads(raw[8:start])
    notes = table.pop(NOTES, {})
    tensors: dict[str, NDArray[np.generic]] = {}
    for name, entry in table.items():
        first, last = (start + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(raw[first:last], KINDS[entry["dtype"]]).reshape(entry["shape"])
    return Stored(tensors, notes)


def plain(tensors: Mapping[str, NDArray[np.generic]]) -> dict[str, Array]:
    """Tensors as float32 by the encoder's own names; counters are left out."""
    return {
        name.removeprefix("bert.").removeprefix("body."): tensor.astype(np.float32)
        for name, tensor in tensors.items()
        if tensor.dtype.kind == "f"
    }


def unpack(tensors: Mapping[str, NDArray[np.generic]], package: Mapping[str, Array]) -> dict[str, Array]:
    """The whole network of a packed file's tensors over the package's weights, or over nothing."""
    weights = dict(package)
    for name, tensor in tensors.items():
        if name + SCALE in tensors:
            weights[name] = package.get(name, NOTHING) + tensor.astype(np.float32) * tensors[name + SCALE].astype(np.float32)[:, None]
        elif not name.endswith(SCALE):
            weights[name] = tensor.astype(np.float32)
    return weights


def rounded(matrix: Array, most: int = 127) -> tuple[NDArray[np.int8], Array]:
    """A matrix at a byte a number, with one scale a row, (rows,), by which its greatest number is ``most``."""
    scale = np.maximum(np.abs(matrix).max(axis=1), np.float32(1e-12)) / np.float32(most)
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def trained_at(folder: Path, wanted: str | None = None) -> Trained:
    """The whole network in a weights folder; ``wanted`` is the sha256 to insist on. Raises ModelUnusable, OSError."""
    source = folder / "model.safetensors"
    checksum = sha256_of(source)
    if wanted is not None and checksum != wanted:
        message = f"The weights {source} are not the ones meant: their sha256 is {checksum}, not {wanted}."
        raise ModelUnusable(message)
    noted = json.loads((folder / "config.json").read_text("utf-8"))
    shape = Shape(noted["num_hidden_layers"], noted["num_attention_heads"], noted["layer_norm_eps"])
    return Trained(plain(read_safetensors(source).tensors), shape, folder / "tokenizer.json", checksum)


def trained(name: ModelName, packed: Path = PACKED) -> Trained:
    """The network called ``name``: the package's weights, and over them what its packed file holds. Raises ModelUnusable, OSError."""
    return over(trained_at(weights_folder(), WEIGHTS_SHA256), name, packed)


def over(package: Trained, name: ModelName, packed: Path) -> Trained:
    """``package`` with what the packed file of ``name`` changes, or the network that is whole in it. Raises ModelUnusable, OSError."""
    if name == "minilm":
        return package
    checksum = checksum_of(name, packed)
    if checksum is None:
        message = f"{packed} has no {name}.safetensors."
        raise ModelUnusable(message)
    path = packed / f"{name}.safetensors"
    verify(path, checksum)
    stored = read_safetensors(path)
    if stored.shape is None:
        return replace(package, weights=unpack(stored.tensors, package.weights), checksum=checksum)
    tokenizer = tokenizer_of(path)
    verify(tokenizer, stored.notes["tokenizer"])
    return Trained(unpack(stored.tensors, {}), stored.shape, tokenizer, checksum)


def tokenizer_of(packed: Path) -> Path:
    """Where the tokenizer of a packed network lies that stands on no package."""
    return packed.with_suffix(".tokenizer.json")
