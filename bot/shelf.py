"""A school's policies as they are judged: each sentence read once, beside the row of the index that holds its vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.decide.decision import Source
from bot.decide.meanings import with_meanings
from bot.decide.reading import Library, Passage, read_library
from knowledge.catalogue import Policy
from knowledge.clauses import Clause
from knowledge.index.school_index import SchoolIndex
from knowledge.lines import Span
from knowledge.outline.sentences import sentences
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its policy's source, its clause, the words' span in the source, its row in the index."""

    source: Source
    clause: Clause
    span: Span
    row: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything of one school and generation that a question may be judged by.

    ``places`` and ``passages`` run beside the library's readings.
    """

    school: str
    generation: int
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    library: Library
    policies: tuple[Policy, ...]


def _spans(clause: Clause) -> tuple[Span, ...]:
    """The sentences of a clause as spans of the source; a table's row is one."""
    if clause.kind == "table_row":
        return (clause.span,)
    inner = sentences(clause.text)
    return tuple(Span(clause.span.start + s.start, clause.span.start + s.end) for s in inner) or (clause.span,)


def read_clause(number: int, clause: Clause, text: str) -> Iterator[tuple[Span, Passage]]:
    """The sentences of a clause with their spans of ``text``, its source's; ``number`` is the clause's among the school's."""
    lead = " ".join(" ".join(clause.lead_in).split())
    for place, span in enumerate(_spans(clause)):
        yield (
            span,
            Passage(
                clause=number,
                sentence=" ".join(span.of(text).split()),
                whole=" ".join(clause.text.split()),
                lead_in=lead,
                heading=clause.path[-1] if clause.path else "",
                header=lead if clause.kind == "table_row" else "",
                position=clause.span.start / max(1, len(text)),
                first=place == 0,
            ),
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is judged, with its clause, its place in it from 1 and its span of the source."""

    clause: Clause
    place: int
    span: Span
    passage: Passage


def read_document(clauses: Sequence[Clause], text: str, first: int = 0) -> list[Sentence]:
    """The sentences of a document's citable clauses, which are numbered from ``first``, each with what its clause's terms mean."""
    read = [
        Sentence(clause, place, span, passage)
        for number, clause in enumerate(clauses, first)
        for place, (span, passage) in enumerate(read_clause(number, clause, text), start=1)
    ]
    told = with_meanings([each.passage for each in read])
    return [replace(each, passage=passage) for each, passage in zip(read, told, strict=True)]


Rows = Mapping[tuple[str, str, int], int]  # policy, clause and sentence (0: the whole clause) -> row of the index


def _row(rows: Rows, source: Source, sentence: Sentence) -> int:
    """The row of a sentence; of its clause where the index has no sentences of it."""
    clause = sentence.clause.id
    return rows.get((source.policy, clause, sentence.place), rows[source.policy, clause, 0])


def read_shelf(store: Store, index: SchoolIndex) -> Shelf:
    """Every sentence of a school's policies in force. Raises BlobDamaged."""
    rows = {(row.policy, row.clause, row.sentence): n for n, row in enumerate(index.rows)}
    policies = store.policies(index.school)
    found: list[tuple[Source, Sentence]] = []
    clauses = 0
    for policy in policies:
        source = Source(policy.slug, policy.title, policy.version, store.text(policy))
        citable = [clause for clause in store.outline(policy).clauses if (policy.slug, clause.id, 0) in rows]
        found += [(source, each) for each in read_document(citable, source.text, clauses)]
        clauses += len(citable)
    places = tuple(Place(source, each.clause, each.span, _row(rows, source, each)) for source, each in found)
    passages = tuple(each.passage for _, each in found)
    return Shelf(index.school.slug, index.school.generation, places, passages, read_library(passages), policies)
