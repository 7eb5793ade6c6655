"""Whose a person in Teams is: by the directory, by their object id, and by the groups that Microsoft Graph says they are in."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.teams.app import places_of
from adapters.teams.groups import EntraGroups
from adapters.teams.places import DirectoryPlaces, groups_of
from adapters.teams.settings import TeamsSettings
from bot.directory import Directory, Group, School, Tenant
from bot.directory_reading import read_directory
from bot.memberships import FRESH, Memberships
from bot.messages import Asker
from bot.post import TryAgainError, UndeliverableError

OBJECT = "11111111-1111-1111-1111-111111111111"
TENANT = "00000000-0000-0000-0000-000000000000"
TOKEN = "canary-token"  # noqa: S105 - of no app
DIRECTORY = Directory(
    (School("oak", "Oak"),),
    (Tenant("teams", TENANT, ("oak",), groups=(Group("g-dsl", "oak", "dsl"), Group("g-office", "oak", "office"))),),
)


@dataclass
class Graph:
    """Graph's list of a group's members, a page of two at a time; ``status`` other than 200 refuses everything."""

    members: dict[str, list[str]]
    status: int = 200
    asked: list[str] = field(default_factory=list)
    elsewhere: str = ""

    async def listed(self, request: web.Request) -> web.Response:
        """One page."""
        assert f"Bearer {TOKEN}" == request.headers["Authorization"]
        group, skip = request.match_info["group"], int(request.query.get("skip", 0))
        self.asked.append(group)
        if self.status != 200:
            return web.json_response({"error": {"code": "Authorization_RequestDenied"}}, status=self.status)
        found = self.members.get(group, [])
        body: dict[str, object] = {"value": [{"@odata.type": "#microsoft.graph.user", "id": each} for each in found[skip : skip + 2]]}
        if len(found) > skip + 2:
            body["@odata.nextLink"] = f"{self.elsewhere or request.url.origin()}{request.path}?skip={skip + 2}"
        return web.json_response(body)


class Credentials:
    """Whoever asks is the app; unless no token is to be had."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault

    def get_access_token(self) -> str:
        if self._fault:
            raise self._fault
        return TOKEN


@asynccontextmanager
async def served(graph: Graph) -> AsyncIterator[str]:
    """Where it can be asked."""
    app = web.Application()
    app.router.add_get("/v1.0/groups/{group}/transitiveMembers", graph.listed)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


def asking(graph: Graph, ask: Callable[[EntraGroups], Awaitable[None]], fault: Exception | None = None) -> None:
    """Ask it from a thread, as in service."""

    async def run() -> None:
        async with served(graph) as address:
            await ask(EntraGroups(Credentials(fault), address))

    asyncio.run(run())


def test_a_person_in_teams_has_the_role_that_their_object_id_is_named_for(root: Path) -> None:
    """Who is named in the file by Entra object id is what it says, in a chat and in a team; everybody else there is staff."""
    places = DirectoryPlaces(read_directory(root / "examples" / "directory.toml"))

    assert Asker("teams", f"{TENANT}/{OBJECT}", "larkfield", "dsl") == places.who(TENANT, "", OBJECT)
    assert Asker("teams", f"{TENANT}/{OBJECT}", "larkfield", "dsl") == places.who(TENANT, "19:team", OBJECT)
    assert Asker("teams", f"{TENANT}/another", "larkfield") == places.who(TENANT, "", "another")
    assert None is places.who("elsewhere", "", OBJECT)


def test_a_groups_members_have_its_role_and_nobody_else() -> None:
    """Page after page; a group's duty too; in another tenant the same id is nobody's."""
    graph = Graph({"g-dsl": ["u1", "u2", "u3", "u4", "u5"], "g-office": ["u9"]})

    async def ask(groups: EntraGroups) -> None:
        places = DirectoryPlaces(DIRECTORY, TENANT, Memberships(groups_of(DIRECTORY, TENANT), groups.members))

        async def who(user: str, tenant: str = TENANT) -> Asker | None:
            return await asyncio.to_thread(places.who, tenant, "", user)

        assert Asker("teams", f"{TENANT}/u5", "oak", "dsl") == await who("u5")
        assert Asker("teams", f"{TENANT}/u6", "oak", "staff") == await who("u6")
        assert Asker("teams", f"{TENANT}/u9", "oak", "staff", duties=("office",)) == await who("u9")
        assert None is await who("u5", "elsewhere")
        assert ["g-dsl"] * 3 + ["g-office"] == graph.asked

    asking(graph, ask)


