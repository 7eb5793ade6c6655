"""A real Chroma server in place of a folder: shared by stores, down, come back, emptied."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import chromadb
import pytest

from knowledge.embedder import OnnxEmbedder
from knowledge.index.chroma import IndexUnusable
from knowledge.index.generation import Builder
from knowledge.index.school_index import SchoolIndex, open_school
from knowledge.ingest import Ingest
from knowledge.search import Search
from knowledge.store import Store
from tests.knowledge.conftest import GIFTS, PHONES, read_plain

STAFF = frozenset({"staff"})
STARTS_WITHIN = 60.0


def _free_port() -> int:
    with closing(socket.socket()) as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@dataclass(slots=True)
class Server:
    """Chroma's own server on loopback, over one folder."""

    folder: Path
    port: int = field(default_factory=_free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What VERSE_CHROMA would hold."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it, and wait until it answers."""
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self.folder), "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
        until = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert time.monotonic() < until, "the Chroma server did not start"
            time.sleep(0.1)

    def stop(self) -> None:
        """End it at once."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def collections(self) -> dict[str, int]:
        """What it holds, with how many rows."""
        client = chromadb.HttpClient("127.0.0.1", self.port, settings=chromadb.config.Settings(anonymized_telemetry=False))
        return {each.name: each.count() for each in client.list_collections()}

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/api/v2/heartbeat", timeout=2) as reply:  # noqa: S310 - ours, on loopback
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server, empty."""
    made = Server(tmp_path / "server")
    made.start()
    yield made
    made.stop()


def _ingest(data: Path, server: Server, embedder: OnnxEmbedder, words: str, name: str = "gifts") -> Store:
    file = data.parent / f"{name}.txt"
    file.write_text(words, "utf-8")
    store = Store(data)
    Ingest(Builder(store, embedder, server.address), read=read_plain).run(file, "ashgate")
    return store


def _opened(store: Store, server: Server, embedder: OnnxEmbedder) -> SchoolIndex:
    return open_school(store, store.school("ashgate"), embedder.checksum, "chroma", server.address)


def test_a_server_finds_what_a_folder_finds_and_keeps_two_generations(server: Server, tmp_path: Path, onnx_embedder: OnnxEmbedder) -> None:
    """After three ingests the server holds the one in force and the one before it, and search by it and by all rows agree."""
    for words in (GIFTS, GIFTS.replace("£20", "£30"), GIFTS.replace("£20", "£40")):
        store = _ingest(tmp_path / "data", server, onnx_embedder, words)
    held = server.collections()
    assert [name.rsplit("-", 1)[0] for name in sorted(held)] == ["ashgate-2", "ashgate-3"]
    with_server = Search(store, onnx_embedder, nearest="chroma", server=server.address)
    exact = Search(store, onnx_embedder, nearest="exact")
    asked = ("may I accept money from a family", "ashgate")
    assert with_server.find(*asked, audience=STAFF) == exact.find(*asked, audience=STAFF)
    assert not with_server.damage("ashgate")


def test_two_stores_share_a_server_and_never_touch_each_others_rows(server: Server, tmp_path: Path, onnx_embedder: OnnxEmbedder) -> None:
    """Both name their school alike; each finds its own passages, however often the other ingests."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = _ingest(tmp_path / "one" / "data", server, onnx_embedder, PHONES)
    for words in (GIFTS, GIFTS.replace("£20", "£30"), GIFTS.replace("£20", "£40")):
        second = _ingest(tmp_path / "two" / "data", server, onnx_embedder, words)
    assert not _opened(first, server, onnx_embedder).damage
    assert not _opened(second, server, onnx_embedder).damage
    assert len(server.collections()) == 3


def test_a_server_that_is_down_stops_an_ingest_but_no_answer(server: Server, tmp_path: Path, onnx_embedder: OnnxEmbedder) -> None:
    """The old generation stays in force and still answers; once the server is back the ingest goes through."""
    store = _ingest(tmp_path / "data", server, onnx_embedder, GIFTS)
    server.stop()
    with pytest.raises(IndexUnusable, match=r"^The Chroma server at http://127\S+ \(VERSE_CHROMA\).*or unset it\.$"):
        _ingest(tmp_path / "data", server, onnx_embedder, GIFTS.replace("£20", "£30"))
    assert store.school("ashgate").generation == 1
    index = _opened(store, server, onnx_embedder)
    assert "does not do as asked" in index.damage
    assert index.dense, "all rows are compared instead"
    server.start()
    assert _ingest(tmp_path / "data", server, onnx_embedder, GIFTS.replace("£20", "£30")).school("ashgate").generation == 2
    assert not _opened(store, server, onnx_embedder).damage


def test_a_server_that_was_emptied_is_noticed_and_filled_again(server: Server, tmp_path: Path, onnx_embedder: OnnxEmbedder) -> None:
    """A collection that is gone is damage that is named, not a wrong answer; clearing it away later is no fault."""
    store = _ingest(tmp_path / "data", server, onnx_embedder, GIFTS)
    server.stop()
    server.folder = tmp_path / "another"
    server.start()
    assert "cannot be opened" in _opened(store, server, onnx_embedder).damage
    _ingest(tmp_path / "data", server, onnx_embedder, GIFTS.replace("£20", "£30"))
    _ingest(tmp_path / "data", server, onnx_embedder, GIFTS.replace("£20", "£40"))
    assert not _opened(store, server, onnx_embedder).damage
