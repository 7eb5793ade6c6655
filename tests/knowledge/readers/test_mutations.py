"""Damaged files: whatever is done to a policy's bytes, it is read or refused in one line. ``make soak`` does 2,000."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.readers import LIMITS, Refused, read_bytes

MUTATIONS = int(os.environ.get("VERSE_TEST_MUTATIONS", "12"))
LARGEST = 400_000  # bytes; what is larger is there to be refused for its size, damaged or not
SLACK = 5.0  # seconds over the child's own limit, for starting and stopping it


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 8, 64))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 200)]


def _repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randrange(1, 2000)] * chance.choice((1, 20))


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _count(data: bytearray, chance: random.Random) -> None:
    """Another number where the file states one."""
    digits = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for at in chance.sample(digits, min(4, len(digits))):
        data[at : at + 1] = chance.choice((b"0", b"-1", b"9", b"4294967296"))


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _cut, _repeat, _truncate, _count)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` damaged in one or two ways; half of the Word files inside their archive, so that the archive still opens."""
    if chance.random() < 0.5 and zipfile.is_zipfile(io.BytesIO(data)):
        return _inside(data, chance)
    changed = bytearray(data)
    for way in chance.sample(WAYS, chance.choice((1, 2))):
        if changed:
            way(changed, chance)
    return bytes(changed)


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            parts = {name: file.read(name) for name in file.namelist()}
            chosen = chance.choice([name for name, part in parts.items() if part and name.endswith(".xml")])
            for name, part in parts.items():
                made.writestr(name, _mutated(part, chance) if name == chosen else part)
    except Exception:  # noqa: BLE001 - already damaged past opening, as some of the set are
        return data[: len(data) // 2]
    return out.getvalue()


def _sources(root: Path) -> list[Path]:
    """The sample school's files in every format, and the shared set of bad files where that is at hand."""
    bad = (root.parent / "shared" / "badfiles").glob("*/*")
    return sorted([*(root / "examples" / "larkfield").iterdir(), *(path for path in bad if path.stat().st_size <= LARGEST)])


@pytest.mark.slow
def test_however_a_file_is_damaged_it_is_read_or_refused(root: Path) -> None:
    """Every mutation ends in a document whose lines are its own words, or in one line for a person, within the time allowed."""
    chance = random.Random(20_260_504)  # noqa: S311 - no secret
    sources = _sources(root)
    for number in range(MUTATIONS):
        source = chance.choice(sources)
        data = _mutated(source.read_bytes(), chance)
        began = time.monotonic()
        fault = _fault(data, source.name)
        said = f"mutation {number} of {source.name}"
        assert (said, "") == (said, fault)
        assert time.monotonic() - began < LIMITS.seconds + SLACK, said


def _fault(data: bytes, name: str) -> str:
    """What is wrong with how reading ended; "" for nothing."""
    try:
        document = read_bytes(data, name)
    except Refused as refused:
        return "" if refused.text.strip() and "\n" not in refused.text else f"refused in {refused.text!r}"
    blank = [line for line in document.lines if not line.span.of(document.text).strip()]
    return f"{len(blank)} lines of {len(document.lines)} are blank" if blank or not document.lines else ""
