"""What every network's ONNX graph is built of: nodes and constants, in order of evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