@pytest.mark.parametrize(
    ("status", "fault", "said"),
    [
        (403, UndeliverableError, "GroupMember.Read.All"),
        (404, UndeliverableError, "HTTP 404"),
        (429, TryAgainError, "HTTP 429"),
        (503, TryAgainError, "HTTP 503"),
    ],
)
def test_what_graph_refuses_is_told_apart(status: int, fault: type[Exception], said: str) -> None:
    """A permission that is wanting is named; what passes is tried again."""

    async def ask(groups: EntraGroups) -> None:
        with pytest.raises(fault, match=said):
            await asyncio.to_thread(groups.members, "g-dsl")

    asking(Graph({}, status), ask)


@pytest.mark.parametrize("fault", [PermissionError("AADSTS7000215"), OSError("no route"), KeyError("access_token")])
def test_without_a_token_graph_is_not_asked(fault: Exception) -> None:
    """Whatever the library says, it is tried again, and no word of it is kept."""
    graph = Graph({})

    async def ask(groups: EntraGroups) -> None:
        with pytest.raises(TryAgainError, match=type(fault).__name__):
            await asyncio.to_thread(groups.members, "g-dsl")

    asking(graph, ask, fault)
    assert [] == graph.asked


def test_our_token_goes_to_graph_alone() -> None:
    """A page that is said to be at another address is not fetched."""
    graph = Graph({"g-dsl": ["u1", "u2", "u3"]}, elsewhere="http://127.0.0.1:1")

    async def ask(groups: EntraGroups) -> None:
        assert {"u1", "u2"} == await asyncio.to_thread(groups.members, "g-dsl")

    asking(graph, ask)


def test_while_graph_cannot_say_roles_stay_as_they_were() -> None:
    """At first nobody has a group's role; then who had it keeps it through a fault, and loses it once Graph says so."""
    clock = [0.0]
    said: list[Exception | frozenset[str]] = [
        TryAgainError("HTTP 503"),
        frozenset({"u1"}),
        UndeliverableError("HTTP 403"),
        frozenset[str](),
    ]

    def members(_group: str) -> frozenset[str]:
        now = said.pop(0)
        if isinstance(now, Exception):
            raise now
        return now

    held = Memberships(("g",), members, lambda: clock[0])
    for left, groups in ((3, ()), (2, ("g",)), (1, ("g",)), (0, ())):
        until = time.monotonic() + 10
        while (len(said), held.of("u1")) != (left, groups):
            assert time.monotonic() < until, (left, groups)
        clock[0] += FRESH + 1


def test_a_membership_is_as_old_as_the_question_it_answers() -> None:
    """However long the platform took to say it."""
    clock, asked = [0.0], threading.Semaphore(0)

    def members(_group: str) -> frozenset[str]:
        clock[0] += FRESH + 1
        asked.release()
        return frozenset({"u1"})

    held = Memberships(("g",), members, lambda: clock[0])
    assert ("g",) == held.of("u1") == held.of("u1")
    assert asked.acquire(timeout=10)
    assert asked.acquire(timeout=10), "the second asking"


def test_graph_is_left_alone_where_no_group_is_named_and_in_the_playground() -> None:
    """No permission is needed then."""
    alone = Directory(DIRECTORY.schools, (Tenant("teams", TENANT, ("oak",)),))

    assert None is places_of(TeamsSettings("a", TENANT, "p"), alone).memberships
    assert None is places_of(TeamsSettings(playground=True), DIRECTORY).memberships
    assert places_of(TeamsSettings("a", TENANT, "p"), DIRECTORY).memberships
