"""How old people are said to be, in the many ways of a chat; the words are in ``ages.toml``.

"17 I think" -> 17; "she's 18 next month" -> 17; "was 16 when she left 3 years ago" -> 19 to 20; "left Y11 two summers ago" -> 17
to 18. Clauses are not read so: they set bounds, and say them plainly (``knowledge.norms.quantities``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, Literal

from bot.case.school_years import by_school_year, years_since
from knowledge.norms.numbers import NUMBER, number
from knowledge.norms.quantities import Quantity, Relation, quantities
from knowledge.vocabulary import expressions, filled, plain

Table = Literal["either", "soon", "later", "then", "now", "words"]
TABLES: Final[tuple[Table, ...]] = ("either", "soon", "later", "then", "now", "words")  # where two overlap, the earlier stands
SPAN_REACH = 12  # characters from one end of a span to the other: "aged 16 to 17"
YOUNGEST, OLDEST = 2, 99  # years; a smaller number is seldom an age, and is told in so many words where it is
SPANS: Final = {"adult": (18, None), "teenager": (13, 19), "teens": (13, 19), "twenties": (20, 29), "older": (30, None)}
_WHOLE = r"(?![\d-])(?:(?<=\d)|(?![a-z]))"  # after a number: neither more of it ("twenty|-seven") nor of its word ("eight|y")
_UNIT = re.compile(
    r"\s?(?:quid|pounds?|pence|p\b|%|percent|°|degrees?|miles?|mins?\b|minutes?|hours?|hrs?|days?|weeks?|wks?|months?|mths?|pm\b|am\b|o'clock"
    r"|people|children|pupils|kids|times?\b|metres?|km\b|kg\b|adults|staff|members?|teachers?|more\b|of (?:us|them|the|our|my|his|you)"
    r"|years? (?:ago|ahead|later|since|of|at|in|here|service)|yrs? (?:ago|at|of|in|here)|[:.]\d|/\d|-\d)"
)


Told = tuple[Quantity, ...]  # an age as it is told: the bounds that it keeps to, one or two, at the same words


@cache
def _patterns(table: Table) -> Mapping[str, re.Pattern[str]]:
    data = expressions("bot.case", "ages.toml", table)
    return {name: re.compile(filled(lines, _parts())) for name, lines in data.items()}


@cache
def _parts() -> Mapping[str, str]:
    """The file's parts, then the numbers: ``n`` and those for a pattern's further branches, ``o`` where an ending follows ("18|th")."""
    numbers = {name: f"(?P<{name}>{NUMBER}){_WHOLE}" for name in ("n", "nb", "nc")} | {
        name: f"(?P<{name}>{NUMBER})" for name in ("o", "ob")
    }
    return expressions("bot.case", "ages.toml", "parts") | numbers | {"number": NUMBER}


def ages(text: str, today: date | None = None) -> tuple[Quantity, ...]:
    """The ages that ``text``, of ``today``, tells and ``quantities`` does not read, or not as of now, in order."""
    bare = plain(text)
    found: list[Told] = []
    for table in TABLES:
        for told in _of(table, bare, today):
            if not any(told[0].overlaps(other[0]) for other in found):
                found.append(told)
    return tuple(bound for told in sorted(found, key=lambda each: each[0].start) for bound in told)


def _of(table: Table, text: str, today: date | None) -> Iterator[Told]:
    for name, pattern in _patterns(table).items():
        for match in pattern.finditer(text):
            if table == "words":
                yield _between(match.span(), *SPANS[name])
            elif table == "either":
                yield from _one_of(text, match)
            elif (told := _read(table, text, match, today)) is not None:
                yield told


def _one_of(text: str, match: re.Match[str]) -> Iterator[Told]:
    """Both of two ages, from the one to the other."""
    least, most = number(match["n"]), number(match["nb"])
    if YOUNGEST <= least < most <= OLDEST and least.is_integer() and most.is_integer() and not _UNIT.match(text, match.end()):
        yield _between((match.start("n"), match.end()), int(least), int(most))


def _read(table: Table, text: str, match: re.Match[str], today: date | None) -> Told | None:
    """What is told of somebody's age now by one that is told as of now, or as of some other time."""
    group = next(name for name, words in match.groupdict().items() if words)
    value, span = number(match[group]), match.span(group)
    if not (YOUNGEST <= value <= OLDEST and value.is_integer()) or _UNIT.match(text, span[1]):
        return None
    age = int(value)
    if table == "then":
        since = years_since(text, today)
        return _between(span, age + since, age + since + 1) if since else _between(span, age, None)
    return (_age("<", age, span),) if table == "later" else (_age("=", age - (table == "soon"), span),)


def _between(span: tuple[int, int], least: int, most: int | None) -> Told:
    lower = _age(">=", least, span)
    return (lower,) if most is None else (lower, _age("<=", most, span))


def _age(relation: Relation, age: int, span: tuple[int, int]) -> Quantity:
    return Quantity("age", float(age), relation, *span)


def amounts(text: str, today: date | None = None) -> tuple[Quantity, ...]:
    """Every amount of a message of ``today`` in order, its ages as they are told in chat, or else by how long ago a school year was."""
    told = ages(text, today)
    others = tuple(each for each in quantities(text) if not any(each.overlaps(age) for age in told))
    found = sorted((*others, *told), key=lambda each: each.start)
    return (*found, *(() if any(each.kind == "age" for each in found) else by_school_year(text, today)))


def latest(found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """``found`` with the last told of several ages: two bounds of one span are one age."""
    last = [each for each in found if each.kind == "age"][-1:]
    return tuple(each for each in found if each.kind != "age" or _same_told(each, last[0]))


def _same_told(one: Quantity, last: Quantity) -> bool:
    return one == last or (one.relation == ">=" and last.relation == "<=" and 0 <= last.start - one.start <= SPAN_REACH)
