"""The path of a role: what binds it, policy by policy, in sections of about two minutes, and the statements to agree to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.answer import Role
from bot.induction.binding import Bond, Statement, bonds, statements
from knowledge.catalogue import Policy, School
from knowledge.store import Store

AUDIENCES: dict[Role, tuple[str, ...]] = {"staff": ("staff",), "new_starter": ("staff",), "dsl": ("staff", "dsl")}
WORDS = 300  # of a section: two minutes at a careful reader's pace
MOST = 12  # clauses of a section
FEW = 2  # clauses left at a policy's end that join the section before


@dataclass(frozen=True, slots=True)
class Section:
    """What is read at one sitting: clauses of one policy, in reading order."""

    policy: str
    title: str
    bonds: tuple[Bond, ...]

    @property
    def name(self) -> str:
        """Its id: the same for the same words."""
        return digest(bond.mark for bond in self.bonds)


@dataclass(frozen=True, slots=True)
class Path:
    """Everything that one role has to read, agree to and sign at one school, of one generation."""

    school: School
    role: Role
    policies: tuple[Policy, ...]
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]

    def bound_by(self, policy: str) -> str:
        """A digest of all that a policy asks of this role: it changes only where that does."""
        marks = [bond.mark for section in self.sections if section.policy == policy for bond in section.bonds]
        return digest((*sorted(marks), *(each.mark for each in self.statements if each.policy == policy)))


def digest(marks: Iterable[str]) -> str:
    """One short id of several."""
    return sha256("\n".join(marks).encode()).hexdigest()[:16]


def read_path(store: Store, school: School, role: Role) -> Path:
    """The path of ``role``, of the documents that it may see and of no other. Raises BlobDamaged, ValueError."""
    policies = store.policies(school, AUDIENCES[role])
    sections: list[Section] = []
    agreed: list[Statement] = []
    for policy in policies:
        outline = store.outline(policy)
        sections += packed(tuple(bonds(policy, outline, role)))
        agreed += statements(policy, outline)
    bound = {section.policy for section in sections} | {each.policy for each in agreed}
    return Path(school, role, tuple(policy for policy in policies if policy.slug in bound), tuple(sections), tuple(agreed))


def packed(found: Sequence[Bond]) -> tuple[Section, ...]:
    """The clauses of one policy in sections, broken at headings where that keeps each near its length."""
    runs: list[list[Bond]] = []
    for bond in found:
        if not runs or _full(runs[-1], bond):
            runs.append([])
        runs[-1].append(bond)
    if len(runs) > 1 and len(runs[-1]) <= FEW:
        last = runs.pop()
        runs[-1].extend(last)
    return tuple(Section(run[0].policy, run[0].title, tuple(run)) for run in runs)


def _full(held: Sequence[Bond], bond: Bond) -> bool:
    words = sum(len(each.text.split()) for each in held)
    heading = held[-1].clause.path != bond.clause.path
    return words + len(bond.text.split()) > WORDS or len(held) >= MOST or (heading and (words > WORDS * 0.7 or len(held) >= MOST - 4))
