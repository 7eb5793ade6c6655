"""What changed between two versions of a policy, clause by clause, and which saved answers it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bot.answer import Answer, Question
from knowledge.clauses import Clause, Outline

ALIKE = 0.5  # of two texts (difflib's ratio), from which one is the other reworded


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is new, gone, reworded, or the same under another address; the text is "" where there is none."""

    kind: Literal["added", "removed", "changed", "moved"]
    before: str
    after: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer as it was once given: its verdict and the addresses it cited."""

    question: Question
    verdict: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """A saved answer that would now be another."""

    saved: Saved
    answer: Answer


def changes(before: Outline, after: Outline) -> tuple[Change, ...]:
    """What became of each clause, in the order of the new version; what is gone comes last."""
    old, new = _clauses(before), _clauses(after)
    pairs = _paired(old, new)
    kept = {place for place in pairs if place is not None}
    found = [_change(old[place] if place is not None else None, clause) for place, clause in zip(pairs, new, strict=True)]
    gone = [Change("removed", clause.address, "", _flat(clause)) for place, clause in enumerate(old) if place not in kept]
    return (*(change for change in found if change), *gone)


def differs(saved: Saved, answer: Answer) -> Differs | None:
    """``answer`` beside what was saved, where its verdict or a clause that it cites is another."""
    same = saved.verdict == answer.verdict and frozenset(saved.refs) == frozenset(citation.ref for citation in answer.citations)
    return None if same else Differs(saved, answer)


def _clauses(outline: Outline) -> list[Clause]:
    return [clause for clause in outline.clauses if clause.kind not in {"heading", "furniture"}]


def _flat(clause: Clause) -> str:
    return " ".join(clause.text.split())


def _paired(old: Sequence[Clause], new: Sequence[Clause]) -> list[int | None]:
    """For each new clause the place of the old one that it was: the same words first, then the likest, the same address before others."""
    left = dict(enumerate(old))
    pairs: list[int | None] = [_take(left, clause) for clause in new]
    for place, clause in enumerate(new):
        if pairs[place] is None and left:
            best = max(left, key=lambda n: (_alike(left[n], clause), left[n].address == clause.address))
            if _alike(left[best], clause) >= ALIKE:
                pairs[place] = best
                del left[best]
    return pairs


def _take(left: dict[int, Clause], clause: Clause) -> int | None:
    """The place of an old clause of the same words, that under the same address first; it is then taken."""
    same = [n for n, each in left.items() if _flat(each) == _flat(clause)]
    found = next((n for n in same if left[n].address == clause.address), same[0] if same else None)
    if found is not None:
        del left[found]
    return found


def _alike(old: Clause, new: Clause) -> float:
    match = SequenceMatcher(None, _flat(old).split(), _flat(new).split(), autojunk=False)
    return match.ratio() if match.quick_ratio() >= ALIKE else 0.0


def _change(old: Clause | None, new: Clause) -> Change | None:
    if old is None:
        return Change("added", "", new.address, "", _flat(new))
    if _flat(old) != _flat(new):
        return Change("changed", old.address, new.address, _flat(old), _flat(new))
    return None if old.address == new.address else Change("moved", old.address, new.address, _flat(old), _flat(new))
