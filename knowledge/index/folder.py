"""A generation's folder: which files it must hold, and whether they are still those that were written."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from knowledge.index.chroma import IndexUnusable, Place
from knowledge.weights import sha256_of

Part = Literal["all", "ours", "chroma"]
NAME = re.compile(r"(?P<school>.+)-(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class GenerationFolder:
    """Where one generation of a school's index is kept, and the name of its Chroma collection."""

    path: Path

    @property
    def collection(self) -> str:
        """The Chroma collection's name, "warden-hill-3-" and a number of its own: several stores may share a server."""
        try:
            return (self.path / "collection").read_text("utf-8")
        except OSError:  # made before names were kept
            return self.path.name

    def begin(self) -> None:
        """Make the folder, and name its collection. Raises OSError where it is there."""
        self.path.mkdir(parents=True)
        (self.path / "collection").write_text(f"{self.path.name}-{uuid4().hex}", "utf-8")

    def chroma(self, server: str | None = None) -> Place:
        """Where its collection is."""
        return Place(self.path / "chroma", server)

    def seal(self, model: str) -> None:
        """Record the checksum of every file, and the model that made the vectors: the folder is finished, never written to again."""
        files = {str(path.relative_to(self.path)): sha256_of(path) for path in sorted(self.path.rglob("*")) if path.is_file()}
        (self.path / "manifest.json").write_text(json.dumps({"model": model, "files": files}, indent=1), "utf-8")

    def check(self, model: str, part: Part = "all") -> None:
        """Raise IndexUnusable unless the vectors are this model's and every file of ``part`` is as sealed.

        ``part`` "ours" leaves out Chroma's files, and "chroma" ours: whoever does not open them need not read them.
        """
        try:
            manifest = json.loads((self.path / "manifest.json").read_text("utf-8"))
            wanted = {name: checksum for name, checksum in manifest["files"].items() if part in ("all", _part(name))}
            changed = [name for name, checksum in wanted.items() if sha256_of(self.path / name) != checksum]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"the index {self.path.name} is not whole: {error}"
            raise IndexUnusable(message) from error
        if changed:
            message = f"the index {self.path.name} was changed on disk: {', '.join(changed)}"
            raise IndexUnusable(message)
        if manifest["model"] != model:
            message = f"the index {self.path.name} was made with another embedding model"
            raise IndexUnusable(message)


def _part(name: str) -> Part:
    return "chroma" if Path(name).parts[0] == "chroma" else "ours"


def folder_of(store: Path, school: str, number: int) -> GenerationFolder:
    """The folder of a school's generation in a store's folder."""
    return GenerationFolder(store / "generations" / f"{school}-{number}")


def numbers(store: Path, school: str) -> list[int]:
    """The generations of a school that have a folder, finished or not, lowest first."""
    matches = (NAME.fullmatch(path.name) for path in (store / "generations").glob(f"{school}-*"))
    return sorted(int(match["number"]) for match in matches if match and match["school"] == school)


def remove(folder: GenerationFolder) -> None:
    """Delete a generation's folder."""
    shutil.rmtree(folder.path, ignore_errors=True)
