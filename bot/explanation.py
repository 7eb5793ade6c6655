"""How an answer was reached: what was read in the message, the clauses weighed, what was compared, and which rules spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import LENIENT, Answer, Question
from bot.case.reading import Case
from bot.concern import Concern
from bot.decide.alone import opened
from bot.decide.deciding import DEPENDS_STRICT, cautious, most_strict, strict_share
from bot.decide.decision import Decision
from bot.decide.exact import FREEING
from bot.decide.features import fits
from bot.decide.ranking import Candidate
from bot.decide.verdict import likeliest
from bot.second import Account, Asked
from bot.shelf import Place
from knowledge.norms.quantities import Quantity
from knowledge.norms.reading import Norm

MOST_WEIGHED = 8  # passages that are shown
MOST_LIKELY = 4  # verdicts


@dataclass(frozen=True, slots=True)
class Weighed:
    """One passage with why it is near: ``relevance`` 0 to 1 among all, ``cosine`` and ``words`` (BM25, 0 to 1), the ``judge``'s own score.

    ``decides`` is how likely its clause by itself decides, as the adjudicator has it (0 to 1), nan where it was not read by itself.
    ``norm`` is how its sentence was read, ``use`` what it became: "rules", "also", "nearest", or "" where it is not cited.
    """

    policy: str
    address: str
    sentence: str
    relevance: float
    cosine: float
    words: float
    judge: float
    decides: float
    norm: tuple[tuple[str, str], ...]
    use: str


@dataclass(frozen=True, slots=True)
class Followed:
    """How a message was read with those before it: ``said`` all as written, ``read`` what is taken as the case, oldest first."""

    said: tuple[str, ...]
    read: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole of it, in the order in which it was done; ``second`` is the language model's part, where there is one."""

    answer: Answer
    concern: Concern | None = None
    followed: Followed | None = None
    facts: tuple[tuple[str, str], ...] = ()
    weighed: tuple[Weighed, ...] = ()
    compared: tuple[str, ...] = ()
    likely: tuple[tuple[str, float], ...] = ()
    steps: tuple[str, ...] = ()
    second: Account | None = None


def explanation(asked: Asked, found: Sequence[Candidate], answer: Answer) -> Explanation:
    """What led the norm reader from a case and its ranked candidates to its decision, said as ``answer``."""
    case, places, decision = asked.case, asked.shelf.places, asked.decision
    norms = [ground.norm for ground in decision.grounds]
    return Explanation(
        answer=answer,
        facts=tuple(facts(case)),
        weighed=tuple(_weighed(candidate, places, decision) for candidate in found[:MOST_WEIGHED]),
        compared=tuple(_compared(case, norms)),
        likely=decision.likely[:MOST_LIKELY],
        steps=tuple(_steps(dict(decision.likely), decision, answer)),
    )


def followed(question: Question) -> Followed | None:
    """How the last message was read with those before it; None where there are none."""
    written, read = question.messages, (*question.turns, question.text)
    if len(written) == 1:
        return None
    if read == written:
        how = "Read together with the messages before it."
    elif len(read) == 1 and read[0] == written[-1]:
        how = "About something else than the messages before it: read by itself."
    elif read == written[-1 - len(read) : -1]:
        how = "It tells no fact of the case: what was asked before it stands as it was."
    else:
        how = "It changes what the messages before it say, or answers what was asked."
    return Followed(written, read, how)


def facts(case: Case) -> Iterator[tuple[str, str]]:
    """What was read in the message, by name."""
    yield from (
        (name, ", ".join(sorted(some))) for name, some in (("asks", case.asks), ("people", case.parties), ("about", case.topics)) if some
    )
    yield from (("amount", amount(each)) for each in case.amounts)
    if case.turns > 1:
        yield "messages", str(case.turns)


def amount(quantity: Quantity) -> str:
    """An amount with its relation ("age < 18")."""
    told = quantity.words or f"{quantity.value:g}{f' {quantity.unit}' if quantity.unit else ''}"
    return f"{quantity.kind} {quantity.relation} {told}"


