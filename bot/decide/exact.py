"""What an exact reading settles, whatever is likely: a stated age is compared, an approval that is asked for is asked for.

Each rule looks at the passage that rules and says what follows, or None. They are tried in order; the first that speaks stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer import LENIENT, Verdict
from bot.case.reading import Case
from bot.decide.features import age_told, compared, fits
from knowledge.norms.quantities import Quantity
from knowledge.norms.reading import BANS, Norm

_TO_EVADE = re.compile(r"\bto (?:evade|circumvent|avoid|get (?:a)?round|bypass|disguise|conceal|mislead|deceive)\b")
_DENIES = re.compile(
    r"\b(?:not|isn.?t|only|just)\b.{0,30}"
    r"\b(?:get(?:ting)? (?:a)?round|evad(?:e|ing)|avoid(?:ing)?|break(?:ing)?|dodg(?:e|ing)|hid(?:e|ing)|bypass(?:ing)?"
    r"|circumvent(?:ing)?|disguis(?:e|ing)|trick(?:ing)?|fool(?:ing)?|so (?:that )?)"
)
_STILL = re.compile(
    r"\b(?:still (?:an? |one of our )?(?:pupils?|students?)"
    r"|still (?:at (?:the|our) school|here|on (?:our|the) roll|in my)|on our roll|current pupil)\b"
)

_REFUSED = re.compile(
    r"\b(?:turned (?:(?:me|us|it|him|her|them|this|that) )?down|(?:said|says) (?:no|not)\b|refus(?:es|ed)|vetoed"
    r"|(?:won|wouldn|didn|doesn).?t (?:agree|allow|approve|authorise|consent|let|sign))"
)
_TO_BE_APPROVED = re.compile(
    r"\b(?:must|should|has to|have to|need to|needs to|is to|are to) (?:first |always )?be (?:\w+ )?(?:approved|agreed|authori[sz]ed)\b"
)
_OTHERS = re.compile(
    r"(?<!or )(?<!and )(?<!no )\b"
    r"(?:younger|older|smaller|larger|shorter|longer|later|others?|the rest|those (?:under|over|below|above|beyond))\b(?! than)"
)

_SIDES = (frozenset({"<", "<="}), frozenset({">", ">="}))
_OR = re.compile(r"\bor\b(?! (?:less|under|below|more|over|above|fewer|younger|older|longer)\b)")
_OUTSIDE = re.compile(r"\b(?:outside|except|other than)\b")

Rule = Callable[[str, Case, Sequence[Norm]], "Verdict | None"]


def _ages(case: Case, norm: Norm, *, bare: bool = True) -> list[float]:
    """How the case's ages lie to each age of the norm; to one without a bound only where ``bare``."""
    return [fits(bound, case.amounts) for bound in norm.bounds if bound.kind == "age" and (bare or bound.relation != "=")]


