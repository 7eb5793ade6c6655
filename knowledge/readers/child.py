"""Reads a file in a child process of its own, so that a hostile one costs a refusal and nothing more."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.readers.handover import document_from
from knowledge.readers.limits import LIMITS, Limits
from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from typing import IO

    from knowledge.lines import Document

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from knowledge.readers.reading import main; main()"
# No secret of ours may reach a process that reads strangers' files; Windows needs its own root to start at all.
_PASSED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH")


def read_file(path: Path, limits: Limits = LIMITS) -> Document:
    """The Document in the file at ``path``. Raises Refused, and nothing else, for whatever the file may hold."""
    try:
        if not path.is_file():
            raise Refused(reason="not_found", text="there is no such file")
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    except (OSError, ValueError) as error:
        raise Refused(reason="not_found", text="the file can't be opened") from error
    return read_bytes(data, path.name, limits)


def read_bytes(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The Document in ``data``, called ``name``; for a caller that also keeps the very bytes it read. Raises Refused."""
    if not data:
        raise Refused(reason="empty", text="the file is empty")
    if len(data) > limits.file:
        raise Refused(reason="oversized", text=f"it is larger than {limits.file / 1e6:.0f} MB")
    order = json.dumps({"name": name, "limits": asdict(limits)}).encode() + b"\n"
    answer, late = _ask(order + data, limits)
    if late:
        raise Refused(reason="over_limits", text=f"reading it takes longer than {limits.seconds:.0f} seconds")
    try:
        return document_from(answer)
    except ValueError as error:
        raise Refused(reason="over_limits", text="reading it broke the reader, or used more than it may") from error


def _ask(order: bytes, limits: Limits) -> tuple[bytes, bool]:
    """Run the child; its answer, and whether it had to be stopped for time."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and code; the file's bytes go in by the pipe alone
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        late = threading.Event()
        clock = threading.Timer(limits.seconds, _stop, (child, late))
        clock.start()
        feeder = threading.Thread(target=_feed, args=(child.stdin, order), daemon=True)
        feeder.start()
        try:
            answer = child.stdout.read(limits.answer + 1) if child.stdout else b""
        finally:
            clock.cancel()
            child.kill()  # it has answered, or never will
            feeder.join()
    return answer if len(answer) <= limits.answer else b"", late.is_set()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _feed(pipe: IO[bytes] | None, order: bytes) -> None:
    with contextlib.suppress(OSError):  # the child may refuse before it has read everything
        if pipe is not None:
            pipe.write(order)
            pipe.close()
