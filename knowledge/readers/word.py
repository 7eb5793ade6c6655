"""Reads Word files: paragraphs and tables in order, automatic numbers computed, deleted and hidden words left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.archive import Archive
from knowledge.readers.limits import LIMITS, Limits
from knowledge.readers.refused import Refused
from knowledge.readers.sheet import Sheet
from knowledge.readers.word_numbers import Numbers
from knowledge.readers.word_runs import DELETED, FALLBACK, Words, words
from knowledge.readers.word_styles import Styles, W, child, coloured, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from knowledge.lines import Document

_TWIPS_A_LEVEL = 720
_DEEPEST_INDENT = 20
_LAYOUT_PARAGRAPHS = 4  # a cell with this many is a page within a page, not a cell
_EDGES = {"header": "running_header", "footer": "running_footer"}


def read_word(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The document's lines. Raises Refused: truncated, damaged, encrypted, doctype, over_limits, no_text."""
    archive = Archive(data, limits)
    root = archive.xml("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise Refused(reason="damaged", text="there is no document in it; open it in Word and save it again")
    styles = Styles(archive.xml("word/styles.xml"))
    reading = _Reading(Sheet(name, "word"), styles, Numbers(archive.xml("word/numbering.xml"), styles))
    reading.blocks(body, coloured_page=child(root, "background") is not None)
    _report_edges(archive, reading.sheet)
    if reading.deleted:
        reading.sheet.report("tracked_changes", "it holds deleted tracked changes; they were left out")
    _report_outside(archive, reading.sheet)
    return reading.sheet.document()


def _report_outside(archive: Archive, sheet: Sheet) -> None:
    """What a document type would have pulled in was not; without other words there is nothing to read."""
    if archive.outside and not any(map(str.isalpha, sheet.text)):
        raise Refused(reason="doctype", text="its words hang on a document type declaration, which may pull in other files")
    for name in sorted(archive.outside):
        sheet.report("outside_file", f"its document type declaration asks for an outside file, “{name}”, which was not read")


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph read: its words, its number, and its level in the list or by its indentation."""

    words: Words
    number: str
    indent: int
    heading: int
    title: bool

    @property
    def text(self) -> str:
        return "".join(self.words.text)


class _Reading:
    """Writes a document's blocks to a sheet."""

    def __init__(self, sheet: Sheet, styles: Styles, numbers: Numbers) -> None:
        self.sheet = sheet
        self.styles = styles
        self.numbers = numbers
        self.deleted = False
        self._carried = ""  # words of a paragraph whose end was deleted: they belong to the next

    def blocks(self, container: Element, *, coloured_page: bool) -> None:
        """Write every paragraph and table below ``container``, in order."""
        for block in _blocks(container):
            if block.tag == W + "tbl":
                self._table(block, coloured_page=coloured_page)
            else:
                self._paragraph(block, coloured_page=coloured_page)

    def _paragraph(self, paragraph: Element, *, coloured_page: bool) -> None:
        item = self._item(paragraph, on_colour=coloured_page)
        if child(paragraph, "pPr/rPr/del") is not None:
            self._carried += item.text
            self.deleted = True
        else:
            self._write(item)
        for box in item.words.boxes:
            self.blocks(box, coloured_page=True)  # a box may lie on any colour

    def _item(self, paragraph: Element, *, on_colour: bool) -> _Item:
        properties = child(paragraph, "pPr")
        found = words(paragraph, self.styles, on_colour=on_colour)
        self.deleted = self.deleted or found.deleted
        for hidden, how in _merged(found.hidden):
            self.sheet.hide(hidden, how)
        found.text.insert(0, self._carried)
        self._carried = ""
        number, indent = self._number(properties, found)
        return _Item(found, number, indent, self.styles.heading(properties), self.styles.title(properties))

    def _number(self, properties: Element | None, found: Words) -> tuple[str, int]:
        """The automatic number and the level. A paragraph that is wholly hidden or deleted does not count."""
        place = self.numbers.place(properties)
        gone = (found.hidden or found.deleted) and not "".join(found.text).strip()
        gone = gone or child(properties, "rPr/del") is not None  # merged with the next paragraph, which has the number
        if place is not None and not gone:
            return self.numbers.next(*place), place[1]
        left = value(properties, "ind", "left") or value(properties, "ind", "start")
        return "", min(int(left) // _TWIPS_A_LEVEL, _DEEPEST_INDENT) if left.isdecimal() else 0

    def _write(self, item: _Item) -> None:
        number, gap = item.number, True
        for text in item.text.split("\n"):
            style = "heading" if item.heading else "title" if item.title else "list" if number else "body"
            written = self.sheet.add(
                text,
                style=style,  # type: ignore[arg-type] # the four words above are Styles
                indent=item.indent,
                heading=item.heading,
                number=number,
                gap=gap,
                bold=bool(item.words.bold),
            )
            number, gap = ("", False) if written else (number, gap)

    def _table(self, table: Element, *, coloured_page: bool) -> None:
        shaded = coloured_page or self.styles.shaded_table(value(table, "tblPr/tblStyle"))
        first = True
        for row in _rows(table):
            cells = [cell for cell in _within(row, {W + "tc"}) if value(cell, "tcPr/vMerge") != "continue"]
            if len(cells) == 1 or any(_is_layout(cell) for cell in cells):
                for cell in cells:
                    self.blocks(cell, coloured_page=shaded or coloured(child(cell, "tcPr/shd")))
            else:
                self._row(row, first=first, shaded=shaded)
            first = False

    def _row(self, row: Element, *, first: bool, shaded: bool) -> None:
        texts: list[str] = []
        bolds: list[bool] = []
        boxes: list[Element] = []
        for cell in _within(row, {W + "tc"}):
            ground = shaded or coloured(child(cell, "tcPr/shd"))
            items = [self._item(paragraph, on_colour=ground) for paragraph in _blocks(cell)]
            parts = (f"{item.number} {item.text}" for item in items if item.text.strip())
            texts.append(" ".join(" ".join(parts).split()))
            boxes.extend(box for item in items for box in item.words.boxes)
            bolds.extend(bool(item.words.bold) for item in items if item.text.strip())
        marked = child(row, "trPr/tblHeader")
        header = (marked is not None and on(marked)) or (first and len(bolds) > 1 and all(bolds))
        if any(texts):
            self.sheet.add(" | ".join(texts), style="table_header" if header else "table_row", gap=first, bold=bool(bolds) and all(bolds))
        for box in boxes:
            self.blocks(box, coloured_page=True)


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, through content controls and insertions; deletions and repeats passed over."""
    return _within(container, {W + "p", W + "tbl"})


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _within(table, {W + "tr"}) if child(row, "trPr/del") is None)


def _within(container: Element, wanted: set[str]) -> Iterator[Element]:
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in DELETED and element.tag != FALLBACK and element.tag != W + "sectPr":
            waiting.extend(reversed(element))


def _is_layout(cell: Element) -> bool:
    blocks = list(_blocks(cell))
    filled = sum(any((text.text or "").strip() for text in block.iter(W + "t")) for block in blocks)
    return filled >= _LAYOUT_PARAGRAPHS or any(block.tag == W + "tbl" for block in blocks)


def _merged(hidden: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring runs hidden in one way, joined."""
    for how in dict.fromkeys(how for _, how in hidden):
        yield "".join(text for text, other in hidden if other == how), how


def _report_edges(archive: Archive, sheet: Sheet) -> None:
    """Headers and footers are no part of the policy, but may hold its date or version."""
    seen, plain = set(), Styles(None)
    for part in archive.names():
        kind = next((_EDGES[edge] for edge in _EDGES if part.startswith(f"word/{edge}") and part.endswith(".xml")), "")
        root = archive.xml(part) if kind else None
        for paragraph in root.iter(W + "p") if root is not None else ():
            text = " ".join("".join(words(paragraph, plain, on_colour=True).text).split())
            if text and text not in seen:
                seen.add(text)
                sheet.report(kind, text)
