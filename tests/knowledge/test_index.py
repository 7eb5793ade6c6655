"""The index: what it finds, what damage does to it, and what a kill leaves."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import bm25s
import numpy as np
import pytest

from knowledge.catalogue import School
from knowledge.embedder import OnnxEmbedder
from knowledge.index import chroma, lexical
from knowledge.index.folder import folder_of
from knowledge.index.generation import Builder
from knowledge.index.school_index import damage_of, open_school
from knowledge.index.words import terms
from knowledge.ingest import Ingest
from knowledge.search import Search
from knowledge.store import Store
from tests.knowledge.conftest import CONCERNS, GIFTS, PHONES, read_plain

STAFF = frozenset({"staff"})
QUESTION = "may I accept money from a family"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, onnx_embedder: OnnxEmbedder) -> Path:
    """A store of one school with three policies, one of them for the designated safeguarding lead alone; not to be changed."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "gifts.txt").write_text(GIFTS, "utf-8")
    (folder / "phones.txt").write_text(PHONES, "utf-8")
    (folder / "concerns.txt").write_text(CONCERNS, "utf-8")
    ingest = Ingest(Builder(Store(folder / "data"), onnx_embedder), read=read_plain)
    for name in ("gifts", "phones"):
        ingest.run(folder / f"{name}.txt", "ashgate")
    replace(ingest, audience="dsl").run(folder / "concerns.txt", "ashgate")
    return folder / "data"


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Store:
    """A copy of that store, to be broken."""
    return Store(Path(shutil.copytree(filled, tmp_path / "data")))


def _markers(search: Search, question: str, audience: frozenset[str], store: Store) -> list[str]:
    school = store.school("ashgate")
    outlines = {policy.slug: {clause.id: clause for clause in store.outline(policy).clauses} for policy in store.policies(school)}
    return [outlines[hit.policy][hit.clause].marker for hit in search.find(question, "ashgate", audience=audience, limit=3)]


@pytest.mark.parametrize("nearest", ["exact", "chroma"])
def test_chroma_and_exact_search_find_the_same(filled: Path, onnx_embedder: OnnxEmbedder, nearest: str) -> None:
    """Whoever chooses the nearest rows, the clause that answers comes first."""
    search = Search(Store(filled), onnx_embedder, nearest="chroma" if nearest == "chroma" else "exact")
    assert ("1.3", "") == (_markers(search, QUESTION, STAFF, Store(filled))[0], search.damage("ashgate"))
    search.close()


@pytest.mark.parametrize("nearest", ["exact", "chroma"])
def test_what_an_audience_may_not_see_is_not_searched(filled: Path, onnx_embedder: OnnxEmbedder, nearest: str) -> None:
    """A policy for the safeguarding lead is found for them, and never for staff however well it fits."""
    search = Search(Store(filled), onnx_embedder, nearest="chroma" if nearest == "chroma" else "exact")
    question = "where is the file of low-level concerns kept"
    expected = "3.1"
    assert expected not in _markers(search, question, STAFF, Store(filled))
    assert expected == _markers(search, question, frozenset({"staff", "dsl"}), Store(filled))[0]
    search.close()


def test_vectors_stand_in_row_order(filled: Path, onnx_embedder: OnnxEmbedder) -> None:
    """The table of vectors has a row for each passage, made from its words."""
    index = open_school(Store(filled), Store(filled).school("ashgate"), onnx_embedder.checksum)
    expected = onnx_embedder.embed([row.words for row in index.rows])
    assert np.allclose(expected, index.vectors(), atol=1e-5)


def test_our_sums_are_those_of_bm25s() -> None:
    """Adding up the stored weights gives the library's own scores."""
    texts = ["Staff must wear a badge", "Pupils wear a tie, staff need not wear a tie", "Badges are red", ""]
    index = bm25s.BM25()
    index.index([terms(text) for text in texts], show_progress=False)
    expected = index.get_scores(terms("who wears the badge and the tie"))
    assert np.allclose(expected, lexical.build(texts).scores("who wears the badge and the tie"))


