"""Amounts in words and figures, with the bound that the words around them set; the patterns are in ``quantities.toml``.

"under the age of nineteen" -> age < 19; "£10 or less" -> money <= 10; "within 24 hours" -> duration <= 1440 (minutes).
The same reader serves clauses (bounds) and messages (values): a value without a bound has the relation "=".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf
from typing import Literal, cast

from knowledge.norms.clock import NOON, PARTS_OF_HOUR, since_midnight
from knowledge.norms.measures import DEGREE, SHARE, SHARES, UNIT, in_own
from knowledge.norms.numbers import HOURS, NUMBER, number
from knowledge.norms.words import stem
from knowledge.vocabulary import compiled, expressions, filled

Kind = Literal["age", "money", "duration", "clock", "measure", "count", "rank", "year_group"]
Relation = Literal["<", "<=", ">", ">=", "="]

# fmt: off
MINUTES = {
    "second": 1 / 60, "sec": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "night": 1440, "week": 10080, "wk": 10080,
    "fortnight": 20160, "month": 43800, "term": 131400, "year": 525600, "yr": 525600,
}
# fmt: on
_PEOPLE = frozenset({"people", "persons"})
_YEARS = frozenset({"year", "yr"})  # other ages are told as times are: "20 months old", "under 18 months"
_SLANG = {"tenner": 10.0, "fiver": 5.0}
_ADULT = 18.0
_OLDEST = 99
_LAST_YEAR_GROUP = 13
_BEFORE, _AFTER = 40, 24  # characters beside an amount in which its bound is looked for
_AGED = re.compile(r"\baged?\s*$")
_OPENS = re.compile(r"\b(?:from|between)\s*$")
_TO = re.compile(r"\s*(?:to|(?P<and>and)|until|till|-|–)\s*")  # noqa: RUF001 - the dash that stands in policies
_HALF_TOLD = re.compile(r"[ap]\.?m|noon|midday|midnight", re.IGNORECASE)
_TO_LAST = re.compile(r"\s*(?P<joint>to|and|-|–)\s*(?P<n>\d{1,2})s?\b(?!\s*%)")  # noqa: RUF001 - the dash that stands in policies
_SPANNED = frozenset({"age", "year_group"})
_BETWEEN = re.compile(r"\bbetween (?:the )?(?:ages?(?: of)? |aged )?$")
_OR_OVER = re.compile(r"^\s*(?:or|and) (?:over|above|older)|^\+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its relation, in the kind's own unit: years, pounds, minutes, minutes since midnight, ``unit``.

    A measure's unit is the one that its kin are told in (``knowledge.norms.measures``); a count's is what is counted, a rank's
    what is ranked ("grade 2"), as a stem.
    """

    kind: Kind
    value: float
    relation: Relation
    start: int
    end: int
    unit: str = ""
    words: str = ""  # a measure, a count or a rank as it is printed

    @property
    def scale(self) -> tuple[Kind, str]:
        """What it can be compared with: amounts of its kind, and of its unit where each unit is a kind of its own."""
        return self.kind, self.unit if self.kind in {"measure", "count", "rank"} else ""

    def overlaps(self, other: Quantity) -> bool:
        """Whether the two are told by some of the same words."""
        return self.start < other.end and other.start < self.end

    @property
    def ends(self) -> tuple[tuple[float, int], tuple[float, int]]:
        """The least and the greatest value that it admits; a second number of 1 or -1 says just above or just below."""
        least = {"<": (-inf, 0), "<=": (-inf, 0), ">": (self.value, 1)}.get(self.relation, (self.value, 0))
        most = {">": (inf, 0), ">=": (inf, 0), "<": (self.value, -1)}.get(self.relation, (self.value, 0))
        return least, most

    def reaches(self, told: Quantity) -> float:
        """1 where all that ``told`` may be lies within this bound, -1 where none of it does, 0 where that is open."""
        (least, most), (least_told, most_told) = self.ends, told.ends
        if least <= least_told and most_told <= most:
            return 1.0
        return -1.0 if most_told < least or most < least_told else 0.0

    def admits(self, value: float) -> bool:
        """Whether ``value`` lies within this bound ("<" 18 admits 17)."""
        match self.relation:
            case "<":
                return value < self.value
            case "<=":
                return value <= self.value
            case ">":
                return value > self.value
            case ">=":
                return value >= self.value
            case _:
                return value == self.value


