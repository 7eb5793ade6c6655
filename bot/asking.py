"""What is asked where one fact is missing, and between which answers: of an age, those that the ruling clauses tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answer import Ask
from bot.decide.decision import Decision
from bot.phrases import options, said
from knowledge.norms.quantities import Quantity

YEAR_GROUP = "year_group"  # the words under which an age is asked for where the clauses tell people apart by school years
AGES = frozenset({"age", YEAR_GROUP})
MOST_ENDS = 3  # with one answer more, and "I don't know", as many as a row of buttons holds


def asked(decision: Decision, offered: tuple[str, ...] = ()) -> Ask | None:
    """The question that would settle ``decision``, with the answers ``offered`` or else the usual; None where nothing is asked."""
    fact, words = decision.missing, wording(decision)
    if decision.verdict != "depends" or fact is None:
        return None
    return Ask(fact, said("ask", words), offered or _told_apart(words, _bounds(decision)) or options(words))


def wording(decision: Decision) -> str:
    """The name in ``phrases.toml`` of the words for the missing fact: the fact's own, but where ages are told by school years."""
    bounds = _bounds(decision)
    return bounds[0].kind if bounds else decision.missing or "unknown"


def _bounds(decision: Decision) -> tuple[Quantity, ...]:
    """The bounds on ages of what is cited, where an age is missing: all told as the first one is, in years or school years."""
    found = [bound for ground in decision.grounds for bound in ground.norm.bounds if bound.kind in AGES and decision.missing == "age"]
    return tuple(bound for bound in found if bound.kind == found[0].kind)


def _told_apart(words: str, bounds: Sequence[Quantity]) -> tuple[str, ...]:
    """Below the first end, between each two, from the last on; none where there are no ends, or too many."""
    ends = sorted({end for bound in bounds for end in _ends(bound)})
    if not 0 < len(ends) <= MOST_ENDS:
        return ()
    table = f"{words}_told_apart"
    between = (_between(table, first, end - 1) for first, end in pairwise(ends))
    return (said(table, "below", end=str(ends[0])), *between, said(table, "from", first=str(ends[-1])), said("line", "not_known"))


def span_told(age: Quantity) -> str:
    """An age that is told by a bound, in words: "Under 18", "16 or over"."""
    end = str(next(_ends(age)))
    return said("age_told_apart", "below", end=end) if age.relation in {"<", "<="} else said("age_told_apart", "from", first=end)


def _between(table: str, first: int, last: int) -> str:
    return said(table, "one" if first == last else "several", first=str(first), last=str(last))


def _ends(bound: Quantity) -> Iterator[int]:
    """The whole years from which on ``bound`` says something else than below."""
    if bound.relation in {"<", ">=", "="}:
        yield int(bound.value)
    if bound.relation in {"<=", ">", "="}:
        yield int(bound.value) + 1
