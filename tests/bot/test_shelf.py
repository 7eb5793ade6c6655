"""A school's sentences beside their rows of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bot.shelf import read_shelf
from knowledge.catalogue import Policy, School
from knowledge.clauses import Outline
from knowledge.index.rows import Row
from knowledge.index.school_index import SchoolIndex
from knowledge.lines import Document
from knowledge.outline import build_outline
from knowledge.passages import passages
from knowledge.readers.markdown import read_markdown
from knowledge.store import Store

TEXT = b"""# Sheds

## 1 Tools

1.1 Tools are shared.  Nobody may take
one home. Ask first.

1.2 Members must not:

- leave the shed open;
- lend its key.

| Thing | Rule |
| --- | --- |
| Mower | Not allowed. Ever. |
"""
POLICY = Policy("allotment", "sheds", "v1", "staff", "r", "sheds.md", "markdown", "Sheds", "t", "o", "{}", ())


@dataclass(frozen=True)
class _Kept:
    """A store of one policy."""

    document: Document
    kept: Outline

    def policies(self, _: School) -> tuple[Policy, ...]:
        return (POLICY,)

    def text(self, _: Policy) -> str:
        return self.document.text

    def outline(self, _: Policy) -> Outline:
        return self.kept


@dataclass(frozen=True)
class _Rows:
    """An index of rows alone."""

    school: School
    rows: tuple[Row, ...]


def test_each_passage_is_its_span_and_has_its_row() -> None:
    """A sentence is the source's own characters at its span, beside the row that was made of it."""
    document = read_markdown(TEXT, "sheds.md")
    outline = build_outline(document)
    rows = tuple(Row("sheds", p.clause, p.sentence, "staff", p.text) for p in passages(outline))
    kept, index = _Kept(document, outline), _Rows(School("allotment", "Allotment", 1), rows)
    shelf = read_shelf(cast("Store", kept), cast("SchoolIndex", index))
    read = [reading.passage for reading in shelf.library.readings]
    assert [" ".join(place.span.of(document.text).split()) for place in shelf.places] == [passage.sentence for passage in read]
    assert [rows[place.row].words for place in shelf.places] == [passage.sentence for passage in read]
    assert ["Tools are shared.", "Nobody may take one home.", "Ask first."] == [passage.sentence for passage in read[:3]]
    assert [True, False, False] == [passage.first for passage in read[:3]]


def test_a_row_is_one_passage_and_an_item_has_its_lead_in() -> None:
    """A table's row is not cut into sentences; an item is read with the words that it hangs on."""
    document = read_markdown(TEXT, "sheds.md")
    outline = build_outline(document)
    rows = tuple(Row("sheds", p.clause, p.sentence, "staff", p.text) for p in passages(outline))
    shelf = read_shelf(cast("Store", _Kept(document, outline)), cast("SchoolIndex", _Rows(School("allotment", "Allotment", 1), rows)))
    found = {reading.passage.sentence: reading for reading in shelf.library.readings}
    row = next(reading for sentence, reading in found.items() if "Mower" in sentence)
    assert ("must_not", True) == (row.norm.modality, "Thing" in row.passage.header)
    assert ("Members must not:", "must_not") == (found["lend its key."].passage.lead_in, found["lend its key."].norm.modality)
