"""Blobs, the catalogue, stored dataclasses and the writer's lock."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.blobs import BlobDamaged, Blobs
from knowledge.catalogue import slug
from knowledge.clauses import Clause, Outline, Part, Problem
from knowledge.lines import Span
from knowledge.plain import from_json, to_json
from knowledge.store import Store, UnknownName
from knowledge.writer_lock import StoreBusy, writer_lock

spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
clauses = st.builds(
    Clause, st.text(), st.just("clause"), st.text(), st.text(), st.tuples(st.text()), st.text(), spans, page=st.none() | st.integers()
)


@given(st.builds(Outline, st.tuples(st.builds(Part, st.text())), st.tuples(clauses), st.tuples(st.builds(Problem, st.text(), st.text()))))
def test_an_outline_comes_back_as_it_was_kept(outline: Outline) -> None:
    """Whatever its texts hold, an outline survives being stored."""
    assert outline == from_json(Outline, to_json(outline))


def test_dates_and_absent_values_are_kept() -> None:
    """A date comes back as a date and nothing as nothing."""

    @dataclass(frozen=True)
    class Reviewed:
        when: date | None
        then: date | None = None

    # Local types cannot be looked up by name, so their hints are given as they are.
    Reviewed.__annotations__ = {"when": date | None, "then": date | None}
    assert Reviewed(date(2025, 9, 1)) == from_json(Reviewed, to_json(Reviewed(date(2025, 9, 1))))


def test_what_does_not_fit_is_a_value_error() -> None:
    """JSON of another shape is refused, not half read."""
    with pytest.raises(ValueError, match="Outline"):
        from_json(Outline, "[1]")


def test_a_blob_comes_back_byte_for_byte(tmp_path: Path) -> None:
    """What is put is got, under the same name each time."""
    blobs = Blobs(tmp_path)
    assert blobs.put(b"one") == blobs.put(b"one")
    assert b"one" == blobs.get(blobs.put(b"one"))


def test_a_changed_blob_is_never_handed_out(tmp_path: Path) -> None:
    """A byte flipped on disk is noticed, and putting the right bytes again heals it."""
    blobs = Blobs(tmp_path)
    name = blobs.put(b"one")
    (tmp_path / name[:2] / name).write_bytes(b"two")
    with pytest.raises(BlobDamaged, match="changed on disk"):
        blobs.get(name)
    blobs.put(b"one")
    assert blobs.get(name)


@pytest.mark.parametrize(("name", "expected"), [("Code of Conduct (2025)", "code-of-conduct-2025"), ("Élan", "elan"), ("…", "unnamed")])
def test_a_slug_is_plain(name: str, expected: str) -> None:
    """Names become lower-case words joined by hyphens."""
    assert expected == slug(name)


def test_an_unknown_school_names_the_nearest(tmp_path: Path) -> None:
    """A slip in a school's name is answered with the name that was meant and all there are."""
    error = UnknownName("ashgat", ("ashgate", "birchfield"), kind="school")
    expected = "There is no school called ashgat. Did you mean ashgate? There are: ashgate, birchfield."
    assert expected == str(error)
    with pytest.raises(UnknownName, match="verse ingest"):
        Store(tmp_path).school("ashgate")


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """While one process writes, another is refused with the holder's process id."""
    code = (
        "import sys, pathlib; from knowledge.writer_lock import writer_lock\n"
        "with writer_lock(pathlib.Path(sys.argv[1])): print('held', flush=True); input()"
    )
    with subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(StoreBusy, match=f"process {holder.pid} on"), writer_lock(tmp_path):
            pass
        holder.kill()
    with writer_lock(tmp_path, wait=5):  # a dead holder holds nothing
        pass