def test_no_words_score_nothing() -> None:
    """An index of empty texts can be built and asked."""
    assert [0.0, 0.0] == lexical.build(["", "the"]).scores("anything").tolist()


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("harm", [_flip, _truncate, Path.unlink])
@pytest.mark.parametrize("file", ["vectors.npy", "rows.json", "vocabulary.json", "manifest.json", "chroma/chroma.sqlite3"])
def test_damage_is_noticed_and_answered_round(store: Store, onnx_embedder: OnnxEmbedder, file: str, harm: object) -> None:
    """A flipped, shortened or deleted file is noticed without opening Chroma on it, and the clause is still found."""
    school = store.school("ashgate")
    assert callable(harm)
    harm(folder_of(store.folder, school.slug, school.generation).path / file)
    search = Search(store, onnx_embedder, nearest="chroma")
    expected = "1.3"
    assert expected == _markers(search, QUESTION, STAFF, store)[0]
    assert search.damage("ashgate")
    search.close()


def test_a_damaged_index_is_made_again_from_the_store(store: Store, onnx_embedder: OnnxEmbedder) -> None:
    """Repair builds a whole new generation without the school's files, and the search sees it at once."""
    school = store.school("ashgate")
    shutil.rmtree(folder_of(store.folder, school.slug, school.generation).path)
    search = Search(store, onnx_embedder)
    assert search.damage("ashgate")
    repaired = Ingest(Builder(store, onnx_embedder), read=read_plain).repair(school)
    assert (("ashgate",), "") == (repaired.repaired, search.damage("ashgate"))
    assert not damage_of(store, store.school("ashgate"), onnx_embedder.checksum)


def test_another_models_vectors_are_not_compared(filled: Path) -> None:
    """An index made with another model is searched by its words until it is made again."""
    index = open_school(Store(filled), Store(filled).school("ashgate"), "another")
    assert (False, True) == (index.dense, "another embedding model" in index.damage)
    assert index.lexical.scores(QUESTION).max() > 0


def test_an_index_that_does_not_find_itself_is_refused(tmp_path: Path, onnx_embedder: OnnxEmbedder) -> None:
    """Vectors other than those that were indexed do not pass the probe."""
    vectors = onnx_embedder.embed(["one", "two", "three"])
    place = chroma.Place(tmp_path / "chroma")
    chroma.build(place, "ashgate-1", vectors, ["staff"] * 3)
    with chroma.opened(place, "ashgate-1") as index, pytest.raises(chroma.IndexUnusable, match="do not find themselves"):
        chroma.probe(index, onnx_embedder.embed(["one", "two", "quite another thing"]))


KILLED = """
import sys
from pathlib import Path
from knowledge.embedder import OnnxEmbedder
from knowledge.index.generation import Builder
from knowledge.ingest import Ingest
from knowledge.store import Store
from tests.knowledge.conftest import read_plain
ingest = Ingest(Builder(Store(Path(sys.argv[1])), OnnxEmbedder()), read=read_plain)
print("ready", flush=True)
ingest.run(Path(sys.argv[2]), "ashgate")
"""


@pytest.mark.slow
def test_killed_anywhere_one_whole_generation_serves(store: Store, onnx_embedder: OnnxEmbedder, tmp_path: Path) -> None:
    """After kill -9 at any moment of an ingest the old or the new index is in force, whole, and the next ingest goes through."""
    moments = random.Random(7)  # noqa: S311 - no secret
    file = tmp_path / "gifts.txt"
    kills = int(os.environ.get("VERSE_TEST_KILLS", "3"))
    for amount in range(31, 31 + kills):
        before = store.school("ashgate")
        file.write_text(GIFTS.replace("£20", f"£{amount}"), "utf-8")
        _ingest_and_kill(store.folder, file, moments.uniform(0.0, 1.2))
        _check_whole(store, before, onnx_embedder, f"£{amount}")
    report = Ingest(Builder(store, onnx_embedder), read=read_plain).run(file, "ashgate")
    assert "refused" not in {each.state for each in report.files}
    assert f"£{30 + kills}" in store.text(store.policy(store.school("ashgate"), "gifts"))


def _ingest_and_kill(folder: Path, file: Path, after: float) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - ours
        assert child.stdout
        child.stdout.readline()
        time.sleep(after)
        child.kill()


def _check_whole(store: Store, before: School, embedder: OnnxEmbedder, amount: str) -> None:
    after = store.school("ashgate")
    text = store.text(store.policy(after, "gifts"))
    index = open_school(store, after, embedder.checksum, "chroma")
    assert ("", amount in text) == (index.damage, after.generation != before.generation)
    assert (amount in text) == any(amount in row.words for row in index.rows)
    index.close()
