"""Build the next generation of a school's index aside, then put it in force with one switch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from knowledge.catalogue import Policy, School
from knowledge.embedder import Embedder
from knowledge.history import INGESTED, Switch
from knowledge.index import chroma, lexical, rows
from knowledge.index.folder import GenerationFolder, folder_of, numbers, remove
from knowledge.index.vectors import RememberedVectors
from knowledge.store import Store


class Progress(Protocol):
    """What a long job tells whoever is watching."""

    def begin(self, what: str, total: int) -> None:
        """A stage of ``total`` equal steps starts ("reading", "embedding")."""

    def advance(self, steps: int) -> None:
        """So many more steps of the stage are done."""


class Silent:
    """Nobody is watching."""

    def begin(self, what: str, total: int) -> None:
        """Say nothing."""

    def advance(self, steps: int) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds generations in a store. Use it only inside ``store.writing()``."""

    store: Store
    embedder: Embedder
    server: str | None = None

    def put_in_force(self, school: School, policies: Iterable[Policy], progress: Progress | None = None, how: Switch = INGESTED) -> School:
        """Build an index of these policies, then switch to it: killed anywhere before the switch, the old one serves.

        ``school`` as it stands (generation 0 for a new one); returned with its new generation. Raises IndexUnusable
        where the new index does not find its own passages; nothing has changed then. ``how`` is kept with the time.
        """
        chosen = tuple(policies)
        self._tidy(school, unfinished=True)
        after = replace(school, generation=school.generation + 1)
        folder = folder_of(self.store.folder, after.slug, after.generation)
        try:
            self._build(folder, chosen, progress or Silent())
            self.store.switch(after, chosen, how)
        except BaseException:
            if self._in_force(school.slug) == school.generation:
                with suppress(chroma.IndexUnusable):  # the next build clears it away
                    self._remove(folder)
            raise
        with suppress(chroma.IndexUnusable):  # the new one is in force all the same; a later build tries again
            self._tidy(after, unfinished=False)
        return after

    def _build(self, folder: GenerationFolder, policies: tuple[Policy, ...], progress: Progress) -> None:
        folder.begin()
        made = rows.rows_of(self.store, policies)
        progress.begin("embedding", len(made))
        vectors = self._embed([row.words for row in made], progress.advance)
        rows.save(folder.path / "rows.json", made)
        np.save(folder.path / "vectors.npy", vectors)
        lexical.build([row.words for row in made]).save(folder.path)
        chroma.build(folder.chroma(self.server), folder.collection, vectors, [row.audience for row in made])
        folder.seal(self.embedder.checksum)

    def _embed(self, texts: list[str], done: Callable[[int], None]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return RememberedVectors(self.store.folder / "vectors.sqlite", self.embedder).of(texts, done)

    def _in_force(self, slug: str) -> int:
        return next((school.generation for school in self.store.schools() if school.slug == slug), 0)

    def _tidy(self, school: School, *, unfinished: bool) -> None:
        """Remove what a killed build left, or the generations before the last but one."""
        there = numbers(self.store.folder, school.slug)
        before = [number for number in there if number < school.generation]
        for number in [n for n in there if n > school.generation] if unfinished else before[:-1]:
            self._remove(folder_of(self.store.folder, school.slug, number))

    def _remove(self, folder: GenerationFolder) -> None:
        """Delete a generation with its collection, and only with it. Raises IndexUnusable."""
        chroma.delete(folder.chroma(self.server), folder.collection)
        remove(folder)
