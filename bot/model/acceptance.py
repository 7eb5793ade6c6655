"""From what a model proposes to a decision that code can stand for: ids that were sent, quotes that stand, a verdict they can bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answer import Verdict
from bot.case.reading import Case
from bot.decide.decision import Decision, Ground
from bot.model.agreement import contradiction, softened
from bot.model.excerpts import Excerpt, Excerpts
from bot.model.quotes import found, touched
from bot.model.reply import Cited, Proposal
from bot.shelf import Place, Shelf
from knowledge.lines import Span
from knowledge.norms.reading import Norm, read_norm

MOST_CITED = 3
QUOTED_WHOLE = 70  # words: a clause no longer is quoted whole, so that its exception is seen with its rule
GROUNDED = frozenset(
    {"prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited", "depends", "information"}
)


class NotBorneOutError(Exception):
    """A proposal that may not be given as an answer; the message says why, without any text of question or policy."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation that verified: the clause and which of its sentences the quotes touch."""

    excerpt: Excerpt
    sentences: tuple[int, ...]


def accepted(proposal: Proposal, sent: Excerpts, shelf: Shelf, case: Case) -> Decision:
    """The proposal as a decision, every quote a span of its source. Raises NotBorneOutError."""
    # A limit that no clause is cited for is none.
    bare = proposal.verdict == "not_prohibited" and not proposal.cited
    verdict: Verdict = "not_covered" if bare else proposal.verdict
    if verdict in {"unsure", "refer", "out_of_scope"}:
        return Decision(verdict, proposal.sure, ())
    quoted = _verified(replace(proposal, verdict=verdict), sent, shelf)
    norms = [norm for each in quoted for norm in _norms(each, shelf)]
    why = contradiction(verdict, case, norms) if quoted else ""
    if why:
        raise NotBorneOutError(why)
    verdict = softened(verdict, case, norms)
    grounds = tuple(_ground(each, shelf, verdict, n) for n, each in enumerate(quoted))
    strength = proposal.strength or (grounds[0].norm.strength if grounds else None)
    return Decision(verdict, proposal.sure, grounds, strength, proposal.missing if verdict == "depends" else None)


def _verified(proposal: Proposal, sent: Excerpts, shelf: Shelf) -> tuple[Quoted, ...]:
    """The citations that verify, each clause once. Raises NotBorneOutError where the deciding one does not."""
    kept: dict[str, Quoted] = {}
    for n, cited in enumerate(proposal.cited):
        quoted = _quoted(cited, sent, shelf)
        if quoted is None and n == 0 and proposal.verdict in GROUNDED:
            message = "the deciding clause was not sent" if cited.id not in sent.by_id else "the deciding clause is misquoted"
            raise NotBorneOutError(message)
        if quoted is not None:
            earlier = kept.get(cited.id)
            kept[cited.id] = (
                quoted if earlier is None else replace(earlier, sentences=tuple(sorted({*earlier.sentences, *quoted.sentences})))
            )
    if not kept and proposal.verdict in GROUNDED:
        message = "no clause is cited"
        raise NotBorneOutError(message)
    return tuple(kept.values())[: 1 if proposal.verdict == "not_covered" else MOST_CITED]


def _quoted(cited: Cited, sent: Excerpts, shelf: Shelf) -> Quoted | None:
    """The citation verified: with no quotes its whole clause stands for them; of several, one that stands is enough."""
    excerpt = sent.by_id.get(cited.id)
    if excerpt is None:
        return None
    places = [shelf.places[n] for n in excerpt.places]
    spans = [span for quote in cited.quotes for span in found(quote, excerpt.clause, excerpt.source.text) or ()]
    if cited.quotes and not spans:
        return None
    hit = tuple(touched(spans, [place.span for place in places]))
    return Quoted(excerpt, hit if hit or cited.quotes else tuple(range(len(places))))


def _norms(quoted: Quoted, shelf: Shelf) -> Iterator[Norm]:
    """What the quoted sentences say; of a quoted lead-in alone, what it says itself."""
    numbers = [quoted.excerpt.places[n] for n in quoted.sentences] or list(quoted.excerpt.places[:1])
    return (shelf.library.readings[n].norm for n in numbers)


def _ground(quoted: Quoted, shelf: Shelf, verdict: Verdict, rank: int) -> Ground:
    excerpt = quoted.excerpt
    ruling = excerpt.places[quoted.sentences[0] if quoted.sentences else 0]
    reading = shelf.library.readings[ruling]
    return Ground(
        source=excerpt.source,
        clause=excerpt.clause,
        passage=reading.passage,
        norm=reading.norm,
        quotes=_spans(excerpt, [shelf.places[n] for n in excerpt.places], quoted.sentences),
        use="nearest" if verdict == "not_covered" else "rules" if rank == 0 else "also",
        relevance=1.0,
    )


def _spans(excerpt: Excerpt, places: list[Place], sentences: tuple[int, ...]) -> tuple[Span, ...]:
    """Lead-ins and clause whole where it is short; else the quoted sentences, each with an exception that follows it."""
    if len(excerpt.clause.text.split()) <= QUOTED_WHOLE:
        return (*excerpt.clause.lead_in_spans, excerpt.clause.span)
    wanted = set(sentences or (0,))
    wanted |= {n + 1 for n in wanted if n + 1 < len(places) and _excepts(places[n + 1])}
    return (*excerpt.clause.lead_in_spans, *_merged([places[n].span for n in sorted(wanted)], excerpt.source.text))


def _excepts(place: Place) -> bool:
    """Whether a sentence takes something out of the one before it."""
    text = place.span.of(place.source.text)
    opening = text[:60].lower()
    return bool(read_norm(text).exception) or opening.startswith(
        ("however", "this does not", "this rule does not", "the exception", "an exception")
    )


def _merged(spans: list[Span], source: str) -> Iterator[Span]:
    """Spans with only white space between them made one, so that no mark of omission stands where nothing is left out."""
    held: Span | None = None
    for span in spans:
        if held is not None and not source[held.end : span.start].strip():
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
