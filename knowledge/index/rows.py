"""The rows of a school's index: one a passage, in the order of its policies, clauses and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue import Audience, Policy
from knowledge.passages import passages
from knowledge.plain import from_json, to_json
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as indexed: ``policy`` is a slug, ``clause`` an id in its outline, ``sentence`` 0 for the whole clause."""

    policy: str
    clause: str
    sentence: int
    audience: Audience
    words: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a generation; a row's number is its place."""

    rows: tuple[Row, ...]


def rows_of(store: Store, policies: Iterable[Policy]) -> tuple[Row, ...]:
    """The rows of some policies. Raises BlobDamaged."""
    return tuple(
        Row(policy.slug, passage.clause, passage.sentence, policy.audience, passage.words)
        for policy in policies
        for passage in passages(store.outline(policy))
    )


def save(path: Path, rows: tuple[Row, ...]) -> None:
    """Write rows to a file."""
    path.write_text(to_json(Rows(rows)), "utf-8")


def load(path: Path) -> tuple[Row, ...]:
    """The rows of a file. Raises OSError, ValueError."""
    return from_json(Rows, path.read_text("utf-8")).rows