@cache
def _amounts() -> dict[str, re.Pattern[str]]:
    data = expressions("knowledge.norms", "quantities.toml", "amounts")
    parts = {"number": NUMBER, "hour": HOURS, "measured": UNIT, "share": SHARE}
    return {name: re.compile(filled(lines, parts), re.IGNORECASE) for name, lines in data.items()}


def _bounds(side: Literal["before", "after"]) -> Iterator[tuple[Relation, re.Pattern[str]]]:
    data = compiled("knowledge.norms", "quantities.toml", side)
    return ((cast("Relation", relation), expression) for relation, expression in data.items())


def _relation(text: str, start: int, end: int) -> Relation:
    before, after = text[max(0, start - _BEFORE) : start].lower(), text[end : end + _AFTER].lower()
    for relation, expression in _bounds("after"):
        if expression.search(after):
            return relation
    return next((relation for relation, expression in _bounds("before") if expression.search(before)), "=")


def _bounded(text: str, kind: Kind, value: float, span: tuple[int, int], unit: str = "") -> Quantity:
    return Quantity(kind, value, _relation(text, *span), *span, unit)


def _age(text: str, match: re.Match[str]) -> Quantity | None:
    if match["minor"]:
        return Quantity("age", _ADULT, "<", *match.span())
    group = next(name for name in ("n", "n2", "n4", "n5", "n6") if match[name])
    value = number(match[group])
    if not (1 <= value <= _OLDEST and value.is_integer()):
        return None
    start, end = match.span(group)
    relation = _relation(text, start, end)
    if relation == ">=" and _AGED.search(text[max(0, start - 6) : start].lower()) and not _OR_OVER.match(text[end:].lower()):
        relation = "="
    return Quantity("age", value, relation, start, end)


def _with_half(match: re.Match[str]) -> float:
    """Two and a half hours, a mile and a half."""
    return number(match["n"]) + 0.5 * bool(match["half"] or match["more"])


def _duration(text: str, match: re.Match[str]) -> Quantity:
    if match["part"]:
        minutes = PARTS_OF_HOUR[match["part"].lower().removeprefix("a ").split()[0]]
        return _bounded(text, "duration", minutes, match.span(), match["whole"].lower())
    value, unit = _with_half(match), match["unit"].lower().rstrip("s")
    if match["old"] and unit in _YEARS:
        return _bounded(text, "age", value, match.span())
    return _bounded(text, "duration", value * MINUTES[unit], match.span(), unit)


def _money(text: str, match: re.Match[str]) -> Quantity:
    if match["m1"]:
        value = float(match["m1"].replace(",", "").rstrip(".")) * (1000 if match["k"] else 1)
    elif match["m2"]:
        value = number(match["m2"])
    elif match["m4"]:
        value = float(match["m4"]) / 100
    else:
        value = _SLANG[match["m3"].lower().split()[-1]]
    return _bounded(text, "money", value, match.span())


def _clock(text: str, match: re.Match[str]) -> Quantity:
    return _bounded(text, "clock", since_midnight(text, match), match.span())


def _measure(text: str, match: re.Match[str]) -> Quantity:
    if match["fever"]:  # nobody says what it is that is 38.4
        return replace(_bounded(text, "measure", float(match["fever"]), match.span(), DEGREE), words=match[0])
    value, unit = (SHARES[match["part"].lower()], "%") if match["part"] else in_own(_with_half(match), match["u"])
    return replace(_bounded(text, "measure", value, match.span(), unit), words=match[0].removesuffix(" of"))


