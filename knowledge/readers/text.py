"""Reads plain text. Policies saved as text often keep light Markdown, so its marks are honoured here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.readers.characters import dropped, dropped_oddities, printed
from knowledge.readers.decode import decode
from knowledge.readers.printed import lines_of
from knowledge.readers.sheet import finished

if TYPE_CHECKING:
    from knowledge.lines import Document


def read_text(data: bytes, name: str) -> Document:
    """The file's own characters, line by line. Raises Refused: wrong_type, no_text."""
    raw, oddities = decode(data)
    text = printed(raw)
    return finished(name, "text", text, lines_of(text, markdown=False), (*oddities, *dropped_oddities(dropped(raw))))
