"""An answer as a card: the ruling, the clauses where the answer quotes them, why, what to look out for, and what can be pressed.

Terminal, Slack, Teams and web all stand on this. The answer's own lines are kept, in their order; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from bot.answer import Answer, Citation
from bot.card import Block, Button, Card, Heading, Quote, Tone, Words
from bot.phrases import said
from bot.verify import JOINT, flat
from knowledge.vocabulary import tables

LONGEST = 700  # characters of a clause that are shown round the words that rule; of a longer one, only those words are
LONGEST_TITLE = 150
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NAMED = {"dsl": r"\bDSL\b|Safeguarding Lead", "headteacher": r"[Hh]ead", "chair_of_governors": r"[Cc]hair", "lado": r"LADO"}


def words(table: str, name: str, **fill: str) -> str:
    """The words ``name`` of ``table`` in ``showing.toml``, filled. Raises KeyError."""
    return str(_tables()[table][name]).format(**fill)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tables("bot", "showing.toml")


def show(answer: Answer, name: str = "", due: Mapping[str, date] | None = None) -> Card:
    """The whole answer. ``name`` is its id; without one nothing can be pressed. ``due`` gives review dates by version."""
    title, blocks = _titled(answer)
    blocks += _lines(answer, due or {})
    return Card(
        title=title,
        blocks=blocks,
        buttons=tuple(_buttons(answer, name)) if name else (),
        plain=answer.text,
        tone="urgent" if answer.verdict == "refer" or _signpost(answer) else "plain",
        feedback=name if name and answer.verdict != "refer" else None,
    )


def show_clause(answer: Answer, number: int, name: str = "") -> Card:
    """The clause of one citation word for word, however long. Raises IndexError."""
    citation = answer.citations[number]
    quote = Quote(clean(citation.clause), citation.ref, source(citation), _marked(citation), citation.url)
    return Card(words("title", "clause"), (quote,), (person_button(name),) if name else (), plain=f"{citation.ref}: {quote.text}")


def person_button(name: str) -> Button:
    """The way to a person, which no card of an answer is without."""
    return Button(words("button", "person"), "person", name, lasting=True)


def _paragraphs(answer: Answer) -> list[str]:
    return re.split(r"\n\s*\n", answer.text.strip())


def _signpost(answer: Answer) -> str:
    """The line above an answer that says whom to tell; "" where there is none."""
    first = _paragraphs(answer)[0]
    return first if first in {notice.text for notice in answer.notices if notice.kind == "concern"} else ""


def _titled(answer: Answer) -> tuple[str, tuple[Block, ...]]:
    """The headline, and what of the first lines does not go into it."""
    first, *rest = _paragraphs(answer)
    if _signpost(answer):
        return words("title", "signpost"), (Words(first, "urgent"), *(Heading(line) for line in rest[:1]))
    if len(first) <= LONGEST_TITLE:
        return first, ()
    title, *others = _SENTENCE.split(first, maxsplit=1)
    return title, tuple(Words(other, "urgent" if answer.verdict == "refer" else "plain") for other in others)


def _lines(answer: Answer, due: Mapping[str, date]) -> tuple[Block, ...]:
    """What follows the headline: each clause in the place where the text quotes it, then what the text leaves out."""
    waiting = list(answer.citations)
    blocks: list[Block] = []
    for paragraph in _paragraphs(answer)[2 if _signpost(answer) else 1 :]:
        citation = next((each for each in waiting if _quotes(paragraph, each)), None)
        if citation:
            waiting.remove(citation)
        blocks.append(_clause(citation, due) if citation else Words(paragraph, _tone(paragraph, answer)))
    return (*blocks, *(_clause(each, due) for each in waiting), *_left_out(answer))


def _left_out(answer: Answer) -> Iterator[Block]:
    """What the text leaves to the channel to show."""
    yield from (Words(notice.text, "warning") for notice in answer.notices if notice.text not in answer.text)
    if answer.ask and answer.ask.question not in answer.text:
        yield Words(answer.ask.question)
    if answer.refer_to and not re.search(_NAMED[answer.refer_to], answer.text):
        yield Words(words("person", "ask", person=words("person", answer.refer_to)))


def _quotes(paragraph: str, citation: Citation) -> bool:
    return bool(citation.quote) and all(clean(part) in clean(paragraph) for part in citation.quote.split(JOINT))


def _tone(paragraph: str, answer: Answer) -> Tone:
    if paragraph in {notice.text for notice in answer.notices if notice.kind != "signed"}:
        return "warning"
    return "quiet" if paragraph == said("line", "ask_person") else "plain"


def _clause(citation: Citation, due: Mapping[str, date]) -> Quote:
    """The clause whole with the words that rule marked, or those words alone where it is long."""
    text = clean(citation.quote if folded(citation) else citation.clause)
    marked = "" if folded(citation) else _marked(citation)
    return Quote(text, citation.ref, source(citation, due.get(citation.version)), marked, citation.url)


def folded(citation: Citation) -> bool:
    """Whether the card shows of the clause only the words that rule."""
    return len(citation.clause) > LONGEST


def _marked(citation: Citation) -> str:
    whole = len(citation.quote) >= len(citation.clause)
    return "" if whole else JOINT.join(clean(part) for part in citation.quote.split(JOINT))


def source(citation: Citation, due: date | None = None) -> str:
    """Where the clause stands: policy, headings, page, version, and the last day for its review where that is known."""
    page = words("source", "page", page=str(citation.page)) if citation.page else ""
    version = words("source", "version", version=citation.version[:8]) if citation.version else ""
    review = words("source", "review", due=f"{due.day} {due:%B %Y}") if due else ""
    return " · ".join(filter(None, (citation.policy, *map(clean, citation.path), page, version, review)))


def clean(text: str) -> str:
    """On one line, without Markdown's marks for bold, which the policy's author did not mean to be read."""
    return flat(text.replace("**", ""))


def _buttons(answer: Answer, name: str) -> Iterator[Button]:
    if answer.ask:
        yield from (Button(option, "fact", f"{name}:{number}") for number, option in enumerate(answer.ask.options))
    yield from _folds(answer.citations, name)
    yield person_button(name)


def _folds(citations: Sequence[Citation], name: str) -> Iterator[Button]:
    long = [(number, citation) for number, citation in enumerate(citations) if folded(citation)]
    for number, citation in long:
        label = words("button", "clause") if len(long) == 1 else words("button", "one_clause", address=citation.ref)
        yield Button(label, "clause", f"{name}:{number}")
