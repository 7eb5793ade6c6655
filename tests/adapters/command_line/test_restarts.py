"""`verse serve` killed and stopped again and again while events come in, and on a full disk: each is answered once (R2, R9, R11)."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.slack.app import PATH
from adapters.slack.preview.delivery import Http, encoded
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import BOT, TEAM, World
from tests.adapters.command_line.test_serve import CANARY, Served

if TYPE_CHECKING:
    from tests.bot.records.database import Database

pytestmark = pytest.mark.slow
RESTARTS = int(os.environ.get("VERSE_TEST_RESTARTS", "2"))
EACH = 15  # events between two restarts, and after the last
PATIENCE = float(os.environ.get("VERSE_TEST_PATIENCE", "120"))  # seconds; a dead replica's work is left alone for 40
FULL = 200_000  # bytes above which no file can grow, where the disk is full: more than the log takes, less than the records
SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of no app
PEOPLE = """
[schools.larkfield]
name = "Larkfield"
[schools.larkfield.contacts]
dsl = { name = "A", phone = "01632 960101", confirmed = 2026-09-01 }
deputy = { name = "B", phone = "01632 960102", confirmed = 2026-09-01 }
out_of_hours = { name = "C", phone = "01632 960103", confirmed = 2026-09-01 }
"""


class Slack:
    """A workspace whose people keep writing; what is not acknowledged is sent again, as Slack does it."""

    def __init__(self, server: Server, session: aiohttp.ClientSession, folder: Path, database: str | None) -> None:
        self.server, self._session, self._folder = server, session, folder
        self._records = {"VERSE_DATABASE_URL": database} if database else {}
        self.chance = random.Random(11)  # noqa: S311 - to repeat a failure
        self.accepted, self.refused = list[str](), Counter[int]()
        self.logs, self.services = "", list[Served]()
        self._http: Http | None = None
        self._sending = list[asyncio.Task[None]]()

    async def served(self) -> Served:
        """A new process, which events now go to."""
        directory = self._folder / "directory.toml"
        directory.write_text(f'{PEOPLE}[slack.{TEAM}]\nschools = ["larkfield"]\n')
        settings = {"VERSE_DIRECTORY": str(directory), "VERSE_SLACK_SIGNING_SECRET": SECRET, "VERSE_SLACK_API_URL": self.server.url}
        settings |= self._records
        service = await asyncio.to_thread(Served, self._folder, **settings, VERSE_SLACK_BOT_TOKEN="xoxb-0000000000-abcdefghij")  # noqa: S106 - of no app
        self.services.append(service)
        self._http = Http(self._session, f"{service.address}{PATH}", SECRET)
        return service

    async def ended(self, service: Served, by: signal.Signals) -> None:
        """End the process; one that was asked to must drain and exit with 0 within 30 seconds."""
        code, seconds = await asyncio.to_thread(service.ended, by)
        self._http = None
        self.logs += service.log.read_text()
        assert by == signal.SIGKILL or (code == 0 and seconds < 30), (code, seconds, self.logs)

    def write(self, count: int) -> None:
        """So many people write, a third of them heard twice."""
        for _ in range(count):
            user = f"U{len(self._sending)}X"
            (event,) = Person(self.server.world, user).says(f"help {CANARY}" if self.chance.random() < 0.1 else "help")
            self._sending.append(asyncio.create_task(self._insisted(user, event, 1 + (self.chance.random() < 1 / 3))))

    async def all_acknowledged(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._sending)

    async def _insisted(self, user: str, event: tuple[str, dict[str, object]], times: int) -> None:
        await asyncio.sleep(self.chance.random() * 3)
        while times:
            times -= await self._sent(event)
            await asyncio.sleep(1)
        self.accepted.append(user)

    async def _sent(self, event: tuple[str, dict[str, object]]) -> bool:
        if self._http is None:
            return False
        with suppress(aiohttp.ClientError, OSError):
            status, _ = await self._http.send(*encoded(*event), {})
            self.refused[status] += status != 200
            return status == 200
        return False

    def replies(self) -> Counter[str]:
        """How many messages of ours each direct message holds."""
        return Counter(one.channel for one in self.server.world.messages if one.user == BOT)

    async def all_answered(self) -> None:
        """Everybody who wrote has an answer, and no one has two."""
        await waited(lambda: len(self.replies()) == len(self._sending))
        await asyncio.sleep(1)
        assert {1} == set(self.replies().values())
        assert len(self._sending) == len(self.accepted) == len(self.replies())


async def waited(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


@asynccontextmanager
async def slack(folder: Path, database: str | None = None) -> AsyncIterator[Slack]:
    server = Server(World())
    await server.start()
    async with aiohttp.ClientSession() as session:
        people = Slack(server, session, folder, database)
        try:
            yield people
        finally:
            for service in people.services:
                service.process.kill()
            await server.stop()


def test_no_event_is_lost_or_answered_twice_through_restarts(tmp_path: Path, database: Database) -> None:
    """By turns kill -9 and SIGTERM, at any moment, with events coming in all the while: each has one answer, and no log a word of them."""

    async def play() -> None:
        async with slack(tmp_path, database.url) as people:
            for number in range(RESTARTS):
                service = await people.served()
                people.write(EACH)
                await asyncio.sleep(people.chance.random() * 3)
                await people.ended(service, signal.SIGTERM if number % 2 else signal.SIGKILL)
            service = await people.served()
            people.write(EACH)
            await people.all_acknowledged()
            await people.all_answered()
            await people.ended(service, signal.SIGTERM)
            assert CANARY not in people.logs
            assert [] == people.server.world.refused

    asyncio.run(play())


def test_a_full_disk_is_said_clearly_and_loses_nothing(tmp_path: Path) -> None:
    """While nothing can be written Slack is told so and sends again; the log says what is full; with room again all are answered once."""

    async def play() -> None:
        async with slack(tmp_path) as people:
            service = await people.served()
            people.write(EACH)
            await people.all_acknowledged()
            await people.all_answered()
            _, hard = resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (FULL, hard))
            people.write(2 * EACH)
            await waited(lambda: people.refused[503] > 0)
            await waited(lambda: "is the disk full?" in service.log.read_text())
            resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
            await people.all_acknowledged()
            await people.all_answered()
            await people.ended(service, signal.SIGTERM)
            assert {503} == {status for status, times in people.refused.items() if times}

    asyncio.run(play())
