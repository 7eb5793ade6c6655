"""How old those are who left, or were taught in, a school year as long ago as a message tells; the words are in ``school_years.toml``.

School years are those of England and Wales: who is in Year n turns n + 5 between 1 September and 31 August.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from knowledge.norms.numbers import NUMBER, number
from knowledge.norms.quantities import Quantity, Relation
from knowledge.vocabulary import expressions, filled, plain

TURNS = 5  # years more than a school year's number: the age that its pupils reach in it
AUGUST = 8  # a school year is over by this month
LONG_AGO = 99  # years; what is said to be longer ago was not meant
LOCKDOWN = 2020  # the year that nobody tells by its number


@cache
def _patterns(table: str) -> Mapping[str, re.Pattern[str]]:
    data = expressions("bot.case", "school_years.toml", table)
    return {name: re.compile(filled(lines, {"number": NUMBER})) for name, lines in data.items()}


def years_since(text: str, today: date | None) -> int:
    """How many years before ``today`` something was that ``text`` (lower case) tells; 0 where it doesn't say."""
    since = _patterns("since")
    if found := since["years_ago"].search(text) or since["summers_ago"].search(text):
        return _years(found)
    if today is not None and (year := _year(text)):
        return max(0, today.year - year)
    return int(bool(since["last_year"].search(text) or since["last_summer"].search(text)))


def by_school_year(text: str, today: date | None) -> tuple[Quantity, ...]:
    """The least and the greatest age of whom ``text`` puts in a school year at a time that is past; none where it tells no such thing.

    Nothing is made of a school year that goes on: it is as often that of a class as of the person whom it is about.
    """
    bare = plain(text)
    found = _last_found(bare)
    summers = _summers(bare, today) if found and today else None
    if found is None or today is None or summers is None:
        return ()
    turned = int(found["school"] or 0) + TURNS
    youngest, oldest = date(summers[1] - turned, AUGUST, 31), date(summers[0] - turned - 1, AUGUST + 1, 1)
    ends: tuple[tuple[Relation, date], ...] = ((">=", youngest), ("<=", oldest))
    return tuple(Quantity("age", float(_age(born, today)), relation, *found.span()) for relation, born in ends)


def _last_found(text: str) -> re.Match[str] | None:
    found = (match for name in ("before", "after") for match in _patterns("left")[name].finditer(text))
    return max(found, key=lambda match: match.start(), default=None)


def _summers(text: str, today: date) -> tuple[int, int] | None:
    """The years in whose summer the school year that ``text`` tells of may have ended, the earliest and the latest."""
    since, last = _patterns("since"), today.year - (today.month < AUGUST)
    if found := since["summers_ago"].search(text):
        return (_ago(last + 1, found),) * 2
    if found := since["years_ago"].search(text):
        return _ago(last, found), _ago(last + 1, found)
    if year := _year(text):
        return (year, year) if _patterns("left")["at_its_end"].search(text) else (year, year + 1)
    if since["last_summer"].search(text):
        return last, last
    return (today.year - 1, last) if since["last_year"].search(text) else None


def _ago(year: int, found: re.Match[str]) -> int:
    return year - _years(found)


def _years(found: re.Match[str]) -> int:
    return min(int(number(found["years"])), LONG_AGO)


def _year(text: str) -> int:
    """The year that ``text`` tells by its number, or by what everybody remembers of it; 0 where it tells none."""
    if found := _patterns("since")["in_year"].search(text):
        return int(found["year"])
    return LOCKDOWN if _patterns("since")["lockdown"].search(text) else 0


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
