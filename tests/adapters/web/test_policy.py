"""A policy as a page, and what changed in it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from adapters.web.changes import changes
from adapters.web.library import Edition, PolicyText, StoreLibrary
from adapters.web.policy_page import drawn
from bot.answer import Role
from bot.links import page
from knowledge.clauses import Outline, Part
from knowledge.embedder import OnnxEmbedder
from knowledge.index.generation import Builder
from knowledge.ingest import Ingest
from knowledge.rollback import RollBack
from knowledge.store import Store
from tests.adapters.web.site import NEW, OLD, OUTLINE, FakeLibrary, a_site, browsing, clause


def test_the_cited_clause_is_marked_and_has_its_anchor() -> None:
    """Following a citation leads to the clause, marked without script, and to no other."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            words = await (await client.get(page("hive-hill", "bees", NEW, "2.1(a)"))).text()

            assert ['id="c-2.1(a)" aria-current="true"'] == re.findall(r'id="[^"]*" aria-current="true"', words)
            assert "<strong>must not</strong> keep bees" in words
            assert "**" not in words
            assert "HIVE HILL" not in words

    asyncio.run(go())


def test_an_earlier_version_says_so_and_leads_to_what_changed() -> None:
    """Who reads an old version is told, and shown the words that are different now."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            old = await (await client.get(page("hive-hill", "bees", OLD))).text()
            there = re.search(r'href="([^"]*/changes[^"]*)"', old)
            assert there
            found = await (await client.get(there[1].replace("&amp;", "&"))).text()

            assert "This is an earlier version." in old
            assert "<del>should</del>" in found
            assert "<ins>must</ins>" in found
            assert "Added" in found

    asyncio.run(go())


def test_a_version_that_was_taken_back_says_so_and_never_that_it_came_before() -> None:
    """With the day, on its own page and in the list of versions."""

    class TakenBack(FakeLibrary):
        """The newer version was rolled back."""

        def policy(self, school: str, slug: str, role: Role, version: str = "") -> PolicyText | None:
            found = super().policy(school, slug, role, version or OLD)
            editions = (Edition(NEW, date(2026, 1, 2), date(2026, 3, 4)), Edition(OLD, date(2024, 1, 2)))
            return replace(found, editions=editions, current=OLD) if found else None

    async def go() -> None:
        async with browsing(a_site(library=TakenBack())) as client:
            back = await (await client.get(f"/p/hive-hill/bees?v={NEW}")).text()
            assert "This version was taken back on 4 March 2026" in back
            assert "earlier version" not in back
            in_force = await (await client.get("/p/hive-hill/bees")).text()
            assert "(taken back on 4 March 2026)" in in_force
            assert "This version was" not in in_force

    asyncio.run(go())


def test_a_version_is_taken_back_until_it_is_put_in_force_again(larkfield_data: Path, tmp_path: Path) -> None:
    """By the store's own history."""
    store = Store(Path(copytree(larkfield_data, tmp_path / "data")))
    (tmp_path / "mobile-phones.md").write_text("# Mobile Phone Policy\n\n1. Staff must keep phones off in lessons.\n", "utf-8")
    builder = Builder(store, OnnxEmbedder())
    Ingest(builder).run(tmp_path / "mobile-phones.md", "larkfield")
    library, back = StoreLibrary(store), RollBack(builder)
    newer = store.policy(store.school("larkfield"), "mobile-phones").version

    def taken_back() -> date | None:
        text = library.policy("larkfield", "mobile-phones", "staff", newer)
        return text.taken_back if text else None

    assert taken_back() is None
    back.to("larkfield", "mobile-phones", "Mr Dale")
    assert taken_back() == datetime.now(UTC).date()
    back.undo("larkfield", "mobile-phones", "Mr Dale")
    assert taken_back() is None


def test_a_clause_that_is_not_in_this_version_is_said_to_be_missing() -> None:
    """A link to what is no longer there does not pretend."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            words = await (await client.get(page("hive-hill", "bees", NEW, "9.9"))).text()

            assert "The clause that was cited is not in this version." in words

    asyncio.run(go())


def test_the_list_says_which_reviews_are_overdue() -> None:
    """Each policy stands with the day its review is due, and with a word where that has passed."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            words = await (await client.get("/policies")).text()

            assert '<a href="/p/hive-hill/bees">Bee Policy</a>' in words
            assert "1 May 2025" in words
            assert "overdue" in words

    asyncio.run(go())


def test_health_lists_what_is_wrong_with_what_the_visitor_may_see() -> None:
    """The report of a policy for the DSL is not for others."""

    async def go() -> None:
        found = (("Bee Policy", "bees", ("2.1 is printed twice",)), ("Sting Procedure", "stings", ("secret fault",)))
        async with browsing(replace(a_site(), health=lambda *_: found)) as client:
            words = await (await client.get("/health")).text()

            assert "2.1 is printed twice" in words
            assert "secret fault" not in words

    asyncio.run(go())


def test_a_table_keeps_its_rows_and_its_header() -> None:
    """Rows are a table whose first row names the columns, each row with its own anchor."""
    head = clause(1, "lead_in", "", "Place | Staff", address="Where, header row")
    row = replace(clause(2, "table_row", "", "Classroom | **never**", address="Where, row 1"), parent="c1")

    (grid,) = drawn(Outline((Part("P"),), (head, row)), "c-Where,-row-1")

    assert "table" == grid.kind
    assert grid.header
    assert ["Place", "Staff"] == [cell[0][0].strip() for cell in grid.header.cells]
    assert [((("Classroom", False),), (("never", True),))] == [each.cells for each in grid.rows]
    assert grid.rows[0].line.cited


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (["a rule of nine words that is kept as is"], ["a rule of nine words that is kept as is"], []),
        (["one two three four"], ["one two six four"], ["reworded"]),
        (["one two three four"], ["one two three four", "a wholly new rule"], ["added"]),
        (["one two three four", "a rule that goes"], ["one two three four"], ["removed"]),
        ([], [], []),
    ],
)
def test_changes_are_told_apart(before: list[str], after: list[str], kinds: list[str]) -> None:
    """A clause is added, removed or reworded, or it is not mentioned."""
    old, new = (Outline((Part("P"),), tuple(clause(n, "clause", str(n), text) for n, text in enumerate(each))) for each in (before, after))

    assert kinds == [change.kind for change in changes(old, new)]


def test_a_clause_under_another_number_is_renumbered() -> None:
    """The same words under a new number are neither added nor removed."""
    moved = Outline(OUTLINE.parts, tuple(replace(each, address=f"9.{each.address}") for each in OUTLINE.clauses))

    assert {"renumbered"} == {change.kind for change in changes(OUTLINE, moved)}


@pytest.mark.slow
def test_the_sample_school_is_readable_and_every_clause_can_be_linked_to(larkfield_data: Path) -> None:
    """Each clause of every real policy has a place of its own, and what a citation links to is there."""
    library = StoreLibrary(Store(larkfield_data))

    for entry in library.policies("larkfield", "staff"):
        text = library.policy("larkfield", entry.slug, "staff")
        assert text
        marked = str(drawn(text.outline, page("larkfield", entry.slug, "", text.outline.clauses[-1].address).rsplit("#", 1)[0]))
        assert "**" not in marked
        assert text == library.policy("larkfield", entry.slug, "staff", entry.version[:8])
    assert None is library.policy("larkfield", "no-such", "staff")
    assert None is library.policy("no-such", "social-media", "staff")
