"""A policy's file as everything that is kept of it: text, clause tree, metadata; and the name of the code that read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.clauses import Outline
from knowledge.lines import Document
from knowledge.metadata import Metadata, read_metadata
from knowledge.outline import build_outline
from knowledge.readers import LIMITS, Reason, Refused, read_bytes

# What decides how a file reads and what of it is indexed.
READING = ("readers", "outline", "metadata", "clauses.py", "lines.py", "passages.py", "index/words.py", "norms/concepts.toml")


@dataclass(frozen=True, slots=True)
class PolicyRead:
    """What was read of one file."""

    document: Document
    outline: Outline
    metadata: Metadata


ReadPolicy = Callable[[bytes, str], PolicyRead]


def read_policy(data: bytes, name: str) -> PolicyRead:
    """Read a file's bytes, called ``name``. Raises Refused."""
    document = read_bytes(data, name)
    outline = build_outline(document)
    return PolicyRead(document, outline, read_metadata(document, outline))


def bytes_of(path: Path) -> bytes:
    """A file's bytes, or the first of them where there are more than a reader takes in. Raises Refused."""
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.file + 1)
    except OSError as error:
        reason: Reason = "not_found"
        message = "the file can't be opened"
        raise Refused(reason, message) from error


@cache
def reader_name() -> str:
    """Changes whenever the code or the data that reads a file does, so that a better release reads stored policies again."""
    total = hashlib.sha256()
    for part in READING:
        root = Path(__file__).parent / part
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.suffix in {".py", ".toml"} and path.is_file():
                total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
