"""Runs a made network over texts: the one module that knows ONNX Runtime and the tokenizer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from knowledge.weights import ModelFolder

TOKENS_A_BATCH = 1024  # padded tokens in one run: little padding, and a layer's numbers stay in the processor's cache
Rows = NDArray[np.float32]


class Network:
    """A loaded network: about 0.2 s and 150 MB. Safe to share between threads; a text's row hangs on that text alone."""

    def __init__(self, folder: ModelFolder, longest: int, *, threads: int = 2) -> None:
        """Load a checked model folder; of a text (or a pair, the longer first) what is over ``longest`` tokens is not read."""
        self.checksum = folder.checksum
        self._tokenizer = Tokenizer.from_file(str(folder.tokenizer))
        self._tokenizer.enable_truncation(longest, strategy="longest_first")
        self._tokenizer.no_padding()
        self._session = _load(folder, threads)
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._output = self._session.get_outputs()[0]

    @property
    def width(self) -> int:
        """How many numbers a row has."""
        return int(self._output.shape[1])

    def rows(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Rows:
        """One row a text or pair, float32 (n, width), in the order given; read in batches of like length."""
        read = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(read)), key=lambda index: (len(read[index]), index))
        rows = np.zeros((len(read), self.width), dtype=np.float32)
        for batch in _batches(order, [len(each) for each in read]):
            rows[batch] = self._run([read[index] for index in batch])
        return rows

    def tokens(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> NDArray[np.int32]:
        """What the network reads of some texts, in one run: ids, kinds and mask, int32 (3, n, longest)."""
        return _table(self._tokenizer.encode_batch(list(texts)))

    def _run(self, read: Sequence[Encoding]) -> Rows:
        filled = dict(zip(("input_ids", "token_type_ids", "attention_mask"), _table(read), strict=True))
        rows: Rows = self._session.run([self._output.name], {name: filled[name] for name in self._inputs})[0]
        return rows


def _load(folder: ModelFolder, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # fused when made: saves 70 ms
    options.enable_cpu_mem_arena = False  # one long batch would otherwise hold its memory for good
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(folder.network), options, providers=["CPUExecutionProvider"])


def _table(read: Sequence[Encoding]) -> NDArray[np.int32]:
    table = np.zeros((3, len(read), max(map(len, read))), dtype=np.int32)
    for row, each in enumerate(read):
        table[:, row, : len(each)] = (each.ids, each.type_ids, each.attention_mask)
    return table


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Cut texts, shortest first, into runs whose padded size stays under the limit."""
    batches: list[list[int]] = []
    for index in order:
        if batches and (len(batches[-1]) + 1) * lengths[index] <= TOKENS_A_BATCH:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches
