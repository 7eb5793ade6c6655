"""Who a person in Slack is: the directory's school and role, with the workspace's own groups."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from adapters.slack.places import DirectoryPlaces
from adapters.slack.preview.server import Fault
from bot.directory import Directory, Group, School, Tenant
from bot.memberships import FRESH
from bot.messages import Asker
from tests.adapters.slack.conftest import TOKEN, Stage, until

Run = Callable[[Callable[[Stage], Awaitable[None]]], None]
DIRECTORY = Directory(
    (School("oak", "Oak"), School("elm", "Elm")),
    (Tenant("slack", "T1", ("oak",), groups=(Group("S1", "oak", "dsl"),)), Tenant("slack", "T2", ("oak", "elm"), (("C5", "elm"),))),
)


def test_schools_and_roles_come_from_the_directory_and_the_groups(run: Run) -> None:
    """A workspace, a channel of one school, a group's role, several schools, and a workspace that nobody set up."""

    async def play(stage: Stage) -> None:
        stage.world.groups["S1"] = ["U7"]
        places = DirectoryPlaces(DIRECTORY, TOKEN, stage.server.url)

        async def who(team: str, channel: str, user: str) -> Asker | None:
            return await asyncio.to_thread(places.who, team, channel, user)

        assert Asker("slack", "T1/U7", "oak", "dsl") == await who("T1", "", "U7")
        assert Asker("slack", "T1/U8", "oak", "staff") == await who("T1", "", "U8")
        assert Asker("slack", "T2/U7", "elm", "staff") == await who("T2", "C5", "U7")
        assert Asker("slack", "T2/U7", "", "staff", ("oak", "elm")) == await who("T2", "", "U7")
        assert None is await who("T3", "", "U7")
        assert "Person U7" == await asyncio.to_thread(places.called, Asker("slack", "T1/U7", "oak"))
        assert 1 == stage.world.calls.count("usergroups.users.list")

    run(play)


def test_who_left_a_group_loses_its_role_soon_and_a_fault_changes_nothing(run: Run) -> None:
    """Groups are read again after five minutes; while Slack can't say, roles stay as they were."""
    clock = [0.0]

    async def play(stage: Stage) -> None:
        stage.world.groups["S1"] = ["U7"]
        places = DirectoryPlaces(DIRECTORY, TOKEN, stage.server.url, lambda: clock[0])

        def role() -> str:
            asker = places.who("T1", "", "U7")
            return asker.role if asker else ""

        assert "dsl" == await asyncio.to_thread(role)
        stage.world.groups["S1"] = []
        stage.server.script["usergroups.users.list"] = deque([Fault("500")])
        clock[0] = FRESH + 1
        assert "dsl" == await asyncio.to_thread(role)
        await until(lambda: not stage.server.script["usergroups.users.list"])
        clock[0] = 3 * FRESH
        await until(lambda: role() == "staff")

    run(play)
