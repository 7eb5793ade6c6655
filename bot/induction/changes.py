"""What a new version changed for somebody who had read an earlier one: the words before, the words now, and what is gone."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.induction.binding import Bond, bonds, whole
from bot.induction.path import Path
from bot.verify import JOINT
from knowledge.store import Store, UnknownName


@dataclass(frozen=True, slots=True)
class Gone:
    """A clause that was read and is no longer in the policy: its policy's title, its address then, its words."""

    title: str
    address: str
    text: str


def read_before(store: Store, path: Path, policy: str, read: Mapping[str, str]) -> tuple[Bond, ...]:
    """The clauses of ``policy`` that were read in versions no longer in force, as they stood. Raises BlobDamaged."""
    in_force = {each.slug: each.version for each in path.policies}.get(policy)
    versions = {version for version in read.values() if version != in_force}
    found: dict[str, Bond] = {}
    for version in sorted(versions):
        try:
            past = store.past(path.school.slug, policy, version)
        except UnknownName:
            continue  # a version of another policy
        found |= {bond.mark: bond for bond in bonds(past, store.outline(past), path.role) if bond.mark in read}
    return tuple(found.values())


def before(bond: Bond, past: tuple[Bond, ...], still: frozenset[str]) -> str:
    """How the clause at this address read when it was read; "" where there was none. ``still`` are the marks in force."""
    same = (each for each in past if each.clause.address == bond.clause.address and each.mark not in still)
    return next((each.text for each in same), "")


def gone(past: tuple[Bond, ...], path: Path) -> tuple[Gone, ...]:
    """What was read and is neither in force nor replaced at its address."""
    now = [bond for section in path.sections for bond in section.bonds]
    marks, places = {bond.mark for bond in now}, {(bond.policy, bond.clause.address) for bond in now}
    left = (each for each in past if each.mark not in marks and (each.policy, each.clause.address) not in places)
    return tuple(Gone(each.title, each.clause.address, whole(each.clause)) for each in left)


def changed_words(old: str, new: str) -> str:
    """The words of ``new`` that are not in ``old``, in runs joined by " … ", each standing in ``new`` as it is."""
    before_, after = old.split(), new.split()
    runs = difflib.SequenceMatcher(None, before_, after, autojunk=False).get_opcodes()
    return JOINT.join(" ".join(after[start:end]) for kind, _, _, start, end in runs if kind in {"replace", "insert"})
