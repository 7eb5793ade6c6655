"""The child's side: read one file from standard input, write a Document or a refusal as JSON."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from knowledge.readers.confine import confine
from knowledge.readers.detect import detect
from knowledge.readers.handover import document_json, refusal_json
from knowledge.readers.limits import Limits
from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from knowledge.lines import Document


def main() -> None:
    """Take the first line of standard input as {"name", "limits"}, the rest as the file's bytes."""
    answer = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not reach the answer
    order = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**order["limits"])
    with os.fdopen(answer, "wb") as out:
        confine(limits)  # only now: nothing may be opened for writing after it
        out.write(_answer(order["name"], limits))


def _answer(name: str, limits: Limits) -> bytes:
    try:
        return document_json(read(sys.stdin.buffer.read(), name, limits))
    except Refused as refused:
        return refusal_json(refused)
    except MemoryError:
        pass  # said below, when what filled the memory has been let go
    except Exception:  # noqa: BLE001 - whatever a broken file makes a library raise, a person gets one line
        return refusal_json(Refused(reason="damaged", text="it can't be read; it may be damaged. Open it and save it again"))
    return refusal_json(Refused(reason="over_limits", text=f"reading it takes more than {limits.memory / 1e6:.0f} MB of memory"))


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read ``data`` in this process, by what it is; only the library for that format is imported. Raises Refused."""
    media = detect(data, name)
    if media == "word":
        from knowledge.readers.word import read_word  # noqa: PLC0415 - quick to start: one format's library

        return read_word(data, name, limits)
    if media == "pdf":
        from knowledge.readers.pdf import read_pdf  # noqa: PLC0415 - as above

        return read_pdf(data, name, limits)
    if media == "html":
        from knowledge.readers.html import read_html  # noqa: PLC0415 - as above

        return read_html(data, name)
    if media == "markdown":
        from knowledge.readers.markdown import read_markdown  # noqa: PLC0415 - as above

        return read_markdown(data, name)
    from knowledge.readers.text import read_text  # noqa: PLC0415 - as above

    return read_text(data, name)
