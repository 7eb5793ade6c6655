"""One writer at a time: a lock file, and beside it the name of who holds it."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout


class StoreBusy(Exception):  # noqa: N818 - says what is so, like Refused
    """Another process is writing to the store; the message names it."""


@contextmanager
def writer_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the store's one writer's lock, waiting up to ``wait`` seconds. Raises StoreBusy.

    The operating system lets go of the lock when its holder dies, however it dies; the name beside it is then out of date
    and is overwritten by the next holder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock, owner = FileLock(folder / "writer.lock"), folder / "writer.owner"
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        message = f"The store {folder} is being written to by {_describe(owner)}. Wait for it to end, then try again."
        raise StoreBusy(message) from error
    try:
        owner.write_text(json.dumps(_this_process()), "utf-8")
        yield
        owner.unlink(missing_ok=True)
    finally:
        lock.release()


def _this_process() -> dict[str, str | int]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "command": Path(sys.argv[0]).name, "since": now}


def _describe(owner: Path) -> str:
    try:
        held = json.loads(owner.read_text("utf-8"))
        return f"{held['command'] or 'python'} (process {held['pid']} on {held['host']}, since {held['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
