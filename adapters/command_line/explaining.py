"""``verse ask --explain``: how an answer is reached."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from rich.console import Console
from rich.text import Text

from adapters.command_line.asking import in_its_school
from adapters.command_line.parts import Parts
from adapters.command_line.refused import refuse
from bot.answer import Question
from bot.explanation import Explanation, Followed, Weighed
from bot.printable import printable
from bot.second import Account


def explain(parts: Parts, question: Question) -> None:
    """Print the answer with how the message was read, the clauses weighed, what was compared, the rules that spoke and a model's part."""
    if not question.text.strip():
        refuse("The question is empty.")
    told = parts.explain(in_its_school(parts, question))
    console = Console(highlight=False)
    for line, style in lines(told):
        console.print(Text(printable(line), style=style), soft_wrap=True)


def lines(told: Explanation) -> Iterator[tuple[str, str]]:
    """Each line with its style."""
    if told.concern is not None:
        sure = "certainly" if told.concern.certain else "perhaps"
        yield f"This is {sure} a concern ({told.concern.category}): to the {told.concern.refer_to.replace('_', ' ')}.", "red"
    if told.followed is not None:
        yield "Read with the messages before it", "bold"
        yield from ((f"  {line}", "") for line in _followed(told.followed))
    if told.facts:
        yield "Read in the message", "bold"
        yield from ((f"  {name}: {value}", "") for name, value in told.facts)
    for heading, some in (
        ("Clauses weighed, nearest first", tuple(_weighed(told))),
        ("Compared", told.compared),
        ("Likeliest verdicts", _likely(told)),
    ):
        if some:
            yield heading, "bold"
            yield from ((f"  {line}", "") for line in some)
    if told.steps:
        yield "Steps", "bold"
        yield from ((f"  {number}. {step}", "") for number, step in enumerate(told.steps, start=1))
    if told.second is not None:
        yield from _second(told.second)
    yield "Answer", "bold"
    yield told.answer.text, ""


def _followed(followed: Followed) -> Iterator[str]:
    yield from (f"{number}. {said}" for number, said in enumerate(followed.said, start=1))
    yield followed.how
    if followed.read != followed.said:
        yield f"Read as: {' / '.join(followed.read)}"


def _second(account: Account) -> Iterator[tuple[str, str]]:
    """The model's part: what it was sent, what it proposed, what became of its quotes, whose verdict stands."""
    for heading, some in (
        ("Sent to the model", account.sent),
        ("Proposed by the model", account.proposed),
        ("Its quotes, checked", tuple((f"{each.state}, {each.clause}", each.words) for each in account.quotes)),
    ):
        if some:
            yield heading, "bold"
            yield from ((f"  {name}: {value}".rstrip(": "), "") for name, value in some)
    yield "Whose verdict stands", "bold"
    yield f"  {account.outcome}", ""


def _weighed(told: Explanation) -> Iterator[str]:
    for each in told.weighed:
        yield f"{each.relevance:.2f}  {each.address}, {each.policy}{f' [{each.use}]' if each.use else ''}: {each.sentence}"
        yield f"      {_why(each)}"


def _why(each: Weighed) -> str:
    judge = "" if isnan(each.judge) else f", judge {each.judge:.1f}"
    decides = "" if isnan(each.decides) else f", by itself it decides {each.decides:.2f}"
    return f"near {each.cosine:.2f}, words {each.words:.2f}{judge}{decides}; " + "; ".join(f"{name}: {value}" for name, value in each.norm)


def _likely(told: Explanation) -> tuple[str, ...]:
    return tuple(f"{verdict} {share:.2f}" for verdict, share in told.likely)
