"""From a case and its ranked passages to a decision: verdict, grounds, how sure; unsure where the reading is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answer import LENIENT, Fact, Verdict
from bot.case.reading import Case
from bot.decide.decision import NO_BASIS, Basis, Decision, Ground
from bot.decide.defining import defining
from bot.decide.exact import FREEING, LIMITS, RULES, Rule, former_unnamed, of_those_spoken_of, speaking
from bot.decide.exempting import SET_APART, leeway
from bot.decide.features import fits
from bot.decide.missing import missing_fact
from bot.decide.ranking import CLEAR, Candidate, most_relevant
from bot.decide.verdict import Adjudicate, likeliest, probabilities, silence
from bot.shelf import Place
from knowledge.lines import Span
from knowledge.norms.reading import BANS, Norm

SURE = 0.08  # least probability of a verdict that is given as a ruling; training/ reports what it costs
LENIENT_SURE = 0.4  # the same for a lenient one, which does harm where it is wrong
GUARDED = ("prohibited", "permission_needed", "required")
CAUTION = 0.07  # a lenient verdict gives way where the strict ones together are likelier than this
# The same where the ruling clause says it in so many words; up to 0.2 one more of 1,700 is right and one more is dangerous.
PLAIN_CAUTION = 0.15
PLAIN = {"permitted": "may", "not_required": "need_not"}
# So likely, "not covered" stands whatever else is; from 0.85 on three more of 1,400 are right, one is dangerous (docs/measured.md).
SILENT = 0.9
# The same where it is so likely by the judge alone: no passage decides, and what strict verdicts have is made of the nearest.
SILENT_ALONE, SILENT_BESIDE = 0.9, 0.6
# So likely, "it depends" is said whatever else is; less likely only where a fact can be asked for and the strict verdicts are unlikely.
DEPENDS_SURE, DEPENDS_STRICT = 0.6, 0.1
SPEAKS = 1.0  # a passage whose relevance is above this decides: the policy is not silent
EXACT = 0.9  # how sure an exact rule is, as measured on practice (training/README.md)
DUTIES = BANS | {"must", "should"}
_LIMITS = re.compile(r"\b(?:only|unless|except|provided|as long as|other than|until)\b")
QUOTED_WHOLE = 70  # words
MOST_CITED = 3
LIKELIEST = 8  # passages among which another rule about the same people may stand
TELLING = 4.0  # times: a sentence that bounds what the message states, or speaks of people whom rules set apart
BESIDE_SHARE = 0.2  # of the best clause's relevance, for a further clause to be cited
LEAST_SHARE = 0.08  # the same for one that decides by the judge (``CLEAR``)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, how sure it is (0 to 1) and the exact rule that settled it, where one did."""

    verdict: Verdict
    sure: float
    rule: Rule | None = None


def heard(weights: Mapping[str, float], relevance: float) -> dict[str, float]:
    """``weights`` without silence where the most relevant passage clearly decides."""
    return {name: weight for name, weight in weights.items() if name != "not_covered" or not relevance > SPEAKS}


def settleable(weights: Mapping[str, float], missing: Fact | None) -> dict[str, float]:
    """``weights`` without "depends" where nothing that could be asked would settle it or strict verdicts vie with it, unless it is sure."""
    asked = missing is not None and strict_share(weights) <= DEPENDS_STRICT
    stands = asked or weights.get("depends", 0.0) >= DEPENDS_SURE
    return {name: weight for name, weight in weights.items() if stands or name != "depends"}


def strict_share(weights: Mapping[str, float]) -> float:
    """How likely the strict verdicts together are."""
    return sum(weights.get(name, 0.0) for name in GUARDED)


def plainly(verdict: str, norms: Sequence[Norm]) -> bool:
    """Whether the clause that rules gives a lenient verdict in so many words, which no amount, exception or approval bounds."""
    return (
        bool(norms) and PLAIN.get(verdict) == norms[0].modality and not (norms[0].bounds or norms[0].exception or norms[0].needs_approval)
    )


