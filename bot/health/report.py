"""What an examination of policies reads and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.clauses import Outline

Kind = Literal["review", "numbering", "reading", "contradiction", "law", "service", "term", "reference"]


SHOWN = 3  # addresses of one finding


def places(addresses: Sequence[str]) -> str:
    """The first few addresses, each once, and how many more there are."""
    once = tuple(dict.fromkeys(addresses))
    more = len(once) - SHOWN
    return f"{'; '.join(once[:SHOWN])}{f'; and {more} more' if more > 0 else ''}"


@dataclass(frozen=True, slots=True)
class Subject:
    """One policy to examine: ``name`` is what people type, ``oddities`` what was odd to read, ``due`` the last day for its review."""

    name: str
    title: str
    version: str
    outline: Outline
    oddities: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing for a person to look at; ``addresses`` are of the clauses it is about, ``source`` where it can be checked."""

    kind: Kind
    text: str
    addresses: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One policy with its findings."""

    name: str
    title: str
    version: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A common question that no clause answers."""

    topic: str
    question: str


@dataclass(frozen=True, slots=True)
class HealthReport:
    """One school's policies as of ``day``; ``gaps`` is None where the common questions were not asked."""

    school: str
    day: date
    policies: tuple[Checked, ...]
    gaps: tuple[Gap, ...] | None = None
