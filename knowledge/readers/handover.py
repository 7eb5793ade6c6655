"""A Document or a refusal as plain JSON, checked as it comes back: the child that wrote it read a hostile file."""

from __future__ import annotations

import json
from typing import TypeVar, cast, get_args

from knowledge.lines import Document, Line, Oddity, Span, Style
from knowledge.readers.refused import REASONS, Reason, Refused
from knowledge.readers.sheet import Media

_STYLES = frozenset(get_args(Style))
_T = TypeVar("_T")
_MEDIA = frozenset(get_args(Media))


def document_json(document: Document) -> bytes:
    """The whole document; ``document_from`` gives an equal one."""
    return json.dumps(
        {
            "name": document.name,
            "media": document.media,
            "text": document.text,
            "lines": [_row(line) for line in document.lines],
            "oddities": [[one.kind, one.text, one.page] for one in document.oddities],
        }
    ).encode()


def _row(line: Line) -> list[object]:
    return [line.span.start, line.span.end, line.style, line.page, line.indent, line.heading, line.number, line.gap, line.bold]


def refusal_json(refused: Refused) -> bytes:
    """A refusal; ``document_from`` raises it again."""
    return json.dumps({"refused": [refused.reason, refused.text]}).encode()


def document_from(answer: bytes) -> Document:
    """The Document in ``answer``. Raises the Refused in it; ValueError for anything else."""
    try:
        held = json.loads(answer)
        if "refused" in held:
            raise _refused(*held["refused"])
        text = _typed(held["text"], str)
        lines = tuple(_line(row, len(text)) for row in held["lines"])
        oddities = tuple(Oddity(_typed(kind, str), _typed(said, str), _page(page)) for kind, said, page in held["oddities"])
        return Document(_typed(held["name"], str), cast("Media", _one_of(held["media"], _MEDIA)), text, lines, oddities)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError from error


def _refused(reason: object, text: object) -> Refused:
    return Refused(cast("Reason", _one_of(reason, REASONS)), _typed(text, str))


def _line(row: list[object], length: int) -> Line:
    start, end, style, page, indent, heading, number, gap, bold = row
    span = Span(_typed(start, int), _typed(end, int))
    if not 0 <= span.start <= span.end <= length:
        raise ValueError(span)
    return Line(
        span,
        cast("Style", _one_of(style, _STYLES)),
        _page(page),
        _typed(indent, int),
        _typed(heading, int),
        _typed(number, str),
        _typed(gap, bool),
        _typed(bold, bool),
    )


def _page(page: object) -> int | None:
    return None if page is None else _typed(page, int)


def _one_of(value: object, names: frozenset[str]) -> str:
    if value not in names:
        raise ValueError(value)
    return str(value)


def _typed(value: object, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
