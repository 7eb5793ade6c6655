"""Dates as policies print them: "16 April 2015", "June 2020", "Summer 2024", "Autumn Term 2021", "01/09/2024"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from knowledge.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/])", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})[/.-](?P<number>\d{{1,2}})[/.-]{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?P<term>autumn|spring|summer|winter)(?:\s+term)?(?:\s+\d)?,?\s+{_YEAR}",
        rf"{_YEAR}",
    )
)
# English school terms; a "winter" is read to the end of its February.
_TERMS = {"autumn": ((9, 1), (12, 31)), "spring": ((1, 1), (4, 30)), "summer": ((5, 1), (8, 31)), "winter": ((12, 1), (2, 28))}


@dataclass(frozen=True, slots=True)
class Period:
    """A date or a longer time as printed: ``text`` at ``span`` of the source, from ``first`` to ``last`` day, both within it."""

    text: str
    span: Span
    first: date
    last: date


def periods(text: str, start: int = 0) -> tuple[Period, ...]:
    """Every date in ``text``, in reading order; ``start`` is where ``text`` stands in the source. A day that never was is left out."""
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and begin < match.end() for begin, end in taken):
                continue
            taken.append(match.span())
            days = _days(match.groupdict())
            if days is not None:
                found.append(Period(match[0], Span(start + match.start(), start + match.end()), *days))
    return tuple(sorted(found, key=lambda period: period.span))


def impossible(text: str) -> Iterator[str]:
    """What is written like a day but never was one ("31 June 2024")."""
    for form in _FORMS[:4]:
        for match in form.finditer(text):
            if _days(match.groupdict()) is None:
                yield match[0]


def after(day: date, months: int) -> date:
    """The same day ``months`` later, or that month's last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _days(parts: dict[str, str | None]) -> tuple[date, date] | None:
    year = int(parts["year"] or 0)
    term = parts.get("term")
    if term:
        (month, day), (last_month, last_day) = _TERMS[term.lower()]
        return date(year, month, day), date(year + (last_month < month), last_month, last_day)
    name, number = parts.get("month"), parts.get("number")
    month = int(number) if number else 0
    if name:
        month = next(place for place, full in enumerate(_MONTHS, start=1) if full.startswith(name.lower()[:3]))
    if not month and not number:
        return date(year, 1, 1), date(year, 12, 31)
    try:
        if parts.get("day"):
            one = date(year, month, int(parts["day"] or 0))
            return one, one
        return date(year, month, 1), after(date(year, month, 1), 1) - timedelta(days=1)
    except ValueError:
        return None
