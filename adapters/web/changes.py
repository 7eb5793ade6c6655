"""What changed between two versions of a policy, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from adapters.web.text import Pieces
from knowledge.clauses import Clause, Outline

ALIKE = 0.5  # of two clauses' words: below it they are not the same clause reworded
MOST_COMPARED = 400  # pairs tried for one stretch; beyond, what is left counts as removed and added


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not as it was. In ``before`` and ``after`` what differs is marked."""

    kind: Literal["added", "removed", "reworded", "renumbered"]
    address: str
    before: Pieces = ()
    after: Pieces = ()
    was: str = ""


def changes(old: Outline, new: Outline) -> tuple[Change, ...]:
    """Every change from ``old`` to ``new``, in the new one's order. Line breaks and spacing count for nothing."""
    before, after = _clauses(old), _clauses(new)
    matcher = SequenceMatcher(None, [_flat(c) for c in before], [_flat(c) for c in after], autojunk=False)
    found: list[Change] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        found += _moved(before[i:j], after[k:m]) if kind == "equal" else _replaced(before[i:j], after[k:m])
    return tuple(found)


def _clauses(outline: Outline) -> list[Clause]:
    return [clause for clause in outline.clauses if clause.kind != "furniture"]


def _flat(clause: Clause) -> str:
    return " ".join(clause.text.replace("**", "").split())


def _moved(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[Change]:
    for old, new in zip(before, after, strict=True):
        if old.address != new.address:
            yield Change("renumbered", new.address, after=((_flat(new), False),), was=old.address)


def _replaced(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[Change]:
    """Pairs in order the clauses that are alike; what finds no partner was removed or added."""
    at = 0
    for new in after:
        partner = _partner(before, at, new) if len(before) * len(after) <= MOST_COMPARED else None
        if partner is None:
            yield Change("added", new.address, after=((_flat(new), True),))
            continue
        yield from (_removed(old) for old in before[at:partner])
        yield _reworded(before[partner], new)
        at = partner + 1
    yield from (_removed(old) for old in before[at:])


def _partner(before: Sequence[Clause], at: int, new: Clause) -> int | None:
    scored = [(_likeness(before[place], new), -place) for place in range(at, len(before))]
    likest = max(scored, default=(0.0, 0))
    return -likest[1] if likest[0] >= ALIKE else None


def _likeness(old: Clause, new: Clause) -> float:
    return SequenceMatcher(None, _flat(old).split(), _flat(new).split(), autojunk=False).ratio()


def _removed(old: Clause) -> Change:
    return Change("removed", old.address, before=((_flat(old), True),))


def _reworded(old: Clause, new: Clause) -> Change:
    before, after = _flat(old).split(), _flat(new).split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    was = "" if old.address == new.address else old.address
    left = tuple((" ".join(before[i:j]), kind != "equal") for kind, i, j, _, _ in steps if j > i)
    right = tuple((" ".join(after[k:m]), kind != "equal") for kind, _, _, k, m in steps if m > k)
    return Change("reworded", new.address, left, right, was)
