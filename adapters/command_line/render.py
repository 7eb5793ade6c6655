"""A card as a person reads it in a terminal: the ruling, the clause that rules, why, what to look out for, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from adapters.command_line.parts import Policy
from bot.answer import Answer, Ask
from bot.card import Block, Card, Heading, Quote, Rows, Steps, Words
from bot.printable import printable
from bot.showing import show
from bot.verify import JOINT

STYLES = {"plain": "", "quiet": "", "good": "green", "warning": "yellow", "urgent": "bold red"}


def rendered(answer: Answer, policies: Sequence[Policy] = ()) -> RenderableType:
    """The whole answer, each clause in the place where the answer's text quotes it.

    ``policies`` give the review dates of those cited. All text is shown as it is, never as markup.
    """
    due = {policy.version: policy.next_review for policy in policies if policy.next_review}
    return drawn(show(answer, due=due), answer.ask)


def drawn(card: Card, ask: Ask | None = None) -> RenderableType:
    """A card without what can be pressed; the options of ``ask`` stand in brackets under its question."""
    return Group(*_parts(card, ask))


def _parts(card: Card, ask: Ask | None) -> Iterator[RenderableType]:
    if card.title:
        yield Text(printable(card.title), style="bold")
    for block in card.blocks:
        yield _block(block)
        if ask and ask.options and isinstance(block, Words) and ask.question in block.text:
            yield Text(printable(f"({' / '.join(ask.options)})"), style="bold")


def _block(block: Block) -> RenderableType:
    match block:
        case Quote():
            return _clause(block)
        case Words():
            return _padded(Text(printable(block.text), style=STYLES[block.tone]))
        case Heading():
            return _padded(Text(printable(block.text), style="bold"))
        case Steps():
            return _padded(Text("\n".join(f"{number}. {printable(item)}" for number, item in enumerate(block.items, 1))))
        case Rows():
            return _padded(Text("\n".join(f"{printable(name)}: {printable(value)}" for name, value in block.rows)))


def _padded(text: Text) -> Padding:
    return Padding(text, (1, 0, 0, 0), expand=False)


def _clause(quote: Quote) -> Padding:
    """The address, the clause with the words that rule in bold, and where it stands."""
    parts = (Text(printable(quote.address), style="bold cyan"), _with_marks(quote), Text(printable(quote.source), style="dim"))
    return Padding(Group(*parts), (1, 2, 0, 4), expand=False)


def _with_marks(quote: Quote) -> Text:
    shown = Text(f"“{printable(quote.text)}”")
    for part in filter(None, map(printable, quote.marked.split(JOINT))):
        start = shown.plain.find(part)
        shown.stylize("bold", max(start, 0), start + len(part) if start >= 0 else 0)
    return shown
