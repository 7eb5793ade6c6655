"""Words for a decision: the ruling in a line, the clauses word for word, why, and whom to ask. From ``phrases.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer import Answer, Citation, Notice
from bot.asking import asked, span_told, wording
from bot.case.reading import Case
from bot.decide.decision import Decision, Ground
from bot.decide.features import fits
from bot.phrases import has, said
from bot.verify import JOINT, flat
from knowledge.norms.quantities import Quantity

MOST_COMPARED = 2  # amounts that are shown beside their bounds
_APPROVAL = r"(?:permission|approval|consent|agreement|authoris\w+|approved|agreed|agrees|leave|sign(?:ed)? off)"
_TITLE = r"(?:the |a |an |their |your |my )?[A-Z][\w’'-]*(?: (?:of |and |for )?[A-Z][\w’'-]*)*"  # noqa: RUF001 - both stand in policies
_OFFICE = (
    r"(?:the |a |their |your |my )?(?:line |senior |branch )?"
    r"(?:manager|headteacher|head teacher|head|director|supervisor|parents?(?:/carers?)?)"
)
_APPROVER = re.compile(rf"{_APPROVAL}(?: \w+){{0,4}}? (?:by|of|from|with) (?P<who>{_TITLE}|{_OFFICE})")
_WORDS_BEFORE = re.compile(r"(?:[\w’'-]+ ){0,4}$")  # noqa: RUF001 - as above
_WORDS_AFTER = re.compile(r"(?: (?:or|and) (?:less|under|below|younger|fewer|over|more|above|older|longer|up)\b| (?:old|of age)\b)?")
_CONJUNCTION = re.compile(r"^(?:and|but|nor|or) ")


def _approver(decision: Decision) -> str:
    named = (match["who"] for ground in decision.grounds if (match := _APPROVER.search(flat(ground.norm.text))))
    who = next(named, "")
    return f": {who}" if who else ""


def _headline(decision: Decision) -> str:
    if decision.verdict == "permission_needed":
        return said("headline", "permission_needed", approver=_approver(decision))
    if decision.verdict == "depends":
        return said("headline", "depends", fact=said("fact", wording(decision)))
    if decision.verdict == "unsure" and not decision.grounds:
        return said("headline", "unsure_bare")
    softer = f"{decision.verdict}_should"
    return said("headline", softer if decision.strength == "should" and has("headline", softer) else decision.verdict)


def quote(ground: Ground) -> str:
    """The ground's words as shown: its spans of the source, each with white space evened, joined by " … "."""
    return JOINT.join(flat(span.of(ground.source.text)) for span in ground.quotes)


def citation(ground: Ground) -> Citation:
    """The ground as a citation; the clause is given whole, with its lead-in."""
    clause = ground.clause
    return Citation(
        policy=ground.source.title,
        version=ground.source.version,
        ref=clause.address,
        path=clause.path,
        clause=flat(" ".join((*clause.lead_in, clause.text))),
        quote=quote(ground),
        page=clause.page,
    )


def _shown(ground: Ground) -> str:
    page = f", page {ground.clause.page}" if ground.clause.page else ""
    return f"“{_unmarked(quote(ground))}”\n    {flat(ground.source.title)}, {ground.clause.address}{page}"


def _unmarked(text: str) -> str:
    """``text`` without Markdown's marks of bold, which no channel shows as bold."""
    return text.replace("**", "")


def _compared(case: Case, ground: Ground) -> Iterator[str]:
    """What the ruling turned on: each stated amount beside the bound that it meets or misses."""
    for bound in ground.norm.bounds:
        met = fits(bound, case.amounts)
        value = next((q for q in case.amounts if met and fits(bound, (q,)) == met), None)
        if value is not None:
            yield said("line", "within" if met > 0 else "beyond", value=_amount(value), bound=_bound_words(ground.norm.text, bound))


def _amount(quantity: Quantity) -> str:
    match quantity.kind:
        case "money":
            pence = not quantity.value.is_integer()
            return f"£{quantity.value:,.2f}" if pence else f"£{quantity.value:,.0f}"
        case "clock":
            return f"{int(quantity.value // 60):02}:{int(quantity.value % 60):02}"
        case "duration":
            return said("line", "that_time")
        case "measure" | "count" | "rank":
            return quantity.words
        case "age" if quantity.relation != "=":
            return span_told(quantity)
        case _:
            return f"{quantity.value:g}"


def _bound_words(text: str, bound: Quantity) -> str:
    """The bound with the words around it, but for a conjunction that they would begin with."""
    before, after = _WORDS_BEFORE.search(text[: bound.start]), _WORDS_AFTER.match(text[bound.end :])
    around = (before[0] if before else "") + text[bound.start : bound.end] + (after[0] if after else "")
    return _CONJUNCTION.sub("", flat(_unmarked(around)))


def _closing(decision: Decision) -> Iterator[str]:
    if decision.verdict == "out_of_scope":
        return
    if decision.verdict in {"not_covered", "not_prohibited"}:
        yield said("line", "silent")
    else:
        yield said("line", "more" if asked(decision) else "ask_person")


def _clauses(decision: Decision, case: Case, *, compare: bool = True) -> Iterator[str]:
    """Every ground word for word; before it what it is, after the ruling one what it was compared with."""
    for place, ground in enumerate(decision.grounds):
        if place == 0 and decision.verdict == "not_covered":
            yield said("line", "nearest")
        elif place == 1 and ground.use == "also":
            yield said("line", "also")
        yield _shown(ground)
        if compare and place == 0 and ground.use == "rules":
            yield from list(_compared(case, ground))[:MOST_COMPARED]


def phrase(decision: Decision, case: Case, notices: tuple[Notice, ...] = (), *, reason: str = "", options: tuple[str, ...] = ()) -> Answer:
    """The whole answer to a decided case.

    ``reason`` is a sentence or two that apply the clauses to the case, where a reader gave them (they stand in place of the comparison of
    amounts), ``options`` the buttons to offer in place of the usual ones.
    """
    ask = asked(decision, options)
    lines = [_headline(decision), *filter(None, (reason,)), *_clauses(decision, case, compare=not reason)]
    lines += [ask.question] if ask else []
    lines += [notice.text for notice in notices]
    lines += _closing(decision)
    citations = tuple(citation(ground) for ground in decision.grounds)
    return Answer(decision.verdict, "\n\n".join(lines), citations, decision.strength, ask, notices, sure=decision.sure)
