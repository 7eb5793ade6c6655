"""What the tests of the store, the index and ingest share: one embedder, and a small school in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.embedder import OnnxEmbedder
from knowledge.index.generation import Builder
from knowledge.ingest import Ingest
from knowledge.lines import Document, Line, Span
from knowledge.metadata import read_metadata
from knowledge.outline import build_outline
from knowledge.reading import PolicyRead
from knowledge.store import Store

GIFTS = """Gifts

1. Gifts from families
1.1 Staff may keep a small present worth up to £20.
1.2 A present worth more must be declared to the bursar. The bursar writes it in the register.
1.3 Staff must not accept money in any form.
"""
PHONES = """Mobile phones

2. Using a phone
2.1 Phones are kept in a locker during lessons.
2.2 Staff must not:
a) photograph pupils with their own phone
b) give a pupil their own number
2.3 This does not apply on a residential trip where the headteacher agrees in writing.
"""
CONCERNS = """Concerns about staff

3. Low-level concerns
3.1 The designated safeguarding lead keeps the file of low-level concerns in a sealed cabinet.
"""


def read_plain(data: bytes, name: str) -> PolicyRead:
    """Read plain text in this process: a line is a line."""
    text, lines, start, gap = data.decode("utf-8"), [], 0, True
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(Line(Span(start, start + len(line.rstrip())), gap=gap))
        gap = not line.strip()
        start += len(line)
    document = Document(name, "text", text, tuple(lines))
    outline = build_outline(document)
    return PolicyRead(document, outline, read_metadata(document, outline))


@pytest.fixture(scope="session")
def onnx_embedder() -> OnnxEmbedder:
    """The serving embedder, loaded once."""
    return OnnxEmbedder()


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A folder holding one school's two policies."""
    folder = tmp_path / "policies"
    (folder / "Ashgate").mkdir(parents=True)
    (folder / "Ashgate" / "Gifts.txt").write_text(GIFTS, "utf-8")
    (folder / "Ashgate" / "Mobile phones.txt").write_text(PHONES, "utf-8")
    return folder


@pytest.fixture
def ingest(tmp_path: Path, onnx_embedder: OnnxEmbedder) -> Ingest:
    """An ingest into an empty store."""
    return Ingest(Builder(Store(tmp_path / "data"), onnx_embedder), read=read_plain)
