"""Whether what a ruling sentence excepts is what the message tells: a lenient verdict then needs less certainty than elsewhere."""

from __future__ import annotations

import re

from bot.case.reading import Case
from bot.decide.approvers import approved_by_the_right_one
from bot.decide.verdict import CIRCUMSTANCES
from knowledge.norms.concepts import concepts
from knowledge.norms.cues import cues
from knowledge.norms.reading import Norm

SET_APART = frozenset({"former_pupil", "relative"})
# How likely the strict verdicts together may be for a lenient one to stand. Of 2,600 answers on questions that were not learnt from,
# ten come to be given so, all of them right (docs/measured.md).
SAME_PEOPLE, SAME_CIRCUMSTANCE, AGREED = 0.5, 0.35, 0.1
AGREED_BY_WHOM_IT_NAMES = 0.3
_APPLIES_NOT = re.compile(r"\b(?:do(?:es)?|would|will|shall) not apply\b")
_FURTHER = re.compile(r"\b(?:only|provided|(?:as|so) long as|if|then|who)\b")  # words by which an exception has conditions of its own


def leeway(case: Case, norm: Norm) -> float:
    """How likely the strict verdicts may be where ``norm`` rules; 0 where it excepts nothing that the message tells."""
    if sets_apart(case, norm):
        return SAME_PEOPLE
    if approved_by_the_right_one(case, norm) and (norm.needs_approval or _excepts_approved(norm)):
        return AGREED_BY_WHOM_IT_NAMES
    if "approval_held" in case.asks and _excepts_approved(norm):
        return AGREED
    return SAME_CIRCUMSTANCE if circumstance_told(case, norm) else 0.0


def sets_apart(case: Case, norm: Norm) -> bool:
    """Whether a sentence says that what it stands beside does not apply to the relatives, or those who left, that the message speaks of."""
    return bool(_APPLIES_NOT.search(norm.text.lower()) and case.parties & norm.parties & SET_APART)


def _excepts_approved(norm: Norm) -> bool:
    """Whether the exception waits for an approval; one by somebody else than the rule names counts for less, and only there."""
    return any(cue.label == "approval" for cue in cues(norm.exception))


def circumstance_told(case: Case, norm: Norm) -> bool:
    """Whether the exception, which asks for nothing further, is for a circumstance that the message tells: a break, an emergency."""
    further = norm.needs_approval or _FURTHER.search(norm.exception.lower())
    return not further and bool(concepts(norm.exception) & case.topics & frozenset(CIRCUMSTANCES))
