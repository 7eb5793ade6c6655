"""Two rules that can't both be followed: a ban and a permission of one act, or two limits for one. Few and sure, rather than many.

Both must speak of the same parties in nearly the same words and stand apart: rules side by side in one list or section are made to be read
together, and so are those whose amounts or conditions part them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.health.report import Finding, Subject
from knowledge.clauses import Clause
from knowledge.norms.quantities import Quantity
from knowledge.norms.reading import BANS, Norm, read_norm
from knowledge.norms.words import stems
from knowledge.outline.sentences import sentences

ALIKE = 0.5  # share of their words that a ban and a permission have in common
ALIKE_LIMITS = 0.7
LEAST = 5  # words: a shorter rule says too little to be set against another
PERMITS = frozenset({"may", "may_with_approval"})
OPPOSED = (frozenset({"own", "personal"}), frozenset({"school", "work", "organis"}))  # whose a thing is parts two rules
_MODAL = frozenset(stems("must not may should will shall can never only allowed permitted staff"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of a clause as a norm, with the stems that tell its act."""

    subject: str
    title: str
    clause: Clause
    norm: Norm
    words: frozenset[str]


def contradictions(subject: Subject, every: Sequence[Subject]) -> Iterator[Finding]:
    """Those of ``subject`` with itself and with the policies after it in ``every``."""
    rules = tuple(_rules(subject))
    names = [each.name for each in every]
    later = tuple(rule for each in every[names.index(subject.name) + 1 :] for rule in _rules(each))
    pairs = (*combinations(rules, 2), *((one, other) for one in rules for other in later))
    found = dict.fromkeys(finding for one, other in pairs if (finding := _against(one, other)) is not None)
    yield from found


def _rules(subject: Subject) -> Iterator[Rule]:
    for clause in subject.outline.clauses:
        if clause.kind == "clause":
            lead = " ".join(" ".join(clause.lead_in).split())
            for span in sentences(clause.text):
                words = " ".join(span.of(clause.text).split())
                norm = read_norm(words, lead, "")
                told = frozenset(stems(norm.main)) - _MODAL
                if not words.rstrip("*").endswith((":", "?")) and len(told) >= LEAST:
                    yield Rule(subject.name, subject.title, clause, norm, told)


def _against(one: Rule, other: Rule) -> Finding | None:
    if _together(one, other) or _parted(one, other):
        return None
    share = len(one.words & other.words) / len(one.words | other.words)
    kinds = {one.norm.modality, other.norm.modality}
    if share >= ALIKE and kinds & BANS and kinds & PERMITS:
        return _finding("one clause forbids what another allows", one, other)
    if share >= ALIKE_LIMITS and kinds - {"none"} and _limits_differ(one.norm.bounds, other.norm.bounds):
        return _finding("two limits for one thing", one, other)
    return None


def _together(one: Rule, other: Rule) -> bool:
    """Whether they stand in one clause, list or section, and so are read together."""
    return one.subject == other.subject and (one.clause.id == other.clause.id or one.clause.path == other.clause.path)


def _parted(one: Rule, other: Rule) -> bool:
    """Whether they bind or concern different parties, or an exception or the thing's owner tells them apart."""
    parties = one.norm.parties and other.norm.parties and not one.norm.parties & other.norm.parties
    owners = any(bool(one.words & whose) != bool(other.words & whose) for whose in OPPOSED)
    excepted = any(rule.norm.exception for rule in (one, other)) and one.norm.modality != other.norm.modality
    return bool(parties) or owners or excepted


def _limits_differ(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether each sets one bound of one kind and way, and not the same."""
    if len(one) != 1 or len(other) != 1:
        return False
    first, second = one[0], other[0]
    return first.kind == second.kind and first.relation == second.relation != "=" and first.value != second.value


def _finding(what: str, one: Rule, other: Rule) -> Finding:
    elsewhere = "" if one.subject == other.subject else f" of {other.title}"
    addresses = (one.clause.address, other.clause.address)
    return Finding("contradiction", f"{what}: {addresses[0]} and {addresses[1]}{elsewhere}", addresses)
