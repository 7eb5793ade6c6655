"""What of a policy is indexed: each citable clause, and each sentence of a clause that has several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.clauses import Clause, Outline
from knowledge.outline.sentences import sentences

CITABLE = frozenset({"clause", "lead_in", "table_row"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that a search can find.

    ``clause`` is the id of the clause that it stands for. ``sentence`` is 0 for the whole clause, else the
    sentence's place in it from 1. ``context`` is the heading and the lead-ins that it hangs on, ``text`` its own words.
    """

    clause: str
    sentence: int
    text: str
    context: str

    @property
    def words(self) -> str:
        """What is embedded and indexed: the context, then the text."""
        return f"{self.context} {self.text}" if self.context else self.text


def passages(outline: Outline) -> tuple[Passage, ...]:
    """All passages in reading order; a clause's own comes before its sentences'."""
    return tuple(passage for clause in outline.clauses if clause.kind in CITABLE for passage in _of(clause))


def context(clause: Clause) -> str:
    """The nearest heading and the inherited lead-ins, outermost first, on one line."""
    return " ".join(" ".join((*clause.path[-1:], *clause.lead_in)).split())


def _of(clause: Clause) -> Iterator[Passage]:
    before = context(clause)
    yield Passage(clause.id, 0, " ".join(clause.text.split()), before)
    spans = sentences(clause.text)
    if len(spans) > 1 and clause.kind != "table_row":  # a row's cells say nothing one by one
        for place, span in enumerate(spans, start=1):
            yield Passage(clause.id, place, " ".join(span.of(clause.text).split()), before)
