"""The office's pages: for whoever looks after people or policies, and for nobody else."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.command_line.serve_places import looks_after
from adapters.web.plot import HEIGHT, MOST_WEEKS, WIDTH, plotted
from adapters.web.site import Site
from adapters.web.visitors import Access
from bot.directory import Directory, Group, School, Tenant
from tests.adapters.web.offices import ACCOUNT, FakeOffice, signed_in
from tests.adapters.web.site import Client, a_site, browsing

if TYPE_CHECKING:
    from aiohttp import ClientResponse

HERE = "hive-hill"
PAGES = tuple(f"/office/{HERE}/{each}" for each in ("induction", "acknowledgements", "reports"))
SHEETS = tuple(f"/office/{HERE}/{each}.csv" for each in ("induction", "acknowledgements", "gaps", "use", "roles", "differences"))
NAMED = (PAGES[0], PAGES[1], SHEETS[0], SHEETS[1])
WHO = {"X-User": "u7"}
LOOKS_AFTER_PEOPLE = signed_in(people=(HERE,))
MONDAYS = some.integers(0, 400).map(lambda weeks: date(2020, 1, 6) + timedelta(days=7 * weeks))


def site(access: Access = LOOKS_AFTER_PEOPLE, office: FakeOffice | None = None) -> Site:
    """A site with one office."""
    made = office or FakeOffice()
    return replace(a_site(access=access), office=lambda _school: made)


def browse(with_site: Site, go: Callable[[Client], Awaitable[None]]) -> None:
    """Do ``go`` with a client of the running site."""

    async def run() -> None:
        async with browsing(with_site) as client:
            await go(client)

    asyncio.run(run())


async def _whole(page: ClientResponse) -> tuple[int, str, list[tuple[str, str]]]:
    headers = sorted((name, value) for name, value in page.headers.items() if name not in {"Date", "Set-Cookie"})
    return page.status, await page.text(), headers


def test_to_staff_the_pages_are_as_absent_as_one_that_is_not_there() -> None:
    """Whoever looks after nothing gets the answer that an unknown page gives, byte for byte, however it is asked for."""

    async def go(client: Client) -> None:
        unknown = await _whole(await client.get("/no-such-page", headers=WHO))
        for path in ("/office", *PAGES, *SHEETS, f"/office/{HERE}/no-such-page", "/office/nowhere/induction"):
            assert unknown == await _whole(await client.get(path, headers=WHO)), path
        assert unknown == await _whole(await client.post("/office", headers=WHO))
        assert "Office" not in await (await client.get("/", headers=WHO)).text()

    browse(site(signed_in()), go)


@pytest.mark.parametrize("access", [signed_in(people=("elsewhere",)), signed_in(reports=("elsewhere",))], ids=["people", "reports"])
def test_whoever_looks_after_another_school_sees_nothing_of_this_one(access: Access) -> None:
    """Each page of this school is as absent as one that is not there."""

    async def go(client: Client) -> None:
        unknown = await _whole(await client.get("/no-such-page", headers=WHO))
        for path in (*PAGES, *SHEETS):
            assert unknown == await _whole(await client.get(path, headers=WHO)), path
        assert "Hive Hill" not in await (await client.get("/office", headers=WHO)).text()

    browse(site(access), go)


def test_on_this_computer_alone_nobody_is_the_office() -> None:
    """Trying it out tells nobody apart, so it shows nobody's name."""

    async def go(client: Client) -> None:
        assert {404} == {(await client.get(path)).status for path in ("/office", *PAGES, *SHEETS)}

    browse(site(Access(here=True)), go)


def test_a_policys_owner_reads_the_reports_and_sees_nobody() -> None:
    """Reports are open to them; what names people is as absent as to any other."""

    async def go(client: Client) -> None:
        unknown = await _whole(await client.get("/no-such-page", headers=WHO))
        for path in NAMED:
            assert unknown == await _whole(await client.get(path, headers=WHO)), path
        page = await client.get(PAGES[2], headers=WHO)
        first = await (await client.get("/office", headers=WHO)).text()

        assert 200 == page.status
        assert "/induction" not in await page.text()
        assert "/acknowledgements" not in first

    browse(site(signed_in(reports=(HERE,))), go)


def test_who_has_not_finished_stands_first() -> None:
    """Names where they are known, accounts, how far each is, and what was typed shown as it is."""

    async def go(client: Client) -> None:
        page = await (await client.get(PAGES[0], headers=WHO)).text()

        assert "1 of 3 have finished" in page
        assert "3 of 12" in page
        assert page.index("Jo Unfinished") < page.index("Sam &lt;b&gt;Example")
        assert "10 September 2026" in page
        assert "<b>Example" not in page
        assert 'href="/office"' in page

    browse(site(), go)


@pytest.mark.parametrize(("broken", "said"), [("", "the record is whole"), ("entry 3 was changed", "not whole: entry 3 was changed")])
def test_the_chain_is_checked_while_the_page_is_drawn(broken: str, said: str) -> None:
    """Whoever looks is told whether the record is as it was made."""

    async def go(client: Client) -> None:
        page = await (await client.get(PAGES[1], headers=WHO)).text()

        assert said in page
        assert ("f" * 64) in page

    browse(site(office=FakeOffice(broken)), go)


