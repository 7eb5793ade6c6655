"""A bar chart of so many a week as plain figures for a template to draw; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 400, 210  # of the drawing, in its own units
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 10, 26  # round the bars
WEEK = timedelta(days=7)
MOST_WEEKS = 26
MOST_LABELS = 5
GAP = 0.28  # of a bar's room


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: its bar from ``x``, ``width`` wide; ``answered`` tall from the ground up, then ``rest``; ``label`` stands below."""

    week: date
    x: float
    width: float
    answered: float
    rest: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, and what it counts."""

    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole drawing: ``ground`` is the y of nought."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    ground: int = HEIGHT - BOTTOM


def plotted(weeks: Mapping[date, tuple[int, int]]) -> Plot | None:
    """The chart of (asked, of them answered) by the week's Monday, at most half a year; weeks without any are there too. None for none."""
    if not weeks:
        return None
    last = max(weeks)
    first = max(min(weeks), last - (MOST_WEEKS - 1) * WEEK)
    days = [first + number * WEEK for number in range((last - first).days // 7 + 1)]
    top = _rounded(max(asked for day, (asked, _) in weeks.items() if day >= first))
    scale = (HEIGHT - TOP - BOTTOM) / top
    step = max(1, top // 4)
    ticks = tuple(Tick(HEIGHT - BOTTOM - count * scale, count) for count in range(0, top + 1, step))
    return Plot(tuple(_bars(days, weeks, scale)), ticks)


def _bars(days: list[date], weeks: Mapping[date, tuple[int, int]], scale: float) -> Iterator[Bar]:
    room = (WIDTH - LEFT - RIGHT) / len(days)
    each = -(-len(days) // MOST_LABELS)
    for number, day in enumerate(days):
        asked, answered = weeks.get(day, (0, 0))
        label = f"{day.day} {day:%b}" if number % each == 0 else ""
        x = LEFT + room * (number + GAP / 2)
        yield Bar(day, round(x, 1), round(room * (1 - GAP), 1), round(answered * scale, 1), round((asked - answered) * scale, 1), label)


def _rounded(most: int) -> int:
    """The least count that four even steps reach, and at least 4."""
    for unit in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000):
        if most <= 4 * unit:
            return 4 * unit
    return most + -most % 4
