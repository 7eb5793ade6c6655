"""What every network's ONNX graph is built of: nodes and constants, in order of evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.trained import Array

FUSED: Final = "com.microsoft"  # ONNX Runtime's own operators
FLOAT, INT32 = TensorProto.FLOAT, TensorProto.INT32


@dataclass(slots=True, kw_only=True)
class Nodes:
    """A graph as it is built."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    last: str = ""

    def constant(self, value: NDArray[np.generic]) -> str:
        """Add a constant; its name."""
        name = f"w{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: float | list[int]) -> str:
        """Add one operation; the name of its output, of the first where it has several ``outputs``."""
        names = [f"n{len(self.nodes)}", *(f"n{len(self.nodes)}_{more}" for more in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def output(self, name: str, kind: str, *inputs: str) -> None:
        """Add the operation that gives the whole network's output."""
        self.nodes.append(helper.make_node(kind, list(inputs), [name]))
        self.last = name

    def model(self, name: str, inputs: Sequence[str], width: int) -> bytes:
        """The finished network: int32 (n, length) ``inputs`` to float32 rows (n, width)."""
        read = [helper.make_tensor_value_info(each, TensorProto.INT32, ["n", "length"]) for each in inputs]
        given = helper.make_tensor_value_info(self.last, TensorProto.FLOAT, ["n", width])
        body = helper.make_graph(self.nodes, name, read, [given], self.constants)
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        return bytes(helper.make_model(body, opset_imports=versions, ir_version=9).SerializeToString())


@dataclass(slots=True, kw_only=True)
class Encoder(Nodes):
    """What encoders of both kinds have: trained weights by name, and steps that are the same whatever their attention."""

    weights: Mapping[str, Array]
    heads: int
    epsilon: float

    def trained(self, name: str) -> str:
        """Add a trained weight as it is; its name in the graph."""
        return self.constant(self.weights[name])

    def numbers(self, *values: int) -> str:
        """Add a short list of whole numbers."""
        return self.constant(np.array(values, np.int64))

    def turned(self, name: str, value: str) -> str:
        """``value`` times a trained matrix, which is stored by its outputs."""
        return self.node("MatMul", value, self.constant(self.weights[f"{name}.weight"].T))

    def scaled(self, value: str) -> str:
        """The tokens' vectors as the first layer reads them."""
        scale, shift = self.trained("embeddings.LayerNorm.weight"), self.trained("embeddings.LayerNorm.bias")
        return self.node("LayerNormalization", value, scale, shift, epsilon=self.epsilon, axis=-1)

    def after_attention(self, prefix: str, taken: str, state: str) -> str:
        """The rest of a layer: what was ``taken`` from other tokens, then two dense steps, each added onto what came in."""
        state = self.dense_onto(f"{prefix}attention.output.", taken, state)
        wide = self.turned(f"{prefix}intermediate.dense", state)
        wide = self.node("BiasGelu", wide, self.trained(f"{prefix}intermediate.dense.bias"), domain=FUSED)
        return self.dense_onto(f"{prefix}output.", wide, state)

    def dense_onto(self, prefix: str, value: str, onto: str) -> str:
        """A dense step added onto ``onto`` and scaled."""
        value = self.turned(f"{prefix}dense", value)
        parts = [self.trained(prefix + name) for name in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
        return self.node("SkipLayerNormalization", value, onto, *parts, domain=FUSED, epsilon=self.epsilon)

    def total(self, state: str) -> tuple[str, str]:
        """The sum over real tokens, and how many these are."""
        last, middle = self.numbers(2), self.numbers(1)
        mask = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=FLOAT), last)
        return self.node("ReduceSum", self.node("Mul", state, mask), middle, keepdims=0), self.node("ReduceSum", mask, middle, keepdims=0)

    def scores(self, state: str) -> None:
        """A dense step over the first token beside the mean, as the output ``scores``."""
        place = self.numbers(0)
        first = self.node("Squeeze", self.node("Gather", state, place, axis=1), self.numbers(1))
        both = self.node("Concat", first, self.node("Div", *self.total(state)), axis=1)
        raw = self.turned("head", both)
        self.output("scores", "Add", raw, self.trained("head.bias"))
