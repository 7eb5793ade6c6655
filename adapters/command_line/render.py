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
PEOPLE = {"dsl": "the Designated Safeguarding Lead (DSL)", "headteacher": "the headteacher", "chair_of_governors": "the chair of governors"}


def rendered(answer: Answer, policies: Sequence[Policy] = ()) -> RenderableType:
    """The whole answer. ``policies`` give the review dates of those cited; all text is shown as it is, never as markup."""
    return Group(*_parts(answer, {policy.version: policy for policy in policies}))


def _parts(answer: Answer, policies: dict[str, Policy]) -> Iterator[RenderableType]:
    ruling, *rest = _paragraphs(answer.text) or [""]
    yield Text(printable(ruling), style="bold")
    for citation in answer.citations:
        yield from _clause(citation, policies.get(citation.version))
    yield from (_block(paragraph) for paragraph in rest if not _repeats(paragraph, answer))
    yield from (_block(notice.text, "yellow") for notice in answer.notices if notice.text not in answer.text)
    if answer.ask and answer.ask.question not in answer.text:
        yield _asked(answer.ask)
    if answer.refer_to and not _names(answer):
        yield _block(f"Ask {PEOPLE[answer.refer_to]}.")


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n+", text) if paragraph.strip()]


def _block(text: str, style: str = "") -> Padding:
    return Padding(Text(printable(text), style=style), (1, 0, 0, 0))


def _clause(citation: Citation, policy: Policy | None) -> Iterator[RenderableType]:
    """The address, the clause with the words that rule in bold, and where it stands."""
    yield Padding(Text(printable(citation.ref), style="bold cyan"), (1, 0, 0, 2))
    yield Padding(_with_quote(citation), (0, 2, 0, 4))
    yield Padding(Text(printable(_source(citation, policy)), style="dim"), (0, 0, 0, 4))


def _with_quote(citation: Citation) -> Text:
    shown = Text(f"“{printable(citation.clause)}”")
    for part in citation.quote.split(JOIN):
        start = shown.plain.find(printable(part))
        if start >= 0 and len(citation.quote) < len(citation.clause):
            shown.stylize("bold", start, start + len(printable(part)))
    return shown


def _source(citation: Citation, policy: Policy | None) -> str:
    page = f"page {citation.page}" if citation.page else ""
    review = f"next review {policy.next_review:%-d %B %Y}" if policy and policy.next_review else ""
    return " · ".join(filter(None, (citation.policy, *citation.path, page, f"version {citation.version[:8]}", review)))


def _repeats(paragraph: str, answer: Answer) -> bool:
    """Whether the paragraph gives over again a clause or notice that is shown by itself."""
    flat = _flat(paragraph)
    quotes = (part for citation in answer.citations for part in citation.quote.split(JOIN))
    return any(len(part) > len(flat) // 2 and _flat(part) in flat for part in quotes)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _asked(ask: Ask) -> Padding:
    options = f"  ({' / '.join(ask.options)})" if ask.options else ""
    return _block(f"{ask.question}{options}", "bold")


def _names(answer: Answer) -> bool:
    who = {"dsl": r"\bDSL\b|Safeguarding Lead", "headteacher": r"[Hh]ead", "chair_of_governors": r"[Cc]hair"}
    return answer.refer_to is not None and re.search(who[answer.refer_to], answer.text) is not None
