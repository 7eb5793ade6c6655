"""A school's policies as they are judged: each sentence read once, beside the row of the index that holds its vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.decide.decision import Source
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


Rows = Mapping[tuple[str, str, int], int]  # policy, clause and sentence (0: the whole clause) -> row of the index


def _citable(store: Store, policies: Sequence[Policy], rows: Rows) -> Iterator[tuple[Source, Clause]]:
    """The clauses that are in the index, in reading order, policy by policy."""
    for policy in policies:
        source = Source(policy.slug, policy.title, policy.version, store.text(policy))
        for clause in store.outline(policy).clauses:
            if (policy.slug, clause.id, 0) in rows:
                yield source, clause


def _row(rows: Rows, source: Source, clause: Clause, sentence: int) -> int:
    """The row of a sentence, from 1; of its clause where the index has no sentences of it."""
    return rows.get((source.policy, clause.id, sentence), rows[source.policy, clause.id, 0])


def read_shelf(store: Store, index: SchoolIndex) -> Shelf:
    """Every sentence of a school's policies in force. Raises BlobDamaged."""
    rows = {(row.policy, row.clause, row.sentence): n for n, row in enumerate(index.rows)}
    policies = store.policies(index.school)
    places: list[Place] = []
    passages: list[Passage] = []
    for number, (source, clause) in enumerate(_citable(store, policies, rows)):
        for sentence, (span, passage) in enumerate(read_clause(number, clause, source.text), start=1):
            places.append(Place(source, clause, span, _row(rows, source, clause, sentence)))
            passages.append(passage)
    return Shelf(index.school.slug, index.school.generation, tuple(places), tuple(passages), read_library(passages), policies)
