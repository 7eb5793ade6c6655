"""``verse ask --explain``: how an answer is reached."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from adapters.command_line.parts import Parts
from adapters.command_line.refused import refuse
from adapters.command_line.schools import the_school
from bot.answer import Question, Role
from bot.explanation import Explanation, Weighed
from bot.printable import printable


def explain(parts: Parts, text: str, school: str | None, role: Role) -> None:
    """Print the answer with the facts read, the clauses weighed, what was compared and the rules that spoke."""
    if not text.strip():
        refuse("The question is empty.")
    told = parts.explain(Question(the_school(school, parts.schools()), text, role))
    console = Console(highlight=False)
    for line, style in lines(told):
        console.print(Text(printable(line), style=style), soft_wrap=True)


def lines(told: Explanation) -> Iterator[tuple[str, str]]:
    """Each line with its style."""
    if told.concern is not None:
        sure = "certainly" if told.concern.certain else "perhaps"
        yield f"This is {sure} a concern ({told.concern.category}): to the {told.concern.refer_to.replace('_', ' ')}.", "red"
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
    yield "Answer", "bold"
    yield told.answer.text, ""


def _weighed(told: Explanation) -> Iterator[str]:
    for each in told.weighed:
        yield f"{each.relevance:.2f}  {each.address}, {each.policy}{f' [{each.use}]' if each.use else ''}: {each.sentence}"
        yield f"      {_why(each)}"


def _why(each: Weighed) -> str:
    judge = "" if each.judge != each.judge else f", judge {each.judge:.1f}"
    return f"near {each.cosine:.2f}, words {each.words:.2f}{judge}; " + "; ".join(f"{name}: {value}" for name, value in each.norm)


def _likely(told: Explanation) -> tuple[str, ...]:
    return tuple(f"{verdict} {share:.2f}" for verdict, share in told.likely)
