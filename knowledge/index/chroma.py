"""Chroma: one collection for each generation of a school's passages, never changed once it is built.

Measured on 1.5.9: two processes on one folder break the index without an error to either; a broken index can hang or
kill the process that opens it; and only to open an index writes to its files. So each generation has a folder of its own,
sealed by checksums once it is built; whoever asks opens a private copy of it, and only where the checksums hold. A
Chroma server is used instead where one is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import numpy as np

from knowledge.embedder import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from chromadb.api.types import Where

PROBE_AT_MOST = 2000  # rows asked for by their own vector after building; all of them in any school seen
ADD_AT_ONCE = 1000
NEAR = 200  # candidates that a query weighs: at this width every gold passage found by exact search is found


class IndexUnusable(Exception):  # noqa: N818 - says what is so, like Refused
    """A collection that cannot be opened or does not find its own passages."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where collections are: a folder of one's own, or ``server`` ("http://host:8000")."""

    folder: Path
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection ready to be asked. Row numbers are its ids."""

    collection: ChromaCollection

    def nearest(self, vector: Vectors, limit: int, audience: Collection[str]) -> list[int]:
        """Row numbers of the passages nearest to a unit vector (384,), nearest first, of these audiences only."""
        those = sorted(audience)
        where = cast("Where", {"audience": {"$in": those}})
        found = self.collection.query(query_embeddings=vector.reshape(1, -1), n_results=limit, include=[], where=where)
        return [int(name) for name in found["ids"][0]]


@contextmanager
def opened(place: Place, name: str) -> Iterator[Opened]:
    """A built collection, or a private copy of it, for the length of the block. Raises IndexUnusable."""
    with TemporaryDirectory(prefix="verse-") as aside, _client(place if place.server else _copy(place, Path(aside))) as client:
        try:
            collection = client.get_collection(name, embedding_function=None)
        except Exception as error:  # what a broken folder raises is not documented
            message = f"The collection {name} cannot be opened: {error}"
            raise IndexUnusable(message) from error
        yield Opened(collection)


def build(place: Place, name: str, vectors: Vectors, audiences: Sequence[str]) -> None:
    """Make a new collection, row numbers as ids; close it, and check that its rows find themselves. Raises IndexUnusable."""
    with _client(place) as client:
        settings = {"hnsw": {"space": "cosine", "ef_search": NEAR, "ef_construction": NEAR}}
        collection = client.create_collection(name, embedding_function=None, configuration=settings)  # type: ignore[arg-type]
        for start in range(0, len(vectors), ADD_AT_ONCE):
            rows = range(start, min(start + ADD_AT_ONCE, len(vectors)))
            marks = [{"audience": audiences[row]} for row in rows]
            collection.add(ids=[str(row) for row in rows], embeddings=vectors[start : rows.stop], metadatas=marks)  # type: ignore[arg-type]
    with opened(place, name) as index:
        probe(index, vectors)


def probe(index: Opened, vectors: Vectors) -> None:
    """Check that every row, or an even sample, finds itself or a row just as near. Raises IndexUnusable."""
    if index.collection.count() != len(vectors):
        message = f"The index holds {index.collection.count()} passages, not {len(vectors)}"
        raise IndexUnusable(message)
    step = max(1, len(vectors) // PROBE_AT_MOST)
    sample = np.arange(0, len(vectors), step)
    if not len(sample):
        return
    found = index.collection.query(query_embeddings=vectors[sample], n_results=1, include=[])["ids"]
    nearest = np.array([int(ids[0]) if ids else -1 for ids in found])
    lost = int((np.einsum("ij,ij->i", vectors[sample], vectors[nearest]) < 1 - 1e-4).sum() + (nearest < 0).sum())
    if lost:
        message = f"{lost} of {len(sample)} passages asked for by their own vector do not find themselves"
        raise IndexUnusable(message)


def delete(place: Place, name: str) -> None:
    """Remove a collection from a server, if it is there; a folder's goes with its folder. Raises IndexUnusable."""
    if place.server:
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - as below

        with _client(place) as client, suppress(NotFoundError):
            client.delete_collection(name)


def _copy(place: Place, aside: Path) -> Place:
    try:
        return Place(shutil.copytree(place.folder, aside / "chroma"))
    except (OSError, shutil.Error) as error:
        message = f"The collection's files cannot be read: {error}"
        raise IndexUnusable(message) from error


@contextmanager
def _client(place: Place) -> Iterator[ClientAPI]:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb  # noqa: PLC0415 - costs 0.8 s, and a small school is searched without it
    from chromadb.config import Settings  # noqa: PLC0415 - as above

    settings = Settings(anonymized_telemetry=False)
    if place.server:
        with _answering(place.server):
            at = urlsplit(place.server)
            yield chromadb.HttpClient(at.hostname or "localhost", at.port or 8000, ssl=at.scheme == "https", settings=settings)
        return
    client = cast("Client", chromadb.PersistentClient(str(place.folder), settings))
    try:
        yield client
    finally:
        client.close()


@contextmanager
def _answering(server: str) -> Iterator[None]:
    """A server that is down, goes away or is another program is said in one line. Raises IndexUnusable."""
    try:
        yield
    except IndexUnusable:
        raise
    except Exception as error:  # httpx's, its own, ValueError where it cannot connect: none documented
        reason = " ".join(str(error).split()).rstrip(".?")
        message = f"The Chroma server at {server} (VERSE_CHROMA) does not do as asked: {reason}. See that it runs, or unset it."
        raise IndexUnusable(message) from error
