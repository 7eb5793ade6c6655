"""Reads Markdown: as text, but comments are hidden, and fences are not printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.lines import Oddity
from knowledge.readers.characters import dropped, dropped_oddities, printed
from knowledge.readers.decode import decode
from knowledge.readers.printed import lines_of
from knowledge.readers.sheet import finished

if TYPE_CHECKING:
    from knowledge.lines import Document

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_LONGEST_REPORT = 200


def read_markdown(data: bytes, name: str) -> Document:
    """The file's own characters, line by line, without comments. Raises Refused: wrong_type, no_text."""
    raw, oddities = decode(data)
    marked = printed(raw)
    text = _COMMENT.sub("", marked)
    hidden = tuple(_hidden(comment) for comment in _COMMENT.findall(marked) if comment.strip())
    return finished(name, "markdown", text, lines_of(text, markdown=True), (*oddities, *hidden, *dropped_oddities(dropped(raw))))


def _hidden(comment: str) -> Oddity:
    return Oddity("hidden_text", f"hidden text left out (a comment): “{' '.join(comment.split())[:_LONGEST_REPORT]}”")
