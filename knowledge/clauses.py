"""The clause tree: parts of a document, their clauses, and what was odd about them.

A clause is the smallest part that can be cited. Its ``text`` is the source's own characters at its ``span``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.lines import Span

Kind = Literal["heading", "clause", "lead_in", "table_row", "furniture"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the tree.

    ``id`` is unique in the document and stable for the same text ("c17": the position in reading order).
    ``kind``: a ``heading`` names what follows; a ``lead_in`` is a clause whose items hang on it ("Staff must not:"), citable
    with them; ``table_row`` is one row; ``furniture`` (contents table, signature block, title) is kept for the outline
    and never cited. ``marker`` is as printed ("6.2", "(iv)", "✗", "" for none). ``address`` is what people say:
    "6.2", "Terms of Use, bullet 7", "Appendix A, 12". ``path`` holds the headings above, outermost first.
    ``lead_in`` is the text of the inherited lead-ins, outermost first, each the source's own characters at ``lead_in_spans``
    (for a table row: the header row).
    """

    id: str
    kind: Kind
    marker: str
    address: str
    path: tuple[str, ...]
    text: str
    span: Span
    lead_in: tuple[str, ...] = ()
    lead_in_spans: tuple[Span, ...] = ()
    parent: str | None = None
    part: int = 0
    depth: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A document within the file: the policy itself, an appendix, an agreement to sign."""

    title: str
    kind: Literal["policy", "appendix", "agreement"] = "policy"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the outline that a person should see ("1.2.3 is printed twice")."""

    kind: str
    text: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole tree in reading order; never absent, however odd the document."""

    parts: tuple[Part, ...]
    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...] = ()
