"""The index of one school as opened for asking; lexical alone where the rest is damaged."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - in a dataclass's fields, which may be read when it runs

from knowledge.catalogue import School
from knowledge.embedder import Vectors
from knowledge.index import chroma, lexical, rows
from knowledge.index.folder import GenerationFolder, folder_of
from knowledge.index.rows import Row
from knowledge.store import Store

Nearest = Literal["auto", "exact", "chroma"]
EXACT_UP_TO = 20_000  # rows: reading them all takes under 5 ms, a Chroma query 5 to 20 ms after 1 s to open
NOT_COMPARED = -1.0


@dataclass(slots=True)
class SchoolIndex:
    """Rows, vectors and words of one generation. ``damage`` says what was wrong with it, "" for nothing."""

    school: School
    rows: tuple[Row, ...]
    lexical: lexical.Lexical
    damage: str = ""
    _vectors: Vectors | None = None
    _chroma: chroma.Opened | None = None
    _audiences: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    _closing: ExitStack = field(default_factory=ExitStack)

    def vectors(self) -> Vectors:
        """All rows' unit vectors in row order, float32 (n, 384); (0, 384) where only the words are left."""
        return self._vectors if self._vectors is not None else np.zeros((0, 384), np.float32)

    @property
    def dense(self) -> bool:
        """Whether vectors can be compared at all."""
        return self._vectors is not None

    def open_to(self, audience: Collection[str]) -> NDArray[np.bool_]:
        """Which rows may be shown to these audiences, bool (n,)."""
        marks = np.zeros(len(self.rows), dtype=np.bool_)
        for name in audience:
            if name not in self._audiences:
                self._audiences[name] = np.fromiter((row.audience == name for row in self.rows), np.bool_, len(self.rows))
            marks |= self._audiences[name]
        return marks

    def cosines(self, vector: Vectors, audience: Collection[str]) -> NDArray[np.float32]:
        """The cosine of each row with a unit vector (384,), float32 (n,); -1 for rows not open or not compared.

        Chroma, where it is used, chooses the rows; their cosines are always from the vectors as sealed.
        """
        compared = self.open_to(audience)
        if self._vectors is None:
            return np.full(len(self.rows), NOT_COMPARED, np.float32)
        if self._chroma is not None:
            compared &= self._near(vector, int(compared.sum()), audience)
        return np.where(compared, self._vectors @ vector, np.float32(NOT_COMPARED))

    def ask_chroma(self, collection: AbstractContextManager[chroma.Opened]) -> None:
        """From now on let Chroma choose the nearest rows; it is closed with this index. Raises IndexUnusable."""
        self._chroma = self._closing.enter_context(collection)

    def close(self) -> None:
        """Let go of Chroma."""
        self._closing.close()

    def _near(self, vector: Vectors, count: int, audience: Collection[str]) -> NDArray[np.bool_]:
        try:
            assert self._chroma is not None  # noqa: S101 - for the type checker; asked by the caller
            near = self._chroma.nearest(vector, min(chroma.NEAR, count), audience) if count else []
        except Exception as error:  # noqa: BLE001 - what a broken Chroma raises is not documented; exact search stands in
            self.damage, self._chroma = f"Chroma failed: {error}", None
            return np.ones(len(self.rows), np.bool_)
        marks = np.zeros(len(self.rows), np.bool_)
        marks[[row for row in near if 0 <= row < len(self.rows)]] = True
        return marks


def open_school(store: Store, school: School, model: str, nearest: Nearest = "auto", server: str | None = None) -> SchoolIndex:
    """Open the index that is in force; never fails for a damaged one, as long as the store itself is whole.

    ``model`` is the embedder's checksum. Where files are damaged the words are indexed again from the store, in memory.
    """
    folder = folder_of(store.folder, school.slug, school.generation)
    try:
        folder.check(model, "ours")
        made, words = rows.load(folder.path / "rows.json"), lexical.load(folder.path)
        index = SchoolIndex(school, made, words, _vectors=np.load(folder.path / "vectors.npy", allow_pickle=False))
    except (chroma.IndexUnusable, OSError, ValueError) as error:
        made = rows.rows_of(store, store.policies(school))
        return SchoolIndex(school, made, lexical.build([row.words for row in made]), damage=str(error))
    if nearest == "chroma" or (nearest == "auto" and len(made) > EXACT_UP_TO):
        _open_chroma(index, folder, model, server)
    return index


def damage_of(store: Store, school: School, model: str) -> str:
    """What is wrong with any file of a school's index in force, Chroma's too; "" for nothing."""
    try:
        folder_of(store.folder, school.slug, school.generation).check(model)
    except chroma.IndexUnusable as error:
        return str(error)
    return ""


def _open_chroma(index: SchoolIndex, folder: GenerationFolder, model: str, server: str | None) -> None:
    """Let Chroma choose the rows, where its files are as sealed; otherwise all rows are compared, and the damage noted."""
    try:
        folder.check(model, "chroma")
        index.ask_chroma(chroma.opened(folder.chroma(server), folder.collection))
    except chroma.IndexUnusable as error:
        index.damage = str(error)
