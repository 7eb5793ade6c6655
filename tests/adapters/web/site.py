"""A site over made-up policies and a desk that says what the test wants, served to aiohttp's test client."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from aiohttp import ClientResponse  # noqa: TC002 - beside the rest of it
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from adapters.web.app import web_app
from adapters.web.library import Edition, Entry, PolicyText
from adapters.web.signing import Signer
from adapters.web.site import Site
from adapters.web.visitors import Access
from bot.answer import Role
from bot.card import Button, Card, Field, Quote, Words
from bot.messages import Incoming, Message, Reply
from knowledge.clauses import Clause, Outline, Part
from knowledge.lines import Span

TODAY = date(2026, 5, 4)
NEW, OLD, SECRET_ONE = "a" * 64, "b" * 64, "c" * 64
Client = TestClient[Request, Application]
AGE = Button("18", "fact", "A1:1", weight="first")
CARD = Card(
    "No: staff must not keep bees indoors.",
    (
        Quote(
            "Staff must not keep bees in the block.", "2.1", "Bee Policy", "must not keep bees", f"/p/hive-hill/bees?v={NEW}&c=c-2.1#c-2.1"
        ),
    ),
    (AGE, Button("Ask a person", "person", "A1", lasting=True)),
    feedback="A1",
)
ASKED_BACK = Card(
    "Why not?", (Words("Tell us."),), (Button("Send", "unhelpful_reason", "A1"),), fields=(Field("reason", "Your reason", "text"),)
)


def clause(  # noqa: PLR0913 - as many as a clause has
    number: int, kind: str, marker: str, text: str, *, address: str = "", depth: int = 0, path: tuple[str, ...] = ()
) -> Clause:
    """One clause of a made-up outline."""
    return Clause(f"c{number}", kind, marker, address or marker, path, text, Span(0, len(text)), depth=depth)  # type: ignore[arg-type]  # the test says which


OUTLINE = Outline(
    (Part("Bee Policy"),),
    (
        clause(1, "furniture", "", "HIVE HILL", address="HIVE HILL"),
        clause(2, "heading", "2", "Bees indoors"),
        clause(3, "clause", "2.1", "Staff **must not** keep bees in the block.", depth=1, path=("2 Bees indoors",)),
        clause(4, "clause", "(a)", "nor wasps", address="2.1(a)", depth=2, path=("2 Bees indoors",)),
    ),
)
EARLIER = Outline((Part("Bee Policy"),), (replace(OUTLINE.clauses[2], text="Staff should not keep bees in the block."),))


@dataclass
class FakeLibrary:
    """Two schools; one has a policy of two versions and one that only its DSL may see."""

    names: tuple[tuple[str, str], ...] = (("hive-hill", "Hive Hill"),)

    def schools(self) -> tuple[tuple[str, str], ...]:
        return self.names

    def policies(self, school: str, role: Role) -> tuple[Entry, ...]:
        found = (Entry(school, "bees", "Bee Policy", NEW, date(2025, 5, 1)), Entry(school, "stings", "Sting Procedure", SECRET_ONE, None))
        return found if role == "dsl" else found[:1]

    def policy(self, school: str, slug: str, role: Role, version: str = "") -> PolicyText | None:
        entry = next((each for each in self.policies(school, role) if each.slug == slug and school == "hive-hill"), None)
        if entry is None or version not in {"", NEW, OLD, SECRET_ONE}:
            return None
        editions = (Edition(NEW, date(2026, 1, 2)), Edition(OLD, date(2024, 1, 2)))
        outline = EARLIER if version == OLD else OUTLINE
        return PolicyText(replace(entry, version=version or entry.version), outline, editions, entry.version)


@dataclass
class FakeDesk:
    """A desk that gives one reply and remembers what came in."""

    answer: Callable[[Incoming], Reply] = lambda _incoming: Reply(CARD)
    came: list[Incoming] = field(default_factory=list)

    def reply(self, incoming: Incoming) -> Reply:
        self.came.append(incoming)
        return self.answer(incoming)

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.came if isinstance(each, Message)]


def a_site(desk: FakeDesk | None = None, access: Access | None = None, library: FakeLibrary | None = None) -> Site:
    """A site open to this computer, unless the test says otherwise."""
    return Site(desk or FakeDesk(), library or FakeLibrary(), access or Access(here=True), Signer("forms"), lambda: TODAY)


@asynccontextmanager
async def browsing(site: Site) -> AsyncIterator[Client]:
    """A client of the running site, with cookies, that follows no redirect unless asked."""
    async with TestClient(TestServer(web_app(site))) as client:
        yield client


async def hidden(client: Client) -> dict[str, str]:
    """The hidden fields of the page's form to ask by."""
    words = await (await client.get("/")).text()
    form = words[words.index('id="ask"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


async def ask(client: Client, text: str, **more: str) -> ClientResponse:
    """Fill in the form and send it, as a browser without script does."""
    return await client.post("/ask", data={**await hidden(client), "text": text, **more})
