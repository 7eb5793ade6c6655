"""What a clause must not be shown without: its lead-ins, its list, what its words mean, and what is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.clauses import Clause, Outline
from knowledge.norms.definitions import definitions, explains_words, uses_term
from knowledge.outline.sentences import sentences
from knowledge.vocabulary import tables

REACH = 2  # clauses after this one that may open as an exception to it


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Clauses that belong to one clause, each in reading order: above it, beside it in its list, under it, and tied by their words."""

    lead_ins: tuple[Clause, ...]
    beside: tuple[Clause, ...]
    under: tuple[Clause, ...]
    definitions: tuple[Clause, ...]
    exceptions: tuple[Clause, ...]


def neighbours(outline: Outline, clause: Clause) -> Neighbours:
    """What belongs to ``clause``, which is one of the outline's."""
    named = {each.id: each for each in outline.clauses}
    above = named.get(clause.parent or "")
    in_list = above is not None and above.kind == "lead_in"
    return Neighbours(
        lead_ins=_lead_ins(named, clause),
        beside=tuple(each for each in outline.clauses if in_list and each.parent == clause.parent and each.id != clause.id),
        under=tuple(each for each in outline.clauses if each.parent == clause.id),
        definitions=_definitions(outline, clause),
        exceptions=_exceptions(outline, clause),
    )


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, tables("knowledge", "neighbours.toml")["exceptions"]["openings"]))


def _lead_ins(named: dict[str, Clause], clause: Clause) -> tuple[Clause, ...]:
    found: list[Clause] = []
    above = named.get(clause.parent or "")
    while above is not None and above not in found:
        if above.kind == "lead_in":
            found.append(above)
        above = named.get(above.parent or "")
    return tuple(reversed(found))


def _definitions(outline: Outline, clause: Clause) -> tuple[Clause, ...]:
    text = " ".join((*clause.lead_in, clause.text))
    others = (each for each in outline.clauses if each.id != clause.id and each.kind == "clause")
    return tuple(each for each in others if any(uses_term(text, term) for term in _terms(each)))


def _terms(clause: Clause) -> Iterator[str]:
    there = any(map(explains_words, clause.path[-1:]))
    yield from (said.term for span in sentences(clause.text) for said in definitions(span.of(clause.text), glossary=there))


def _exceptions(outline: Outline, clause: Clause) -> tuple[Clause, ...]:
    """The next clauses that open as exceptions, and any that names this one's number and takes something out of it."""
    citable = [each for each in outline.clauses if each.kind not in ("heading", "furniture") and each.part == clause.part]
    after = citable[citable.index(clause) + 1 :] if clause in citable else []
    found = [each for each in after[:REACH] if any(cue.search(_plain(each.text)) for cue in _openings())]
    return tuple(each for each in citable if each in found or _excepts(each, clause))


def _excepts(other: Clause, clause: Clause) -> bool:
    if other.id == clause.id or not re.fullmatch(r"\d+(?:\.\d+)+\.?", clause.marker):
        return False
    number = re.escape(clause.marker.rstrip("."))
    text = _plain(other.text)
    return bool(
        re.search(rf"(?<![\d.]){number}(?![\d.]*\d)", text) and re.search(r"\b(?:not apply|except|exempt|unless|notwithstanding)", text)
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
