"""What the store hands out: schools, policies in force and versions, and the rows they come from."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.lines import Oddity

Audience = Literal["staff", "dsl"]
SCHEMA = (Path(__file__).parent / "catalogue.sql").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class School:
    """A school by its slug ("warden-hill"); ``generation`` is the number of the index in force, from 1."""

    slug: str
    name: str
    generation: int


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as a generation has it in force.

    ``slug`` comes from the file's stem and is the policy's identity within its school. ``version`` is the sha256 of the
    file's bytes; ``text`` and ``outline`` are sha256s of blobs; ``metadata`` is JSON; ``reader`` names the code that read it.
    """

    school: str
    slug: str
    version: str
    audience: Audience
    reader: str
    file: str
    media: str
    title: str
    text: str
    outline: str
    metadata: str
    oddities: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a policy: the sha256 of its bytes, the file it came from, when it was first ingested (UTC, ISO 8601)."""

    version: str
    file: str
    media: str
    added: str


def slug(name: str) -> str:
    """A name as an identity: lower case, letters and digits joined by hyphens ("Code of Conduct (2025)" -> "code-of-conduct-2025")."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are committed together at the end, or not at all."""
    with closing(sqlite3.connect(path, timeout=10.0)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            yield connection


def prepare(path: Path) -> None:
    """Make the tables where they are not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with connect(path) as connection:
        connection.executescript(SCHEMA)
