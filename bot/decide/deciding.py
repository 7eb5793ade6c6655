"""From a case and its ranked passages to a decision: verdict, grounds, how sure; unsure where the reading is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Verdict
from bot.case.reading import Case
from bot.decide.decision import Decision, Ground
from bot.decide.exact import settled
from bot.decide.features import fits
from bot.decide.missing import missing_fact
from bot.decide.ranking import Candidate
from bot.decide.verdict import reader, verdict_features
from bot.shelf import Place
from knowledge.lines import Span

SURE = 0.2  # least probability of a verdict that is given as a ruling; training/ reports what it costs
LENIENT_SURE = 0.5  # the same for a lenient one, which does harm where it is wrong
UNSAFE = frozenset({"permitted", "not_prohibited", "not_required", "not_covered"})
GUARDED = ("prohibited", "permission_needed", "required")
CAUTION = 0.12  # a lenient verdict gives way where the strict ones together are likelier than this
EXACT = 0.9  # how sure an exact rule is, as measured on practice (training/README.md)
QUOTED_WHOLE = 70  # words
MOST_CITED = 3
COMPARABLE = 4.0  # times as telling: a sentence that bounds what the message states
BESIDE_SHARE = 0.2  # of the best clause's relevance, for a further clause to be cited


def _probabilities(case: Case, found: Sequence[Candidate]) -> dict[str, float]:
    return reader().probabilities(verdict_features(case, found))


def _cautious(weights: dict[str, float]) -> str:
    """The likeliest verdict; a lenient one only where the strict ones together are unlikely."""
    best = max(weights, key=lambda name: weights[name])
    strict = sum(weights[name] for name in GUARDED)
    if best in UNSAFE and strict > CAUTION:
        return max(GUARDED, key=lambda name: weights[name])
    return best


def _quotes(place: Place) -> tuple[Span, ...]:
    """The lead-ins, then the sentence that rules; a short clause is quoted whole, so that what follows the rule is seen with it."""
    short = len(place.clause.text.split()) <= QUOTED_WHOLE
    return (*place.clause.lead_in_spans, place.clause.span if short else place.span)


def _speaks(candidate: Candidate, case: Case) -> float:
    """Relevance, more where the passage sets a bound that an amount of the case can be compared with."""
    comparable = any(fits(bound, case.amounts) for bound in candidate.reading.norm.bounds)
    return candidate.relevance * (COMPARABLE if comparable else 1.0)


def _cited(case: Case, found: Sequence[Candidate], places: Sequence[Place]) -> list[Candidate]:
    """The passage that speaks to the case in each clause that is nearly as relevant as the best of all."""
    clauses: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in found:
        place = places[candidate.place]
        clauses.setdefault((place.source.version, place.clause.id), []).append(candidate)
    order = sorted(clauses.values(), key=lambda group: -sum(c.relevance for c in group))
    least = BESIDE_SHARE * sum(c.relevance for c in order[0])
    near = [group for group in order[:MOST_CITED] if sum(c.relevance for c in group) >= least]
    return [max(group, key=lambda c: _speaks(c, case)) for group in near]


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


def decide(case: Case, found: Sequence[Candidate], places: Sequence[Place]) -> Decision:
    """The decision on a case; ``found`` are its ranked candidates, ``places`` run beside the library's readings."""
    if not found:
        return Decision("not_covered", 0.0, ())
    weights = _probabilities(case, found)
    cited = _cited(case, found, places)
    likely = _cautious(weights)
    verdict = settled(likely, case, [c.reading.norm for c in cited])
    sure = weights[verdict] if verdict == likely else EXACT
    ruled: Verdict = verdict if sure >= (LENIENT_SURE if verdict in UNSAFE else SURE) else "unsure"  # type: ignore[assignment]  # the reader's classes are verdicts
    if ruled == "out_of_scope":
        return Decision(ruled, sure, ())
    if ruled == "not_covered":
        cited = cited[:1]
    missing = missing_fact([c.reading for c in cited], case) if ruled == "depends" else None
    return Decision(ruled, sure, _grounds(cited, places, ruled), found[0].reading.norm.strength, missing)