def test_reports_name_nobody() -> None:
    """Neither who started or signed nor a name that somebody wrote in a question is on the page or in its tables."""

    async def go(client: Client) -> None:
        texts = [await (await client.get(path, headers=WHO)).text() for path in (PAGES[2], *SHEETS[2:])]

        for text in texts:
            assert not any(part in text for part in ("Example", "Unfinished", "U1", "U2", "Osei", ACCOUNT))
        assert "[name]" in texts[0]
        assert "&lt;i&gt;bees" in texts[0]
        assert 'href="/health"' in texts[0]

    browse(site(), go)


def test_each_table_goes_to_a_spreadsheet() -> None:
    """As CSV with the mark of its letters, as a download, kept by nobody in between."""

    async def go(client: Client) -> None:
        found = {}
        for path in SHEETS:
            page = await client.get(path, headers=WHO)
            found[path] = list(csv.reader(io.StringIO((await page.read()).decode("utf-8-sig"))))
            assert ("text/csv", "no-store") == (page.content_type, page.headers["Cache-Control"])
            assert page.headers["Content-Disposition"].startswith("attachment")
            assert len(found[path]) > 1
            assert {len(found[path][0])} == {len(row) for row in found[path]}
        assert ["Sam <b>Example</b>", ACCOUNT, "New starter", "12", "12", "2026-09-07", "2026-09-10"] == found[SHEETS[0]][-1]

    browse(site(), go)


def test_where_readers_differ_is_shown_of_policies_that_the_visitor_may_read() -> None:
    """The office, which is no DSL, sees no trace of the DSL's own procedure, on the page or in the table."""

    async def go(client: Client) -> None:
        for path in (PAGES[2], SHEETS[5]):
            text = await (await client.get(path, headers=WHO)).text()
            assert "bees" in text
            assert "stings" not in text

    browse(site(), go)


def test_without_a_model_nothing_is_said_of_differences() -> None:
    """A table that can never have a row is not there."""

    async def go(client: Client) -> None:
        assert "language model" not in await (await client.get(PAGES[2], headers=WHO)).text()

    browse(site(office=FakeOffice(differ=())), go)


def test_a_school_where_nothing_has_happened_has_its_pages_too() -> None:
    """Nobody started, nothing asked: each page says so."""

    async def go(client: Client) -> None:
        texts = [await (await client.get(path, headers=WHO)).text() for path in PAGES]

        assert "Nobody has started yet" in texts[0]
        assert "Nobody has acknowledged" in texts[1]
        assert "Nothing has been asked yet" in texts[2]

    browse(site(office=FakeOffice(found=(), uses=())), go)


def test_every_office_page_binds_the_browser() -> None:
    """No script is needed or let in, and no style stands in a page."""

    async def go(client: Client) -> None:
        for path in ("/office", *PAGES):
            page = await client.get(path, headers=WHO)
            text = await page.text()
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert "<script" not in text
            assert "style=" not in text

    browse(site(), go)


def test_the_directory_says_who_looks_after_what() -> None:
    """The DSL and the office see their school's people, a policy's owner its reports; staff see nothing, whatever the workspace."""
    groups = (Group("lead", "oak", "dsl"), Group("desk", "ash", "office"), Group("all", "oak", "staff"))
    schools = tuple(School(each, each) for each in ("oak", "ash", "elm"))
    tenant = Tenant("web", "sso", ("oak", "ash", "elm"), (), groups, (Group("U7", "elm", "owner"),))
    directory = Directory(schools, (tenant,))

    assert (("oak",), ("oak",)) == looks_after(directory, ("lead", "all"), "U1")
    assert {"oak", "ash", "elm"} == set(looks_after(directory, ("lead", "desk"), "U7")[1])
    assert {"oak", "ash"} == set(looks_after(directory, ("lead", "desk"), "U7")[0])
    assert ((), ("elm",)) == looks_after(directory, (), "U7")
    assert ((), ()) == looks_after(directory, ("all",), "U1") == looks_after(Directory(), ("lead",), "U7")


@given(some.dictionaries(MONDAYS, some.tuples(some.integers(1, 5000), some.floats(0, 1)), min_size=1, max_size=60))
def test_every_bar_is_inside_the_drawing(found: dict[date, tuple[int, float]]) -> None:
    """Whatever is asked in whichever weeks, a bar for each week up to half a year back, each in its place."""
    weeks = {week: (asked, int(asked * part)) for week, (asked, part) in found.items()}
    plot = plotted(weeks)

    assert plot is not None
    assert len(plot.bars) <= MOST_WEEKS
    assert max(weeks) == plot.bars[-1].week
    assert all(timedelta(days=7) == after.week - before.week for before, after in zip(plot.bars, plot.bars[1:], strict=False))
    assert all(plot.left <= bar.x and bar.x + bar.width <= WIDTH + 0.2 for bar in plot.bars)
    assert all(0 <= plot.ground - bar.answered - bar.rest <= HEIGHT and min(bar.answered, bar.rest) >= 0 for bar in plot.bars)
    assert all(0 <= tick.y <= HEIGHT for tick in plot.ticks)


def test_where_nothing_was_asked_there_is_no_drawing() -> None:
    """An empty chart says nothing."""
    assert None is plotted({})
