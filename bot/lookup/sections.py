"""A school's documents as procedures are found in them: under each heading, each clause with the items that hang on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from knowledge.catalogue import Policy
from knowledge.clauses import Clause, Outline
from knowledge.norms.reading import read_norm
from knowledge.norms.words import stems
from knowledge.outline.sentences import sentences
from knowledge.passages import CITABLE
from knowledge.store import Store
from knowledge.vocabulary import plain

SAYS, REPORTS, TELLS = 1.0, 1.5, 0.3  # what a clause counts for: it rules, it sends to someone, it only tells


@dataclass(frozen=True)
class Family:
    """A clause and the items that hang on it, in reading order."""

    clauses: tuple[Clause, ...]

    @cached_property
    def text(self) -> str:
        """All of it in lower case, as expressions meet it."""
        return plain(" ".join(" ".join(clause.text.split()) for clause in self.clauses))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(stems(self.text))

    @cached_property
    def weight(self) -> float:
        """How far it says what to do rather than what is so."""
        return max(_weight(clause) for clause in self.clauses)


@dataclass(frozen=True)
class Section:
    """What stands under one heading of one policy; ``heading`` is "" where there is none."""

    policy: str
    version: str
    path: tuple[str, ...]
    families: tuple[Family, ...]

    @cached_property
    def heading(self) -> str:
        """The nearest heading in lower case."""
        return plain(self.path[-1]) if self.path else ""

    @cached_property
    def title(self) -> str:
        """The policy's title in lower case."""
        return plain(self.policy)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the heading."""
        return frozenset(stems(self.heading))


def _weight(clause: Clause) -> float:
    lead = " ".join(" ".join(clause.lead_in).split())
    norms = [read_norm(" ".join(span.of(clause.text).split()), lead) for span in sentences(clause.text)]
    if any(norm.reports for norm in norms):
        return REPORTS
    return SAYS if any(norm.modality != "none" for norm in norms) else TELLS


def read_sections(store: Store, policies: Sequence[Policy]) -> tuple[Section, ...]:
    """The sections of ``policies`` in reading order, from the store alone. Raises BlobDamaged, ValueError."""
    read = tuple(section for policy in policies for section in sections_of(policy.title, policy.version, store.outline(policy)))
    for family in (family for section in read for family in section.families):
        _ = family.weight, family.stems  # read now, so that the first look-up after this is as fast as any
    return read


def sections_of(policy: str, version: str, outline: Outline) -> Iterator[Section]:
    """The sections of one outline."""
    citable = [clause for clause in outline.clauses if clause.kind in CITABLE]
    for (_, path), under in groupby(citable, key=lambda clause: (clause.part, clause.path)):
        yield Section(policy, version, path, tuple(_families(tuple(under))))


def _families(clauses: Sequence[Clause]) -> Iterator[Family]:
    """Each clause that hangs on none of the others, with all that hang on it."""
    homes: dict[str, list[Clause]] = {}
    root_of: dict[str, str] = {}
    for clause in clauses:
        root = root_of.get(clause.parent or "", clause.id)
        root_of[clause.id] = root
        homes.setdefault(root, []).append(clause)
    return (Family(tuple(members)) for members in homes.values())
