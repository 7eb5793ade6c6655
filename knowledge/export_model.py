"""Make the model folder that serving reads: ``python -m knowledge.export_model [--from WEIGHTS] [--to FOLDER]``.

Builds MiniLM's network (a BERT encoder, mean pooling, unit length) as an ONNX graph straight from the safetensors
file, with ONNX Runtime's fused operators. torch's own exporter would need torch at set-up, and its graphs change
with each version; six equal layers do not. A test holds the result
against sentence-transformers, which stays the reference and the way to train: a folder saved by
``SentenceTransformer.save`` of the same shape goes in with ``--from``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from knowledge.weights import FORMAT, WEIGHTS_SHA256, ModelUnusable, cache_folder, sha256_of, weights_folder, write_manifest

Array = NDArray[np.float32]
FUSED: Final = "com.microsoft"


@dataclass(slots=True)
class Graph:
    """Nodes and constants of a network as it is built, in order of evaluation, from its trained weights by name."""

    weights: dict[str, Array]
    heads: int
    epsilon: float
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, value: NDArray[np.generic]) -> str:
        """Add a constant; its name."""
        name = f"w{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def trained(self, name: str) -> str:
        """Add a trained weight as it is; its name in the graph."""
        return self.constant(self.weights[name])

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: float | list[int]) -> str:
        """Add one operation; the name of its output."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def embeddings(self) -> str:
        """The tokens' vectors with their places, scaled: what the first layer reads."""
        # One text at a time, so every token is of type 0: its vector is folded into the places.
        places = self.weights["embeddings.position_embeddings.weight"] + self.weights["embeddings.token_type_embeddings.weight"][0]
        first, length = self.constant(np.array([0])), self.node("Shape", "input_ids", start=1, end=2)
        place = self.node("Slice", self.constant(places), first, length, first)
        words = self.node("Gather", self.trained("embeddings.word_embeddings.weight"), "input_ids")
        scale, shift = self.trained("embeddings.LayerNorm.weight"), self.trained("embeddings.LayerNorm.bias")
        return self.node("LayerNormalization", self.node("Add", words, place), scale, shift, epsilon=self.epsilon, axis=-1)

    def layer(self, prefix: str, state: str) -> str:
        """One layer of the encoder: attention, then two dense steps, each added onto what came in."""
        names = tuple(f"{prefix}attention.self.{name}" for name in ("query", "key", "value"))
        joint = self.constant(np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1))
        shift = self.constant(np.concatenate([self.weights[f"{name}.bias"] for name in names]))
        seen = self.node("Attention", state, joint, shift, "attention_mask", domain=FUSED, num_heads=self.heads)
        state = self.dense_onto(f"{prefix}attention.output.", seen, state)
        wide = self.node("MatMul", state, self.constant(self.weights[f"{prefix}intermediate.dense.weight"].T))
        wide = self.node("BiasGelu", wide, self.trained(f"{prefix}intermediate.dense.bias"), domain=FUSED)
        return self.dense_onto(f"{prefix}output.", wide, state)

    def dense_onto(self, prefix: str, value: str, onto: str) -> str:
        """A dense step added onto ``onto`` and scaled."""
        value = self.node("MatMul", value, self.constant(self.weights[f"{prefix}dense.weight"].T))
        parts = [self.trained(prefix + name) for name in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
        return self.node("SkipLayerNormalization", value, onto, *parts, domain=FUSED, epsilon=self.epsilon)

    def pool(self, state: str) -> None:
        """The mean over real tokens, scaled to length 1, as the output ``vectors``."""
        last, middle = self.constant(np.array([2])), self.constant(np.array([1]))
        mask = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=TensorProto.FLOAT), last)
        total = self.node("ReduceSum", self.node("Mul", state, mask), middle, keepdims=0)
        # The mean's divisor cancels when the row is scaled to unit length, so the sum will do.
        length = self.node("ReduceL2", total, axes=[1], keepdims=1)
        self.nodes.append(helper.make_node("Div", [total, length], ["vectors"]))


def read_safetensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """Every tensor of a safetensors file by name: an 8-byte length, a JSON table, then the numbers."""
    kinds = {"F32": "<f4", "F16": "<f2", "I64": "<i8"}
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    table = json.loads(raw[8:start])
    table.pop("__metadata__", None)
    tensors: dict[str, NDArray[np.generic]] = {}
    for name, entry in table.items():
        first, last = (start + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(raw[first:last], kinds[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def build(tensors: dict[str, NDArray[np.generic]], layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    """The whole network: input_ids and attention_mask, int32 (n, length), to float32 (n, width) unit rows."""
    weights = {name.removeprefix("bert."): tensor.astype(np.float32) for name, tensor in tensors.items() if tensor.dtype.kind == "f"}
    graph = Graph(weights, heads, epsilon)
    state = graph.embeddings()
    for index in range(layers):
        state = graph.layer(f"encoder.layer.{index}.", state)
    graph.pool(state)
    width = weights["embeddings.LayerNorm.weight"].shape[0]
    ids, mask = (helper.make_tensor_value_info(name, TensorProto.INT32, ["n", "length"]) for name in ("input_ids", "attention_mask"))
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", width])
    body = helper.make_graph(graph.nodes, "sentence_encoder", [ids, mask], [vectors], graph.constants)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=versions, ir_version=9)


def export(weights: Path, target: Path, wanted: str | None) -> None:
    """Write the model folder ``target`` from a weights folder; ``wanted`` is the sha256 to insist on.

    Written aside and renamed, so that a model folder is whole or absent. Raises ModelUnusable.
    """
    source = weights / "model.safetensors"
    checksum = sha256_of(source)
    if wanted is not None and checksum != wanted:
        message = f"The weights {source} are not the ones meant: their sha256 is {checksum}, not {wanted}."
        raise ModelUnusable(message)
    shape = json.loads((weights / "config.json").read_text("utf-8"))
    model = build(read_safetensors(source), shape["num_hidden_layers"], shape["num_attention_heads"], shape["layer_norm_eps"])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        made = Path(name) / "made"
        made.mkdir()
        onnx.save(model, str(made / "model.onnx"))
        shutil.copyfile(weights / "tokenizer.json", made / "tokenizer.json")
        write_manifest(made, checksum)
        _put(made, target)


def _put(made: Path, target: Path) -> None:
    if target.exists():
        old = Path(tempfile.mkdtemp(dir=made.parent))
        target.replace(old / "old")
    made.replace(target)


def main(arguments: list[str]) -> int:
    """Run as a command: 0 when the folder stands, 2 with one line on stderr when it cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.export_model", description="Make the model folder that serving reads.")
    parser.add_argument("--from", dest="source", type=Path, help="a folder with model.safetensors (default: the installed package)")
    parser.add_argument("--to", type=Path, help="where to write (default: the cache)")
    chosen = parser.parse_args(arguments)
    target = chosen.to or cache_folder() / f"model-{FORMAT}-{WEIGHTS_SHA256[:16]}"
    try:
        export(chosen.source or weights_folder(), target, None if chosen.source else WEIGHTS_SHA256)
    except (ModelUnusable, OSError, KeyError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
