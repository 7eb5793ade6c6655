"""The office's pages: who has finished their induction, who has acknowledged what, what staff ask. For whoever looks after that alone.

To everybody else they are as absent as a page that does not exist.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from aiohttp import web

from adapters.web.guard import SITE, VISITOR, page
from adapters.web.plot import plotted
from adapters.web.reading import day
from adapters.web.visitors import Oversight
from bot.reports.as_csv import csv_of
from bot.reports.report import Kind, Named, Report, unfinished_first

PEOPLE: dict[str, Kind] = {"induction": "people", "acknowledgements": "acknowledgements"}
COUNTED: dict[str, Kind] = {"gaps": "gaps", "use": "use", "roles": "induction", "differences": "differences"}
_T = TypeVar("_T")


class Office(Protocol):
    """One school's, as the pages ask for it. Each method raises OSError where the records can't be read."""

    def people(self) -> tuple[Named, ...]:
        """How far everybody is who has started."""
        ...

    def report(self, kind: Kind) -> Report:
        """One of the reports."""
        ...

    def fault(self) -> str:
        """What is wrong with the chain of acknowledgements; "" where it is whole."""
        ...


async def schools(request: web.Request) -> web.Response:
    """What this person looks after, school by school."""
    oversight = _oversight(request)
    shelves = [(slug, name, slug in oversight.people) for slug, name in _named(request) if slug in oversight.reports]
    return page(request, "office", {"shelves": shelves})


async def induction(request: web.Request) -> web.Response:
    """Who has started, how far they are, and who has finished."""
    office = _office(request, _oversight(request).people)
    found = unfinished_first(await _read(office.people))
    finished = sum(each.at.finished is not None for each in found)
    return page(request, "induction", {"people": found, "finished": finished, "day": day, **_school(request)})


async def acknowledgements(request: web.Request) -> web.Response:
    """Every receipt, and whether the chain that they make is whole."""
    office = _office(request, _oversight(request).people)
    report, fault = await _read(lambda: (office.report("acknowledgements"), office.fault()))
    return page(request, "receipts", {"report": report, "fault": fault, **_school(request)})


async def reports(request: web.Request) -> web.Response:
    """What staff ask that no clause answers, how much is asked by week, and how many have finished: counts, and nobody's name."""
    office = _office(request, _oversight(request).reports)
    gaps, use, roles, differences = await _read(lambda: tuple(office.report(kind) for kind in COUNTED.values()))
    weeks = {date.fromisoformat(row[0]): (int(row[1]), int(row[2])) for row in use.rows}
    view = {
        "gaps": gaps,
        "use": use,
        "roles": roles,
        "differences": _open(differences, request),
        "plot": plotted(weeks),
        "most": max((asked for asked, _ in weeks.values()), default=0),
    }
    return page(request, "reports", {**view, "day": day, **_school(request)})


async def spreadsheet(request: web.Request) -> web.Response:
    """A page's table as CSV, with the mark by which a spreadsheet knows the letters."""
    name, oversight = request.match_info["table"], _oversight(request)
    kind = {**PEOPLE, **COUNTED}.get(name)
    if kind is None:
        raise web.HTTPNotFound
    office = _office(request, oversight.people if name in PEOPLE else oversight.reports)
    report = _open(await _read(lambda: office.report(kind)), request)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{report.school}.csv"', "Cache-Control": "no-store"}
    body = b"\xef\xbb\xbf" + csv_of(report.columns, report.rows)
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)


def _office(request: web.Request, seen: tuple[str, ...]) -> Office:
    """The school's, where it is one of those ``seen``. Raises HTTPNotFound, the same whatever the reason."""
    slug, make = request.match_info["school"], request.app[SITE].office
    if make is None or slug not in seen or slug not in dict(_named(request)):
        raise web.HTTPNotFound
    return make(slug)


def _open(report: Report, request: web.Request) -> Report:
    """``report`` without what it says of policies that this person may not read; other reports name none."""
    if report.kind != "differences":
        return report
    seen = {each.slug for each in request.app[SITE].library.policies(report.school, request[VISITOR].role)}
    return replace(report, rows=tuple(row for row in report.rows if row[0] in seen))


async def _read(work: Callable[[], _T]) -> _T:
    return await asyncio.to_thread(work)


def _school(request: web.Request) -> dict[str, object]:
    slug = request.match_info["school"]
    return {"slug": slug, "name": dict(_named(request)).get(slug, slug), "sees_people": slug in _oversight(request).people}


def _named(request: web.Request) -> tuple[tuple[str, str], ...]:
    return request.app[SITE].library.schools()


def _oversight(request: web.Request) -> Oversight:
    return request[VISITOR].oversight