def _read(norm: Norm) -> Iterator[tuple[str, str]]:
    yield "rule", norm.modality.replace("_", " ")
    yield from (
        (name, ", ".join(sorted(some))) for name, some in (("who", norm.bearers), ("people", norm.parties), ("about", norm.topics)) if some
    )
    yield from (("limit", amount(bound)) for bound in norm.bounds)
    if norm.exception:
        yield "except", " ".join(norm.exception.split())
    if norm.needs_approval:
        yield "approval", "needed"


def _weighed(candidate: Candidate, places: Sequence[Place], decision: Decision) -> Weighed:
    place, similarity, passage = places[candidate.place], candidate.similarity, candidate.reading.passage
    cited = {(ground.source.version, ground.clause.id): ground for ground in decision.grounds}
    ground = cited.get((place.source.version, place.clause.id))
    return Weighed(
        policy=place.source.title,
        address=place.clause.address,
        sentence=passage.sentence,
        relevance=candidate.relevance,
        cosine=similarity.cosine,
        words=similarity.bm25,
        judge=similarity.judged[0],
        decides=1.0 - opened(candidate.alone) if candidate.alone else float("nan"),
        norm=tuple(_read(candidate.reading.norm)),
        use=ground.use if ground is not None and ground.passage == passage else "",
    )


def _compared(case: Case, norms: Sequence[Norm]) -> Iterator[str]:
    for bound in (bound for norm in norms for bound in norm.bounds):
        met = fits(bound, case.amounts)
        stated = "; ".join(amount(each) for each in case.amounts if each.scale == bound.scale)
        if met:
            yield f"{stated} {'falls within' if met > 0 else 'falls outside'} {amount(bound)}"
        elif bound.kind == "age":
            yield f"{amount(bound)}: no age is given to compare"


def _ruled(best: str, given: str, strict: float, decision: Decision) -> Iterator[str]:
    """What caution makes of the likeliest verdict, and which exact rule spoke, in the order in which they were asked."""
    rule, most, elsewhere = decision.rule, most_strict(best, decision.basis), most_strict(best, replace(decision.basis, leeway=0.0))
    if rule not in FREEING and given == best and best in LENIENT and elsewhere < strict <= most:
        yield f"What rules excepts what the message tells: the strict verdicts, which have {strict:.2f}, may here have up to {most}."
    if rule not in FREEING and given != best:
        yield f"Caution: the strict verdicts together have {strict:.2f}, more than {most}, so the likeliest of them: {given}."
    if rule:
        yield f"Exact rule “{rule.__name__.replace('_', ' ')}”: {(rule.__doc__ or '').splitlines()[0]} -> {decision.verdict}."
    else:
        yield "No exact rule speaks: the reading stands or falls by how sure it is."


def _steps(weights: dict[str, float], decision: Decision, answer: Answer) -> Iterator[str]:
    if not weights:
        yield "No passage is near: nothing to decide by."
        return
    strict = strict_share(weights)
    if not decision.settleable and likeliest(weights) == "depends":
        vie = f"the strict verdicts together have {strict:.2f}, and a plain one is as safe"
        yield f"“depends” was likeliest, but {vie if strict > DEPENDS_STRICT else 'no fact is missing that would settle it'}."
    open_to = {name: share for name, share in weights.items() if name != "depends" or decision.settleable}
    best = likeliest(open_to)
    yield f"The likeliest verdict by the clauses read: {best} ({open_to[best]:.2f})."
    yield from _ruled(best, cautious(open_to, decision.basis), strict, decision)
    if decision.missing:
        yield f"What it turns on and the message leaves out: {decision.missing}."
    yield f"Decided: {decision.verdict}, {decision.sure:.2f} sure."
    if answer.verdict != decision.verdict:
        yield f"Given as {answer.verdict}: the last check did not let the ruling through."
