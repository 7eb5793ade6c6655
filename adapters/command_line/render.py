"""An answer as a person reads it in a terminal: the ruling, the clause that rules, why, what to look out for, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from adapters.command_line.parts import Policy
from adapters.command_line.plain import printable
from bot.answer import Answer, Ask, Citation

JOIN = " … "
LONGEST = 700  # characters of a clause that are shown round the words that rule; of a longer one, only those words are
PEOPLE = {"dsl": "the Designated Safeguarding Lead (DSL)", "headteacher": "the headteacher", "chair_of_governors": "the chair of governors"}


def rendered(answer: Answer, policies: Sequence[Policy] = ()) -> RenderableType:
    """The whole answer, each clause in the place where the answer's text quotes it.

    ``policies`` give the review dates of those cited. All text is shown as it is, never as markup.
    """
    return Group(*_parts(answer, {policy.version: policy for policy in policies}))


def _parts(answer: Answer, policies: dict[str, Policy]) -> Iterator[RenderableType]:
    ruling, *rest = re.split(r"\n\s*\n", answer.text.strip())
    yield Text(printable(ruling), style="bold")
    waiting = list(answer.citations)
    for paragraph in rest:
        citation = next((each for each in waiting if _quotes(paragraph, each)), None)
        if citation:
            waiting.remove(citation)
            yield _clause(citation, policies.get(citation.version))
        else:
            yield _block(paragraph, _style(paragraph, answer))
            yield from _options(answer.ask, paragraph)
    yield from (_clause(each, policies.get(each.version)) for each in waiting)
    yield from _added(answer)


def _added(answer: Answer) -> Iterator[RenderableType]:
    """What the text leaves to the channel to show."""
    yield from (_block(notice.text, "yellow") for notice in answer.notices if notice.text not in answer.text)
    if answer.ask and answer.ask.question not in answer.text:
        yield _block(answer.ask.question)
        yield from _options(answer.ask, answer.ask.question)
    if answer.refer_to and not _names(answer):
        yield _block(f"Ask {PEOPLE[answer.refer_to]}.")


def _quotes(paragraph: str, citation: Citation) -> bool:
    return bool(citation.quote) and all(_flat(part) in _flat(paragraph) for part in citation.quote.split(JOIN))


def _style(paragraph: str, answer: Answer) -> str:
    return "yellow" if paragraph in {notice.text for notice in answer.notices} else ""


def _block(text: str, style: str = "") -> Padding:
    return Padding(Text(printable(text), style=style), (1, 0, 0, 0), expand=False)


def _clause(citation: Citation, policy: Policy | None) -> Padding:
    """The address, the clause with the words that rule in bold, and where it stands."""
    parts = (
        Text(printable(citation.ref), style="bold cyan"),
        _with_quote(citation),
        Text(printable(_source(citation, policy)), style="dim"),
    )
    return Padding(Group(*parts), (1, 2, 0, 4), expand=False)


def _with_quote(citation: Citation) -> Text:
    whole = len(citation.clause) <= LONGEST
    shown = Text(f"“{printable(_flat(citation.clause if whole else citation.quote))}”")
    for part in citation.quote.split(JOIN) if whole and len(citation.quote) < len(citation.clause) else ():
        start = shown.plain.find(printable(_flat(part)))
        shown.stylize("bold", max(start, 0), start + len(printable(_flat(part))) if start >= 0 else 0)
    return shown


def _source(citation: Citation, policy: Policy | None) -> str:
    page = f"page {citation.page}" if citation.page else ""
    due = policy.next_review if policy else None
    review = f"review due by {due.day} {due:%B %Y}" if due else ""
    return " · ".join(filter(None, (citation.policy, *map(_flat, citation.path), page, f"version {citation.version[:8]}", review)))


def _flat(text: str) -> str:
    """On one line, without Markdown's marks for bold, which the policy's author did not mean to be read."""
    return " ".join(text.replace("**", "").split())


def _options(ask: Ask | None, paragraph: str) -> Iterator[RenderableType]:
    """What can be answered, under the question."""
    if ask and ask.options and ask.question in paragraph:
        yield Text(printable(f"({' / '.join(ask.options)})"), style="bold")


def _names(answer: Answer) -> bool:
    who = {"dsl": r"\bDSL\b|Safeguarding Lead", "headteacher": r"[Hh]ead", "chair_of_governors": r"[Cc]hair"}
    return answer.refer_to is not None and re.search(who[answer.refer_to], answer.text) is not None