def bound_met(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """A ban reaches every amount that is given (an age, a sum, a time): no lenient verdict stands, and of an age nothing is left to ask."""
    norm = norms[0]
    met = [found for bound in norm.bounds if (found := fits(bound, case.amounts)) and (bound.kind == "age" or bound.relation != "=")]
    gives_way = LENIENT | {"depends", "prohibited"} if any(_ages(case, norm)) else LENIENT
    if norm.modality in BANS and met and min(met) > 0 and not norm.needs_approval and not norm.exception and verdict in gives_way:
        return "prohibited"
    return None


def age_beyond(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """A ban stops short of the age that is given, and nothing else that rules is for that age: outside the limit.

    An age without a bound may be the end of a span ("ages 11 to 13"), and stops nothing.
    """
    met = _ages(case, norms[0], bare=False)
    others = any(_binds_too(case, norm) for norm in norms[1:])
    here = _STILL.search(case.whole.lower()) or not of_those_spoken_of(case, norms[0])
    if rules_on_others(norms[0]) or others or here:
        return None
    if norms[0].modality in BANS and met and max(met) < 0 and verdict in {"prohibited", "depends", "permitted"}:
        return "not_prohibited"
    return None


def rules_on_others(norm: Norm) -> bool:
    """Whether the sentence goes on to those beyond its bound ("aged eight and over may help; younger children do not")."""
    last = max((bound.end for bound in norm.bounds), default=0)
    return bool(_OTHERS.search(norm.text.lower(), last))


def _binds_too(case: Case, norm: Norm) -> bool:
    """Whether another rule forbids it at the age that is given, or says something of its own for that age."""
    met = _ages(case, norm)
    return (norm.modality in BANS and not (met and max(met) < 0)) or (max(met, default=0.0) > 0 and norm.modality != "may")


def of_those_spoken_of(case: Case, norm: Norm) -> bool:
    """Whether a rule can be about the people of the message: one about those who left is not about a pupil who is here."""
    return "former_pupil" not in norm.parties or "former_pupil" in case.parties or "pupil" not in case.parties


def age_missing(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """A ban turns on the age of the very people that the message speaks of, and none is given that it reaches or stops short of."""
    norm = norms[0]
    spoken = ("former_pupil" in case.parties) == ("former_pupil" in norm.parties) or "pupil" not in norm.parties
    if (
        norm.modality in BANS
        and _ages_bound(norm)
        and not age_told(norm.bounds, case)
        and spoken
        and "may" in case.asks
        and verdict in {"prohibited", "not_prohibited", "not_covered"}
    ):
        return "depends"
    return None


def _ages_bound(norm: Norm) -> bool:
    return any(bound.kind == "age" and bound.relation in {"<", "<="} for bound in norm.bounds)


def former_unnamed(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """The message is about somebody who has left; the ban names those who are here, and no ruling clause names those who left."""
    left = (
        "former_pupil" in case.parties
        and not _STILL.search(case.whole.lower())
        and "relative" not in case.parties
        and "parent" not in case.parties
    )
    named = any("former_pupil" in n.parties or _ages_bound(n) for n in norms)
    if left and norms[0].modality in BANS and "pupil" in norms[0].parties and not named and verdict == "prohibited":
        return "not_prohibited"
    return None


def approval_asked(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """The rule asks for somebody's approval, the message asks whether it may, and tells of none, given or refused."""
    norm = norms[0]
    may = "may" in case.asks and not ("must" in case.asks and verdict in {"required", "not_required"})
    waits = norm.needs_approval and (norm.modality in BANS | {"may_with_approval"} or _TO_BE_APPROVED.search(norm.main.lower()))
    if waits and may and "approval_held" not in case.asks and not _REFUSED.search(case.whole.lower()):
        return "permission_needed" if verdict not in {"information", "out_of_scope"} else None
    return None


def purpose(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """A ban on doing something to evade a rule turns on why it is done."""
    if (
        norms[0].modality in BANS
        and _TO_EVADE.search(norms[0].text.lower())
        and verdict in {"prohibited", "not_covered", "permitted", "not_prohibited"}
    ):
        return "not_prohibited" if _DENIES.search(case.whole.lower()) else "depends"
    return None


def exempted(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """An exemption reaches every amount that is told, or none: what is likely to be free of a duty is so just where it is reached.

    Of 19 that reached it on sectors left out all 19 were right, of 9 that did not 1.
    """
    norm = norms[0]
    if verdict != "not_required" or norm.modality != "need_not" or norm.exception or norm.needs_approval or rules_on_others(norm):
        return None
    met = {found for bound in norm.bounds for found in compared(bound, case.amounts)}
    return "not_required" if met == {1.0} else "required" if met == {-1.0} else None


def leave_exceeded(verdict: str, case: Case, norms: Sequence[Norm]) -> Verdict | None:
    """A permission reaches no further than its bounds: what is told beyond any one of them is not what is allowed."""
    norm = norms[0]
    if verdict not in {"permitted", "not_prohibited"} or norm.modality != "may" or rules_on_others(norm):
        return None
    return "prohibited" if _beyond(norm, case.amounts) else None


def _beyond(norm: Norm, amounts: Sequence[Quantity]) -> bool:
    """Whether an amount that is told lies beyond all upper, or below all lower bounds of its kind.

    Not where the norm's ends are told one for another ("before 8 am and after 4 pm", "over 20 kg or after ten").
    """
    ends = [_reached(norm, amounts, scale, sides) for scale in {bound.scale for bound in norm.bounds} for sides in _SIDES]
    told = [met for met in ends if met]
    apart = len(told) > 1 and _OR.search(norm.text.lower())
    return any(met == {-1.0} for met in told) and not (apart or _turned(norm) or _OUTSIDE.search(norm.text.lower()))


def _reached(norm: Norm, amounts: Sequence[Quantity], scale: tuple[str, str], relations: frozenset[str]) -> set[float]:
    bounds = (bound for bound in norm.bounds if bound.scale == scale and bound.relation in relations)
    return {found for bound in bounds for found in compared(bound, amounts) if found}


def _turned(norm: Norm) -> bool:
    """Whether some upper bound lies below a lower one of its kind: outside them, not between them."""
    upper, lower = ([bound for bound in norm.bounds if bound.relation in side] for side in _SIDES)
    return any(one.scale == other.scale and one.value <= other.value for one in upper for other in lower)


FREEING: tuple[Rule, ...] = (exempted, leave_exceeded)
"""Asked of the likeliest verdict, before caution makes a strict one of it."""
LIMITS: tuple[Rule, ...] = (bound_met, age_beyond, age_missing, former_unnamed, purpose)
RULES: tuple[Rule, ...] = (*LIMITS, approval_asked)


def speaking(verdict: str, case: Case, norms: Sequence[Norm], rules: Sequence[Rule] = RULES) -> tuple[Rule, Verdict] | None:
    """The first exact rule that speaks over the ruling clauses' norms (the best first), with what it makes of ``verdict``."""
    return next(((rule, found) for rule in rules if norms and (found := rule(verdict, case, norms)) is not None), None)


def settled(verdict: str, case: Case, norms: Sequence[Norm], rules: Sequence[Rule] = RULES) -> str:
    """``verdict``, or what an exact rule makes of it (``speaking``)."""
    spoke = speaking(verdict, case, norms, rules)
    return spoke[1] if spoke else verdict
