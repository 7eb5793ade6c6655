"""Vectors already made are kept, by text and model, so that unchanged text costs nothing to index again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.catalogue import connect
from knowledge.embedder import WIDTH, Embedder, Vectors

CHUNK = 128  # texts embedded between two commits: what a kill can cost


class RememberedVectors:
    """An embedder in front of a table of what it has already embedded. One writer at a time, as for the store.

    The table holds nothing that cannot be made again: damaged, it is thrown away.
    """

    def __init__(self, path: Path, embedder: Embedder) -> None:
        """Remember in the SQLite file ``path`` what ``embedder`` makes."""
        self._path, self._embedder = path, embedder

    def of(self, texts: Sequence[str], done: Callable[[int], None] = lambda _: None) -> Vectors:
        """One unit row a text, float32 (n, 384); ``done`` is told how many more are finished."""
        keys = [hashlib.sha256(f"{self._embedder.checksum}\0{text}".encode()).digest() for text in texts]
        known = self._known(keys)
        done(sum(key in known for key in keys))
        missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            rows = self._embedder.embed([text for _, text in chunk])
            fresh = {key: row.tobytes() for (key, _), row in zip(chunk, rows, strict=True)}
            self._remember(fresh)
            known |= fresh
            done(len(chunk))
        joined = b"".join(known[key] for key in keys)
        return np.frombuffer(joined, dtype=np.float32).reshape(len(keys), WIDTH)

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        try:
            with connect(self._path) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
                found = (connection.execute("SELECT key, vector FROM vectors WHERE key = ?", (key,)).fetchone() for key in set(keys))
                return {row[0]: row[1] for row in found if row and len(row[1]) == WIDTH * 4}
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return {}

    def _remember(self, fresh: dict[bytes, bytes]) -> None:
        with connect(self._path) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", fresh.items())
