"""The child process: limits that hold whatever the file does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lines import Document, Line, Oddity, Span
from knowledge.readers import Limits, Refused, read_bytes, read_file
from knowledge.readers.handover import document_from, document_json, refusal_json
from tests.knowledge.readers.documents import para, shown, word

pytestmark = pytest.mark.slow
_ROOT = Path(__file__).resolve().parents[3]
_HEAVY = {"torch", "transformers", "chromadb", "onnxruntime", "docx", "lxml", "numpy"}


def test_a_file_is_read_through_the_child(tmp_path: Path) -> None:
    """The document that comes back names the file and holds its lines."""
    path = tmp_path / "gifts.docx"
    path.write_bytes(word(para("Ask first.")))
    document = read_file(path)
    assert ("gifts.docx", "word", ["Ask first."]) == (document.name, document.media, shown(document))


def test_a_missing_a_large_and_a_slow_file_are_refused(tmp_path: Path) -> None:
    """Each is refused by its own name, and nothing else is raised."""
    path = tmp_path / "a.txt"
    path.write_text("words")
    given = [(tmp_path / "none.txt", Limits()), (tmp_path, Limits()), (path, Limits(file=3)), (path, Limits(seconds=0.001))]
    reasons = []
    for file, limits in given:
        with pytest.raises(Refused) as refused:
            read_file(file, limits)
        reasons.append(refused.value.reason)
    assert ["not_found", "not_found", "oversized", "over_limits"] == reasons


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its memory")
def test_a_file_that_fills_the_memory_is_refused() -> None:
    """Memory runs out in the child alone."""
    with pytest.raises(Refused) as refused:
        read_bytes(b"1. a\n" * 1_000_000, "a.txt", Limits(memory=100_000_000))
    assert refused.value.reason == "over_limits"


def test_a_confined_process_can_not_write_connect_or_start_programs(tmp_path: Path) -> None:
    """Even code that ran in the child could reach nothing."""
    script = (
        "import sys, json; sys.path.insert(0, sys.argv[1])\n"
        "from knowledge.readers.confine import confine; from knowledge.readers.limits import Limits\n"
        "import socket, subprocess, os; confine(Limits()); out = []\n"
        "tries = [lambda: open(sys.argv[2], 'w'), lambda: socket.create_connection(('127.0.0.1', 9)), lambda: os.system('true'),\n"
        "         lambda: subprocess.run(['true']), lambda: os.remove(sys.argv[0])]\n"
        "for one in tries:\n"
        "    try: one(); out.append('done')\n"
        "    except PermissionError: out.append('forbidden')\n"
        "print(json.dumps(out))"
    )
    command = [sys.executable, "-I", "-c", script, str(_ROOT), str(tmp_path / "written")]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own interpreter
    assert ["forbidden"] * 5 == json.loads(said.stdout)


def test_the_child_loads_only_its_formats_library() -> None:
    """It starts quickly because nothing heavy comes with it."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from knowledge.readers.reading import read; from knowledge.readers.limits import Limits\n"
        "read(b'words', 'a.txt', Limits()); print(' '.join(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", script, str(_ROOT)], stdout=subprocess.PIPE, check=True)  # noqa: S603 - as above
    loaded = {name.split(".")[0] for name in said.stdout.decode().split()}
    assert set() == loaded & (_HEAVY | {"pdfminer", "defusedxml"})


_LINES = st.builds(
    Line,
    span=st.just(Span(0, 4)),
    style=st.sampled_from(["body", "heading", "table_row"]),
    page=st.none() | st.integers(1, 9),
    indent=st.integers(0, 500),
    number=st.text(max_size=4),
    gap=st.booleans(),
    bold=st.booleans(),
)


@given(st.lists(_LINES, max_size=4), st.text(max_size=5))
def test_a_document_comes_back_as_it_was_sent(lines: list[Line], said: str) -> None:
    """The hand-over loses nothing."""
    document = Document("a.txt", "text", "text and more", tuple(lines), (Oddity("odd", said, 2),))
    assert document == document_from(document_json(document))


def test_a_refusal_comes_back_as_it_was_sent() -> None:
    """A refusal keeps its reason and its line."""
    with pytest.raises(Refused) as refused:
        document_from(refusal_json(Refused("no_text", "nothing in it")))
    assert ("no_text", "nothing in it") == (refused.value.reason, refused.value.text)


@given(st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b'{"refused": ["odd", "x"]}', b'{"refused": 1}', b"1"]))
def test_an_answer_that_is_no_document_is_not_believed(answer: bytes) -> None:
    """The child read a hostile file; what it says is checked."""
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kinds
        document_from(answer)


def test_a_span_outside_the_text_is_not_believed() -> None:
    """A line must lie within the text that it quotes."""
    document = Document("a", "text", "ab", (Line(Span(0, 2)),))
    with pytest.raises(ValueError, match="Span"):
        document_from(document_json(document).replace(b"[0, 2,", b"[0, 9,"))
