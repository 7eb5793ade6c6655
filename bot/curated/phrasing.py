"""A signed answer as it is given: the ruling, that it is signed, the owner's words, the clauses word for word, and what reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer import Answer, Citation, Notice, Question
from bot.case.reading import read_case
from bot.curated.clauses import SHOWN, Standing
from bot.curated.signed import Signed
from bot.curated.words import day
from bot.curated.words import said as told
from bot.decide.deciding import EXACT
from bot.decide.exact import settled
from bot.phrases import said
from bot.verify import flat
from knowledge.norms.reading import read_norm
from knowledge.outline.sentences import sentences

# How much a verdict holds back; a signed answer that holds back less than an exact reading says so.
STRICT = {"depends": 1, "permission_needed": 2, "required": 3, "prohibited": 3}


def phrase_signed(signed: Signed, found: Sequence[Standing], read: Answer, question: Question, notices: Sequence[Notice] = ()) -> Answer:
    """``signed`` as an answer that stands on ``found``; ``read`` is what the norm reader says to the same question."""
    cited = tuple(each.citation() for each in found)
    otherwise = _stricter(signed, found, read, question)
    beside = tuple(each for each in (otherwise[1],) if each not in cited) if otherwise else ()
    marks = (_mark(signed, found), *((Notice("stricter_reading", otherwise[0]),) if otherwise else ()), *notices)
    lines = [_headline(signed), marks[0].text, signed.says, *map(_shown, cited)]
    lines += [marks[1].text, *map(_shown, beside)] if otherwise else []
    lines += [notice.text for notice in notices]
    lines.append(said("line", "silent" if signed.verdict == "not_prohibited" else "ask_person"))
    text = "\n\n".join(filter(None, lines))
    return Answer(signed.verdict, text, (*cited, *beside), signed.strength, notices=marks, reader="owner", sure=1.0)


def stricter(one: str, other: str) -> bool:
    """Whether the verdict ``one`` holds back more than ``other``."""
    return STRICT.get(one, 0) > STRICT.get(other, 0)


def _headline(signed: Signed) -> str:
    name = f"{signed.verdict}_should" if signed.strength == "should" and signed.verdict in {"prohibited", "required"} else signed.verdict
    return said("headline", name, approver="", fact="")


def _mark(signed: Signed, found: Sequence[Standing]) -> Notice:
    """The line that no signed answer is without: who signed it, when, and against which text."""
    versions = dict.fromkeys(told("line", "version", title=each.title, version=each.version[:SHOWN]) for each in signed.pinned)
    text = told("line", "signed", by=signed.by, day=day(signed.when), versions=", ".join(versions))
    newer = {each.policy.version for each in found} - {each.version for each in signed.pinned}
    return Notice("signed", f"{text} {told('line', 'same_since')}" if newer else text)


def _shown(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    return f"“{citation.quote.replace('**', '')}”\n    {flat(citation.policy)}, {citation.ref}{page}"


def _stricter(signed: Signed, found: Sequence[Standing], read: Answer, question: Question) -> tuple[str, Citation] | None:
    """What to say, and of which clause, where an exact reading holds back more than the owner does."""
    readings = (*_sure(read), *_exact(signed, found, question))
    verdict, citation = max(readings, key=lambda each: STRICT.get(each[0], 0))
    if not stricter(verdict, signed.verdict):
        return None
    headline = said("headline", verdict, approver="", fact=said("fact", read.ask.fact if read.ask else "unknown"))
    place = {"policy": flat(citation.policy), "address": citation.ref}
    return told("line", "stricter", **place, headline=headline, by=signed.by), citation


def _exact(signed: Signed, found: Sequence[Standing], question: Question) -> Iterator[tuple[str, Citation]]:
    """What the exact rules make of the owner's verdict, sentence by sentence of the owner's own clauses."""
    case = read_case((question.text,))
    for each in found:
        lead = flat(" ".join(each.clause.lead_in))
        row = lead if each.clause.kind == "table_row" else ""
        texts = [each.clause.text] if row else [span.of(each.clause.text) for span in sentences(each.clause.text)]
        for text in texts:
            yield settled(signed.verdict, case, [read_norm(flat(text), lead, row)]), each.citation()


def _sure(read: Answer) -> Iterator[tuple[str, Citation]]:
    if read.sure >= EXACT and read.citations:
        yield read.verdict, read.citations[0]