def _count(text: str, match: re.Match[str]) -> Quantity:
    counted = "people" if match["us"] or match["noun"].lower() in _PEOPLE else stem(match["noun"].lower())
    return replace(_bounded(text, "count", number(match["n"]), match.span(), counted), words=match[0])


def _rank(text: str, match: re.Match[str]) -> Quantity:
    return replace(_bounded(text, "rank", number(match["n"]), match.span(), stem(match["what"].lower())), words=match[0])


def _year_group(text: str, match: re.Match[str]) -> Quantity | None:
    return _bounded(text, "year_group", float(match["n"]), match.span()) if int(match["n"]) <= _LAST_YEAR_GROUP else None


Reader = Callable[[str, re.Match[str]], Quantity | None]
# Where two readings overlap, the earlier one stands.
_READERS: tuple[tuple[str, Reader], ...] = (
    ("money", _money),
    ("clock", _clock),
    ("duration", _duration),
    ("measure", _measure),
    ("rank", _rank),
    ("year_group", _year_group),
    ("age", _age),
    ("count", _count),
)


def _readings(text: str) -> Iterator[Quantity]:
    for name, reader in _READERS:
        for match in _amounts()[name].finditer(text):
            quantity = reader(text, match)
            if quantity is not None:
                yield quantity


@cache
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every amount of ``text`` in order; where two readings overlap, the more telling one (money, clock, duration) stands."""
    even = text.replace("’", "'")  # noqa: RUF001 - both apostrophes stand in messages
    found: list[Quantity] = []
    for quantity in _readings(even):
        if not any(quantity.overlaps(other) for other in found):
            found.append(quantity)
    return _ranges(even, list(_to_the_last(even, sorted(found, key=lambda quantity: quantity.start))))


def _to_the_last(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """``found`` with the two ends of each span of ages or year groups ("aged 11 to 13", "Years 3-6", "14 and 15 year olds")."""
    read = 0
    for each in found:
        if each.start < read:  # the last of a span, which was told with its first
            continue
        last = _last_of(text, each)
        if last is None:
            yield each
        else:
            yield from (replace(each, relation=">="), last)
            read = last.end


def _last_of(text: str, first: Quantity) -> Quantity | None:
    """The upper end of the span that ``first`` begins; "and" joins neighbours ("Years 10 and 11"), others only after "between"."""
    found = _TO_LAST.match(text, first.end) if first.kind in _SPANNED and first.relation in {"=", ">="} else None
    value = float(found["n"]) if found else 0.0
    apart = found is not None and found["joint"] == "and" and value != first.value + 1
    if found is None or value <= first.value or (apart and not _BETWEEN.search(text[: first.start].lower())):
        return None
    return replace(first, relation="<=", value=value, start=found.start("n"), end=found.end("n"))


def _ranges(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """``found`` with the two ends of each span of time ("9am to 3pm", "8:45-3:15") made its bounds; one past midnight stays as printed."""
    bounded = list(found)
    for n, (first, last) in enumerate(pairwise(found)):
        if first.kind == last.kind == "clock" and _spans(text, first, last):
            value = _in_order(text, first, last)
            if first.value < value:
                bounded[n : n + 2] = replace(first, relation=">="), replace(last, relation="<=", value=value)
    return tuple(bounded)


def _spans(text: str, first: Quantity, last: Quantity) -> bool:
    """Whether two times are the ends of one span: "and" joins them only after "between"."""
    joint = _TO.fullmatch(text[first.end : last.start])
    return bool(joint and (not joint["and"] or _OPENS.search(text[max(0, first.start - _BEFORE) : first.start].lower())))


def _in_order(text: str, first: Quantity, last: Quantity) -> float:
    """When a span ends: "8:45-3:15" in the afternoon, since it says neither and cannot end before it begins."""
    later = last.value + NOON
    return later if last.value <= first.value < later <= 2 * NOON and not _HALF_TOLD.search(text[last.start : last.end]) else last.value
