"""The whole way: a document's lines to its outline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.clauses import Clause, Outline, Part
from knowledge.lines import Span
from knowledge.outline.addresses import Addresses
from knowledge.outline.blocks import blocks
from knowledge.outline.problems import problems
from knowledge.outline.renumber import renumbered
from knowledge.outline.roles import part_kind, roles
from knowledge.outline.sentences import sentences
from knowledge.outline.tree import grow
from knowledge.outline.wording import is_record, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.clauses import Kind
    from knowledge.lines import Document
    from knowledge.outline.nodes import Node


def build_outline(document: Document) -> Outline:
    """The clause tree of ``document``: every block in reading order, and what was odd. Never fails on any document."""
    found, told = renumbered(blocks(document))
    nodes = grow(document, found, roles(found))
    addresses = Addresses(nodes)
    ids = {node: f"c{place}" for place, node in enumerate(nodes, start=1)}
    leading = {lead for node in nodes for lead in node.leads()}
    clauses = tuple(_clause(document.text, node, addresses, ids, leading) for node in nodes)
    corrected = (replace(problem, clause=ids[nodes[at]]) for at, problem in told)
    return Outline(_parts(document, nodes), clauses, (*corrected, *problems(nodes, ids)))


def _clause(source: str, node: Node, addresses: Addresses, ids: dict[Node, str], leading: set[Node]) -> Clause:
    block = node.block
    spans = tuple(_last_sentence(source, lead) for lead in node.leads())
    above = _ancestors(node)
    return Clause(
        id=ids[node],
        kind=_kind(node, leading),
        marker=block.marker.printed if block.marker is not None else "",
        address=addresses[node],
        path=tuple(one.block.printed(source) for one in reversed(above) if one.is_heading),
        text=block.text,
        span=block.words,
        lead_in=tuple(span.of(source) for span in spans),
        lead_in_spans=spans,
        parent=ids[node.parent] if node.parent is not None else None,
        part=node.part,
        depth=len(above),
        page=block.page,
    )


def _kind(node: Node, leading: set[Node]) -> Kind:
    if node.role in {"title", "furniture"}:
        return "furniture"
    if node.is_heading:
        return "heading"
    if node in leading:
        return "lead_in"
    return "table_row" if node.role == "row" else "clause"


def _ancestors(node: Node) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _last_sentence(source: str, node: Node) -> Span:
    """Where the words that lead into the list stand: the last sentence of the clause; a table's header or a question whole."""
    words = node.block.words
    if node.role == "row" or node.is_heading:
        return words
    last = sentences(words.of(source))[-1]
    return Span(words.start + last.start, words.start + last.end)


def _parts(document: Document, nodes: Sequence[Node]) -> tuple[Part, ...]:
    titles = [plain(node.block.text) for node in nodes if node.role == "title" and not is_record(node.block.text)]
    named = next((title for title in titles if "agreement" in title.lower()), "")
    first = Part(" ".join(titles[:2]) or document.name, "agreement" if named else "policy")
    later = [node.block for node in nodes if node.role == "part"]
    return (first, *(Part(plain(block.printed(document.text)), "appendix" if part_kind(block.text) else "agreement") for block in later))