def most_strict(verdict: str, basis: Basis) -> float:
    """How likely the strict verdicts together may be for a lenient one to stand; what doesn't decide the case says nothing plainly."""
    plain = PLAIN_CAUTION if basis.decides and plainly(verdict, basis.norms) else CAUTION
    return plain if verdict == "not_covered" else max(plain, basis.leeway)


def cautious(weights: Mapping[str, float], basis: Basis = NO_BASIS) -> str:
    """The likeliest verdict; a lenient one only where the strict ones together are unlikely, or the policy is very likely silent."""
    best = likeliest(weights)
    if best == "not_covered" and weights[best] >= (SILENT_BESIDE if silence(basis.relevance) >= SILENT_ALONE else SILENT):
        return best
    if best in LENIENT and strict_share(weights) > most_strict(best, basis):
        return max(GUARDED, key=lambda name: weights.get(name, 0.0))
    return best


def _borne(verdict: str, norms: Sequence[Norm]) -> bool:
    """Whether the words of any ruling clause can bear a strict verdict that only caution asks for."""
    match verdict:
        case "prohibited":
            return any(norm.modality in BANS or _LIMITS.search(norm.text.lower()) for norm in norms)
        case "permission_needed":
            return any(norm.needs_approval for norm in norms)
        case _:
            return any(norm.modality in DUTIES or norm.reports for norm in norms)


def _quotes(place: Place) -> tuple[Span, ...]:
    """The lead-ins, then the sentence that rules; a short clause is quoted whole, so that what follows the rule is seen with it."""
    short = len(place.clause.text.split()) <= QUOTED_WHOLE
    return (*place.clause.lead_in_spans, place.clause.span if short else place.span)


def _speaks(candidate: Candidate, case: Case) -> float:
    """Relevance, more where the passage bounds an amount that the case gives, or is about the very people apart that it speaks of."""
    norm = candidate.reading.norm
    comparable = any(fits(bound, case.amounts) for bound in norm.bounds) and of_those_spoken_of(case, norm)
    return candidate.relevance * (TELLING if comparable or case.parties & norm.parties & SET_APART else 1.0)


def _cited(case: Case, found: Sequence[Candidate]) -> list[Candidate]:
    """The passage that speaks to the case in each clause that is nearly as relevant as the best of all, or decides by itself."""
    clauses: dict[int, list[Candidate]] = {}
    for candidate in found:
        clauses.setdefault(candidate.reading.passage.clause, []).append(candidate)
    order = sorted(clauses.values(), key=_relevance, reverse=True)
    near = [group for group in order if _relevance(group) >= _least_share(group) * _relevance(order[0])]
    return [max(group, key=lambda c: _speaks(c, case)) for group in near[:MOST_CITED]]


def _relevance(clause: Sequence[Candidate]) -> float:
    return sum(c.relevance for c in clause)


def _least_share(clause: Sequence[Candidate]) -> float:
    """Of the best clause's relevance, what the passages of another must have for it to be cited."""
    return LEAST_SHARE if most_relevant(clause) > CLEAR else BESIDE_SHARE


