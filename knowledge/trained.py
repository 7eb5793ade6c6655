"""Trained weights as numbers by name, whole or packed. Reads safetensors itself: the format is a table and the numbers.

A packed file holds what training changed of the package's weights: of a matrix the difference, as int8 with a float32
scale a row under its name and ``SCALE``; anything else whole. What it leaves out is the package's own. A difference is
small, so that a byte a number loses next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.weights import PACKED, WEIGHTS_SHA256, ModelName, ModelUnusable, checksum_of, sha256_of, verify, weights_folder

Array = NDArray[np.float32]
SCALE = ".scale"
KINDS = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I8": "<i1"}


@dataclass(frozen=True, slots=True)
class Trained:
    """A network's trained weights by name, its shape, its tokenizer's file, and the checksum that stands for the weights."""

    weights: Mapping[str, Array]
    layers: int
    heads: int
    epsilon: float
    tokenizer: Path
    checksum: str


def read_safetensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """Every tensor of a safetensors file by name: an 8-byte length, a JSON table, then the numbers."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    table = json.loads(raw[8:start])
    table.pop("__metadata__", None)
    tensors: dict[str, NDArray[np.generic]] = {}
    for name, entry in table.items():
        first, last = (start + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(raw[first:last], KINDS[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def plain(tensors: Mapping[str, NDArray[np.generic]]) -> dict[str, Array]:
    """Tensors as float32 by the encoder's own names; counters are left out."""
    return {name.removeprefix("bert."): tensor.astype(np.float32) for name, tensor in tensors.items() if tensor.dtype.kind == "f"}


def unpack(tensors: Mapping[str, NDArray[np.generic]], package: Mapping[str, Array]) -> dict[str, Array]:
    """The whole network of a packed file's tensors over the package's weights."""
    weights = dict(package)
    for name, tensor in tensors.items():
        if name + SCALE in tensors:
            weights[name] = package[name] + tensor.astype(np.float32) * tensors[name + SCALE].astype(np.float32)[:, None]
        elif not name.endswith(SCALE):
            weights[name] = tensor.astype(np.float32)
    return weights


def trained_at(folder: Path, wanted: str | None = None) -> Trained:
    """The whole network in a weights folder; ``wanted`` is the sha256 to insist on. Raises ModelUnusable, OSError."""
    source = folder / "model.safetensors"
    checksum = sha256_of(source)
    if wanted is not None and checksum != wanted:
        message = f"The weights {source} are not the ones meant: their sha256 is {checksum}, not {wanted}."
        raise ModelUnusable(message)
    shape = json.loads((folder / "config.json").read_text("utf-8"))
    sizes = (shape["num_hidden_layers"], shape["num_attention_heads"], shape["layer_norm_eps"])
    return Trained(plain(read_safetensors(source)), *sizes, folder / "tokenizer.json", checksum)


def trained(name: ModelName, packed: Path = PACKED) -> Trained:
    """The network called ``name``: the package's weights, and over them what its packed file holds. Raises ModelUnusable, OSError."""
    return over(trained_at(weights_folder(), WEIGHTS_SHA256), name, packed)


def over(package: Trained, name: ModelName, packed: Path) -> Trained:
    """``package`` with what the packed file of ``name`` changes. Raises ModelUnusable, OSError."""
    if name == "minilm":
        return package
    checksum = checksum_of(name, packed)
    if checksum is None:
        message = f"{packed} has no {name}.safetensors."
        raise ModelUnusable(message)
    path = packed / f"{name}.safetensors"
    verify(path, checksum)
    weights = unpack(read_safetensors(path), package.weights)
    return Trained(weights, package.layers, package.heads, package.epsilon, package.tokenizer, checksum)
