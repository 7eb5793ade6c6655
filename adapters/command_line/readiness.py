"""What keeps the service from answering, for whoever asks ``/readyz``."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

LEAST_FREE = 64 * 1024 * 1024  # bytes: below it the next question, or acknowledgement, may be refused


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written where ``folder`` lies. Raises OSError."""
    return shutil.disk_usage(folder).free


def wanting(
    read_records: Callable[[], object], schools: Callable[[], Collection[str]], folder: Path, free: Callable[[Path], int] = free_bytes
) -> tuple[str, ...]:
    """A line for each thing that is wanting; nothing where questions can be answered and kept.

    ``read_records`` raises OSError where the records can't be read; ``folder`` holds data, and records unless they are in PostgreSQL.
    """
    found = []
    try:
        read_records()
    except OSError:
        found.append("the records can't be read")
    try:
        if free(folder) < LEAST_FREE:
            found.append(f"less than {LEAST_FREE // 1024**2} MB are free for what must be kept")
    except OSError:
        found.append("the folder of data can't be read")
    if not schools():
        found.append("no school's policies have been read in")
    return tuple(found)
