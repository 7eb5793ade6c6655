"""What a clause must not be shown without: its lead-ins, its list, what its words mean, and what is taken out of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.clauses import Clause, Outline

REACH = 2  # clauses after this one that may open as an exception to it


class CuesFaulty(Exception):  # noqa: N818 - says what is so, like Refused
    """Patterns in neighbours.toml that cannot be used; the message lists them all."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Clauses that belong to one clause, each in reading order: above it, beside it in its list, under it, and tied by their words."""

    lead_ins: tuple[Clause, ...]
    beside: tuple[Clause, ...]
    under: tuple[Clause, ...]
    definitions: tuple[Clause, ...]
    exceptions: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of neighbours.toml."""

    definitions: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]


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
def read_cues() -> Cues:
    """The cues, checked. Raises CuesFaulty."""
    data = tomllib.loads((Path(__file__).parent / "neighbours.toml").read_text("utf-8"))
    return check_cues(tuple(data["definitions"]["cues"]), tuple(data["exceptions"]["openings"]))


def check_cues(definitions: tuple[str, ...], exceptions: tuple[str, ...]) -> Cues:
    """Compile patterns. Raises CuesFaulty, naming every one that does not compile or lacks its group "term"."""
    faults = [fault for pattern in (*definitions, *exceptions) if (fault := _fault(pattern))]
    faults += [f"{pattern}: no group named term" for pattern in definitions if "(?P<term>" not in pattern]
    if faults:
        raise CuesFaulty("; ".join(faults))
    return Cues(tuple(map(re.compile, definitions)), tuple(map(re.compile, exceptions)))


def _fault(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"{pattern}: {error}"
    return ""


def _lead_ins(named: dict[str, Clause], clause: Clause) -> tuple[Clause, ...]:
    found: list[Clause] = []
    above = named.get(clause.parent or "")
    while above is not None and above not in found:
        if above.kind == "lead_in":
            found.append(above)
        above = named.get(above.parent or "")
    return tuple(reversed(found))


def _definitions(outline: Outline, clause: Clause) -> tuple[Clause, ...]:
    text = _plain(" ".join((*clause.lead_in, clause.text)))
    return tuple(
        each
        for each in outline.clauses
        if each.id != clause.id and each.kind == "clause" and any(_mentions(text, term) for term in _terms(_plain(each.text)))
    )


def _terms(text: str) -> set[str]:
    matches = (cue.search(text) for cue in read_cues().definitions)
    return {match["term"].strip() for match in matches if match}


def _mentions(text: str, term: str) -> bool:
    return re.search(rf"\b{re.escape(term.removesuffix('s'))}(?:s|es)?\b", text) is not None


def _exceptions(outline: Outline, clause: Clause) -> tuple[Clause, ...]:
    """The next clauses that open as exceptions, and any that names this one's number and takes something out of it."""
    citable = [each for each in outline.clauses if each.kind not in ("heading", "furniture") and each.part == clause.part]
    after = citable[citable.index(clause) + 1 :] if clause in citable else []
    found = [each for each in after[:REACH] if any(cue.search(_plain(each.text)) for cue in read_cues().exceptions)]
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
