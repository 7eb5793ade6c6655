"""A Word file whose numbers are automatic: they stand in ``numbering.xml``, and no run of text holds them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from docx.document import Document as Word

LEVELS = {"1": 0, "2": 1, "a": 2}
FORMATS = (("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
NUMBERING = 90


def write_word(paragraphs: Iterable[tuple[str, str]], target: Path) -> None:
    """Write ``(kind, text)`` paragraphs to ``target``; kinds as in ``build.py``."""
    word = docx.Document()
    word.core_properties.author = "Larkfield School"
    word.core_properties.created = word.core_properties.modified = datetime(2025, 7, 1, tzinfo=UTC)
    _define_numbering(word)
    word.sections[0].header.paragraphs[0].text = "Larkfield School: Staff Code of Conduct"
    word.sections[0].footer.paragraphs[0].text = "Printed copies are uncontrolled"
    for kind, text in paragraphs:
        _add(word, kind, text)
    _save(word, target)


def _save(word: Word, target: Path) -> None:
    """As python-docx saves it, but with no time of day in it: the same text makes the same file."""
    made = io.BytesIO()
    word.save(made)
    with ZipFile(made) as parts, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in parts.namelist():
            fixed.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)


def _add(word: Word, kind: str, text: str) -> None:
    style = {"title": "Title", "heading": "Heading 1", "1": "Heading 1"}.get(kind, "Normal")
    paragraph = word.add_paragraph(text, style=style)
    if kind in LEVELS:
        paragraph._p.get_or_add_pPr().append(parse_xml(_number(LEVELS[kind])))  # noqa: SLF001 - python-docx offers no way to number


def _number(level: int) -> str:
    return f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERING}"/></w:numPr>'


def _define_numbering(word: Word) -> None:
    root = word.part.numbering_part.element
    levels = "".join(_level(level, *form) for level, form in enumerate(FORMATS))
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    first_number = root.find("{*}num")
    first_number.addprevious(parse_xml(abstract))  # the schema wants every abstractNum before every num
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'))


def _level(level: int, form: str, text: str) -> str:
    indent = f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr>'
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
    return f'<w:lvl w:ilvl="{level}">{shape}{indent}</w:lvl>'
