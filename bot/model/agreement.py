"""Whether clauses, as code reads them, bear a proposed verdict out, and what they say where nothing in that reading is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import LENIENT, Verdict
from bot.case.reading import Case
from bot.decide.decision import Decision
from bot.decide.features import fits
from bot.decide.verdict import CIRCUMSTANCES
from knowledge.norms.concepts import concepts
from knowledge.norms.reading import BANS, Norm
from knowledge.norms.words import stems

SPOKEN = 0.6  # of the ban's own words must stand in the message, for the act to be the same and not only alike
FEWEST = 2  # topics that an act is told by
_APPROVAL = re.compile(
    r"permission|permit|approv|consent|agree|authoris|authoriz|signed|said (?:yes|ok|it)|ok'?d|okay|allowed|cleared|blessing"
    r"|says? i (?:can|may)|letter|in writing"
)

# Words by which a rule lets something out of itself, beside the exceptions that the norm reader sees.
_ESCAPES = re.compile(
    r"\b(?:except\w*|unless|other than|but|save|apart|only|without|include\w*|however|instead|if|until|where|when|provided)\b|;"
)
_EXEMPTS = re.compile(
    r"\b(?:not?|nobody|none|nothing|never|without|optional\w*|voluntar\w*|may|if|only|asked|encouraged|instead|except\w*)\b|\?"
)
_WHO = re.compile(r"\W*who\b", re.IGNORECASE)


def contradiction(verdict: Verdict, case: Case, norms: Sequence[Norm]) -> str:
    """Why ``norms``, those of the words quoted, the deciding clause's first, cannot bear ``verdict``; "" where they can.

    Only what is plain counts: a lenient verdict on a ban or duty that has no exception, bound or approval to escape by.
    """
    if verdict in LENIENT and any(exactly(case, norm) for norm in norms):
        return "an exact ban is quoted for a lenient verdict"
    if verdict == "permitted" and norms and all(_plain_ban(norm) and not norm.bounds for norm in norms):
        return "only bans are quoted for a permission"
    if verdict == "permitted" and norms and all(_plain_approval(norm) for norm in norms) and not _APPROVAL.search(case.whole.lower()):
        return "the approval that is asked for is not claimed"
    if verdict == "not_prohibited" and norms and norms[0].modality in BANS and _plainly_met(case, norms[0]):
        return "the case lies within the bound that is quoted"
    if verdict == "not_required" and norms and all(_plain_duty(norm) for norm in norms):
        return "only duties are quoted for an exemption"
    return ""


def softened(verdict: Verdict, case: Case, norms: Sequence[Norm]) -> Verdict:
    """``verdict``, but no permission is made of a ban that the case merely lies outside of."""
    outside = (
        bool(norms) and _plain_ban(norms[0]) and any(fits(bound, case.amounts) < 0 for bound in norms[0].bounds if bound.kind == "age")
    )
    return "not_prohibited" if verdict == "permitted" and outside and len(norms) == 1 else verdict


def _plain_ban(norm: Norm) -> bool:
    plain = norm.modality in BANS and not norm.exception and not norm.needs_approval and "may" not in norm.labels
    return plain and not _ESCAPES.search(norm.text.lower())


def _plain_duty(norm: Norm) -> bool:
    duty = norm.modality in {"must", "must_not"} and not norm.exception and not norm.bounds and "need_not" not in norm.labels
    return duty and not _EXEMPTS.search(norm.text.lower())


def _plain_approval(norm: Norm) -> bool:
    plain = norm.needs_approval and not norm.bounds and not norm.exception
    return plain and not _ESCAPES.search(norm.text.lower()) and not _EXEMPTS.search(norm.text.lower())


def _plainly_met(case: Case, norm: Norm) -> bool:
    return _met(case, norm) and _plain_ban(norm) and _same_people(case, norm) and _same_circumstances(case, norm)


def _met(case: Case, norm: Norm) -> bool:
    return bool(norm.bounds) and all(fits(bound, case.amounts) > 0 for bound in norm.bounds)


def exact(case: Case, decision: Decision) -> Verdict | None:
    """What the norm reader's ruling clause says, where its reading guesses nothing; None elsewhere."""
    if decision.verdict not in {"prohibited", "permission_needed"} or not decision.grounds or decision.grounds[0].use != "rules":
        return None
    ground = decision.grounds[0]
    found = None if ground.passage.header else exactly(case, ground.norm)
    return found if found == decision.verdict else None


def exactly(case: Case, norm: Norm) -> Verdict | None:
    """A ban, or a ban but for approval, where act, counterpart and every condition are those of the case, with none left over."""
    if norm.modality not in BANS | {"may_with_approval"} or "may" not in case.asks or _WHO.match(case.last):
        return None
    same_act = _same_act(case, norm) or _within_bounds(case, norm)
    if not (same_act and _same_people(case, norm) and _same_circumstances(case, norm)):
        return None
    if norm.needs_approval:
        return None if _APPROVAL.search(case.whole.lower()) else "permission_needed"
    return None if norm.exception else "prohibited"


def _same_act(case: Case, norm: Norm) -> bool:
    act = concepts(norm.main)
    words = frozenset(stems(norm.main))
    shared = len(words & frozenset(case.stems)) / max(1, len(words))
    return len(act) >= FEWEST and act <= case.topics and shared >= SPOKEN


def _within_bounds(case: Case, norm: Norm) -> bool:
    """Whether the ban is told by its bound: an amount that the message states lies within it, and both speak of one act or more."""
    return _met(case, norm) and bool(concepts(norm.main) & case.topics) and bool(case.parties - {"staff"})


def _same_people(case: Case, norm: Norm) -> bool:
    return norm.parties - norm.bearers - {"staff"} == case.parties - {"staff"}


def _same_circumstances(case: Case, norm: Norm) -> bool:
    """Every bound is met by a stated amount, and the case tells no circumstance that the norm is silent on."""
    met = all(fits(bound, case.amounts) > 0 for bound in norm.bounds)
    return met and not (case.topics - norm.topics) & frozenset(CIRCUMSTANCES)
