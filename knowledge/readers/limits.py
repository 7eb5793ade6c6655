"""How much a single file may ask of us."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: ``file``, ``memory``, ``unzipped`` and ``answer`` in bytes, ``seconds`` of time.

    ``ratio`` is unpacked over packed size. ``answer`` bounds what the reading child may hand back.
    """

    file: int = 25 * MEGABYTE
    memory: int = 512 * MEGABYTE
    seconds: float = 30.0
    pages: int = 2_000
    unzipped: int = 100 * MEGABYTE
    ratio: int = 100
    answer: int = 200 * MEGABYTE


LIMITS = Limits()