def _with_definition(case: Case, cited: list[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """What is cited with the definition that tells whether the ruling clause is about these people, in place of the least relevant."""
    definition = defining(case, cited[0], found)
    if definition is None or any(each.reading.passage.clause == definition.reading.passage.clause for each in cited):
        return cited
    return [*cited[: MOST_CITED - 1], definition]


def _same_clause(ruling: Candidate, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The other sentences of the ruling clause."""
    return (each for each in found if each.reading.passage.clause == ruling.reading.passage.clause and each.place != ruling.place)


def _beside(case: Case, ruling: Candidate, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The other sentences of the ruling clause that bound an amount which the case gives, and reach it."""
    for each in _same_clause(ruling, found):
        if any(fits(bound, case.amounts) > 0 for bound in each.reading.norm.bounds):
            yield each


def _grounds(cited: Sequence[Candidate], places: Sequence[Place], verdict: str) -> tuple[Ground, ...]:
    nearest = verdict in {"not_covered", "unsure"}
    return tuple(
        Ground(
            source=places[c.place].source,
            clause=places[c.place].clause,
            passage=c.reading.passage,
            norm=c.reading.norm,
            quotes=_quotes(places[c.place]),
            use="nearest" if nearest else "rules" if n == 0 else "also",
            relevance=c.relevance,
        )
        for n, c in enumerate(cited)
    )


def _exact(best: str, likely: str, case: Case, basis: Basis) -> tuple[Rule, Verdict] | None:
    """The exact rule that speaks; where no passage decides and the policy is likely silent, no approval is asked for by the nearest."""
    rules = LIMITS if likely == "not_covered" and not basis.decides else RULES
    if basis.leavers_named:
        rules = tuple(rule for rule in rules if rule is not former_unnamed)
    return speaking(best, case, basis.norms, FREEING) or speaking(likely, case, basis.norms, rules)


def _leavers_named(case: Case, found: Sequence[Candidate]) -> bool:
    """Whether a ban among the likeliest passages, about something that the message is, goes by age or names those who left."""
    norms = (each.reading.norm for each in sorted(found, key=lambda each: each.relevance, reverse=True)[:LIKELIEST])
    bans = (norm for norm in norms if norm.modality in BANS and norm.topics & case.topics)
    return any("former_pupil" in norm.parties or any(bound.kind == "age" for bound in norm.bounds) for norm in bans)


def ruling(case: Case, weights: dict[str, float], basis: Basis, *, about: bool) -> Ruling:
    """The verdict and how sure it is; unsure below the bar, and where caution asks for a strict one that no ruling clause can bear.

    ``about`` says whether what is cited is at least about something that the message is: where none decides, none is and silence is
    likeliest, caution makes no rule of the nearest.
    """
    norms, best, likely = basis.norms, likeliest(weights), cautious(weights, basis)
    spoke = _exact(best, likely, case, basis)
    if spoke is not None:
        return Ruling(spoke[1], EXACT, spoke[0])
    # A strict verdict, or one in so many words, is as sure as its share of what is left in question; another must be likely among all.
    among_all = likely in LENIENT and not plainly(likely, norms)
    sure = weights[likely] / (1.0 if among_all else sum(weights.values()))
    enough = sure >= (LENIENT_SURE if likely in LENIENT else SURE)
    borne = _borne(likely, norms) and (basis.decides or about or best != "not_covered")
    return Ruling(likely if enough and (likely == best or borne) else "unsure", sure)  # type: ignore[arg-type]  # the reader's classes too


def decide(case: Case, found: Sequence[Candidate], places: Sequence[Place], adjudicate: Adjudicate | None = None) -> Decision:
    """The decision on a case; ``found`` are its ranked candidates, ``places`` run beside the library's readings.

    ``adjudicate`` takes the places of the first candidates and gives each verdict's probability (``bot.decide.verdict.CLASSES``).
    """
    if not found:
        return Decision("not_covered", 0.0, ())
    cited = _cited(case, found)
    with_rest = (*cited, *_same_clause(cited[0], found))  # what the ruling clause turns on may stand in another sentence of it
    relevance = most_relevant(found)
    weights = heard(probabilities(case, found, adjudicate), relevance)
    likely = tuple(sorted(weights.items(), key=lambda item: -item[1]))
    missing = missing_fact([c.reading for c in with_rest], case)
    weights = settleable(weights, missing)
    norms = tuple(c.reading.norm for c in (*cited, *_beside(case, cited[0], found)))
    about = any(case.topics & each.reading.norm.topics for each in cited)
    basis = Basis(norms, relevance, leeway(case, norms[0]), leavers_named=_leavers_named(case, found))
    ruled = ruling(case, weights, basis, about=about)
    verdict = ruled.verdict
    if verdict == "out_of_scope":
        return Decision(verdict, ruled.sure, (), likely=likely, basis=basis)
    if verdict == "not_covered":
        cited = cited[:1]
    elif verdict != "unsure":
        cited = _with_definition(case, cited, found)
    asked = missing if verdict == "depends" else None
    strength, grounds = found[0].reading.norm.strength, _grounds(cited, places, verdict)
    return Decision(verdict, ruled.sure, grounds, strength, asked, likely, basis, ruled.rule, "depends" in weights)
