"""Text to vectors: MiniLM through ONNX Runtime, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.weights import ModelFolder, model_folder

WIDTH = 384
LONGEST = 256  # tokens; what the model was trained to read, the rest of a longer text is not seen
TOKENS_A_BATCH = 4096  # padded tokens in one run: bounds memory at about 60 MB
Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns texts into unit vectors; ``checksum`` changes whenever the vectors would."""

    @property
    def checksum(self) -> str:
        """Names the model, in hexadecimal: vectors made under different names are not comparable."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32 (n, 384), each of length 1; (0, 384) for no texts."""


class OnnxEmbedder:
    """The serving embedder. Loading costs about 0.2 s and 150 MB; safe to share between threads."""

    def __init__(self, folder: ModelFolder | None = None, *, threads: int = 2) -> None:
        """Load a checked model folder, by default the one that settings name. Raises ModelUnusable."""
        self._folder = folder or model_folder()
        self._tokenizer = Tokenizer.from_file(str(self._folder.tokenizer))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        self._network = _load(self._folder, threads)

    @property
    def checksum(self) -> str:
        """The sha256 of the network's file."""
        return self._folder.checksum

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32 (n, 384), each of length 1; read in batches of like length."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda index: (len(tokens[index]), index))
        vectors = np.zeros((len(tokens), WIDTH), dtype=np.float32)
        for batch in _batches(order, tokens):
            vectors[batch] = self._run([tokens[index] for index in batch])
        return vectors

    def _run(self, tokens: list[list[int]]) -> Vectors:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int32)
        mask = np.zeros_like(ids)
        for row, token in enumerate(tokens):
            ids[row, : len(token)] = token
            mask[row, : len(token)] = 1
        vectors: Vectors = self._network.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def _load(folder: ModelFolder, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # fused when made: saves 70 ms
    options.enable_cpu_mem_arena = False  # one long batch would otherwise hold its memory for good
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(folder.network), options, providers=["CPUExecutionProvider"])


def _batches(order: list[int], tokens: list[list[int]]) -> list[list[int]]:
    """Cut texts, shortest first, into runs whose padded size stays under the limit."""
    batches: list[list[int]] = []
    for index in order:
        if batches and (len(batches[-1]) + 1) * len(tokens[index]) <= TOKENS_A_BATCH:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches
