"""A new starter's whole induction in Slack: the real app, post, desk and records; every button pressed, to the receipt that verifies."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession, web

from adapters.slack.app import PATH, slack_channel
from adapters.slack.preview.delivery import Http
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import BOT, Posted, World
from adapters.slack.settings import SlackSettings
from bot.messages import Asker
from bot.records.acknowledgements import Acknowledgements
from bot.records.engine import Records
from bot.records.post import Post
from tests.adapters.inducting import NAME, Sample, Starter, working
from tests.adapters.slack.conftest import SECRET, TOKEN, until

if TYPE_CHECKING:
    from tests.bot.records.database import Database

pytestmark = pytest.mark.slow
ASKER = Asker("slack", "T0PREVIEW/U7", "larkfield", "new_starter")
MOST = 200  # presses


class Starters:
    """Everybody is a new starter of the sample school."""

    def who(self, team: str, channel: str, user: str) -> Asker:
        del channel
        return Asker("slack", f"{team}/{user}", "larkfield", "new_starter")


class Going:
    """The workspace and a new starter in it, through any number of processes."""

    def __init__(self, sample: Sample) -> None:
        self.sample, self.world = sample, World()
        self.person = Person(self.world, "U7")
        self.titles: list[str] = []
        self.starter: Starter | None = None

    async def on(self, records: Records, presses: int) -> None:
        """Go on for at most so many presses, served by a process of its own."""
        server, post = Server(self.world), Post(records, lambda _text: None)
        await server.start()
        channel = slack_channel(SlackSettings(TOKEN, SECRET, "", server.url), post, Starters())
        app = web.Application()
        app.add_routes(channel.routes)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.starter = self._again(records)
        async with ClientSession() as session:
            http = Http(session, f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}", SECRET)
            with working(post, self.sample.desk(records), channel.sender):
                await self._deliver(http, self.person.says("induction"))
                while presses and (event := self._next()):
                    await self._deliver(http, [event])
                    presses -= 1
        await channel.stop()
        await runner.cleanup()
        await server.stop()

    def _again(self, records: Records) -> Starter:
        before = self.starter or Starter(self.sample.inductions(records), ASKER)
        return Starter(self.sample.inductions(records), ASKER, before.wrong, before.asked, before.forgot)

    def _next(self) -> tuple[str, dict[str, object]] | None:
        """What the starter presses on the newest card."""
        card = self.said()[-1]
        found = elements(card)
        pressed = self.starter.press([(str(each["action_id"]).partition(":")[0], str(each.get("value", ""))) for each in found])  # type: ignore[union-attr]  # set by ``on``
        if pressed is None:
            return None
        action, value, name = pressed
        named = next(each["action_id"] for each in found if (each["action_id"].partition(":")[0], each.get("value", "")) == (action, value))
        return self.person.presses(card, named, {"name": {"type": "plain_text_input", "value": name}} if name else None)

    async def _deliver(self, http: Http, events: Sequence[tuple[str, dict[str, object]]]) -> None:
        """Deliver, twice over as Slack may, and wait for the card that follows."""
        before = self._seen()
        for event in events:
            assert [200, 200] == [await http.deliver(*event), await http.deliver(*event)]
        await until(lambda: self._seen() != before)
        self.titles.append(title(self.said()[-1]))

    def _seen(self) -> tuple[int, int]:
        return len(self.said()), sum(one.edits for one in self.said())

    def said(self) -> list[Posted]:
        return [one for one in self.world.said(self.person.direct) if one.user == BOT]


def elements(card: Posted) -> list[dict[str, str]]:
    return [element for block in card.blocks if block["type"] == "actions" for element in block["elements"]]


def title(card: Posted) -> str:
    return str(next(block for block in card.blocks if block["type"] == "header")["text"]["text"])


def test_a_new_starter_goes_through_the_whole_induction(sample: Sample, database: Database) -> None:
    """Read, tested, agreed and signed, with a restart in the middle; what is recorded verifies, and its receipt stays in sight."""
    going = Going(sample)
    for presses in (20, MOST):
        records = database.open()
        asyncio.run(going.on(records, presses))
        records.close()

    records = database.open()
    path = sample.inductions(records).path(ASKER)
    given = Acknowledgements(records).given("larkfield")
    starter = going.starter
    assert starter is not None
    assert "You have finished your induction" == going.titles[-1]
    assert len(path.sections) == len({each for each in going.titles if "section" in each})
    assert len(path.statements) == len({each for each in going.titles if "statement" in each})
    assert 1 == going.titles.count("Not quite")
    assert starter.wrong == starter.asked[-1]  # it came back, last of all
    assert ["Sign", "Nothing is recorded yet", "Recorded"] == going.titles[-4:-1]
    signed = [(each.acknowledgement.policy, each.acknowledgement.typed_name) for each in given]
    assert [(policy.slug, NAME) for policy in path.policies] == signed
    assert () == Acknowledgements(records).verify()
    receipt = next(one for one in going.said() if title(one) == "Recorded")
    assert all(each.link in str(receipt.blocks) for each in given)
    assert [] == going.world.refused
    records.close()
