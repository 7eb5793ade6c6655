"""With the real post: a question waits on the disk before Slack hears that we have it, and is answered once (R1, R2 in small)."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from pathlib import Path

from aiohttp import ClientSession, web

from adapters.slack.app import PATH, slack_channel
from adapters.slack.preview.delivery import Http
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import BOT, World
from adapters.slack.settings import SlackSettings
from bot.messages import Incoming, Reply
from bot.records.engine import open_records
from bot.records.post import Post
from tests.adapters.slack.conftest import SECRET, TOKEN, KnownPlaces, SmallDesk, until

EVENTS = 150


class HungDesk:
    """A desk whose model hangs until it is let go."""

    def __init__(self) -> None:
        self.free = threading.Event()

    def reply(self, incoming: Incoming) -> Reply:
        self.free.wait()
        return SmallDesk().reply(incoming)


def test_a_burst_is_kept_and_acknowledged_while_the_desk_hangs_and_answered_once(tmp_path: Path) -> None:
    """Events sent one to three times over, shuffled, are all acknowledged with nothing answered yet; then each has one answer."""
    chance = random.Random(2)  # noqa: S311 - to repeat a failure
    world = World()

    async def acted() -> None:
        server, records, stop, desk = Server(world), open_records(tmp_path), threading.Event(), HungDesk()
        await server.start()
        post = Post(records, lambda _text: None)
        channel = slack_channel(SlackSettings(TOKEN, SECRET, "", server.url), post, KnownPlaces())
        app = web.Application()
        app.add_routes(channel.routes)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        working = threading.Thread(target=post.run, args=(desk, [channel.sender], stop), daemon=True)
        working.start()
        async with ClientSession() as session:
            http = Http(session, f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}", SECRET)
            events = [event for number in range(EVENTS) for event in Person(world, f"U{number}8").says("may I?")]
            deliveries = [event for event in events for _ in range(chance.randrange(1, 4))]
            chance.shuffle(deliveries)
            statuses = await asyncio.gather(*(http.deliver(*event) for event in deliveries))
        assert {200} == set(statuses)
        assert EVENTS == channel.counts["kept"]
        assert [] == [one for one in world.messages if one.user == BOT]
        desk.free.set()
        await until(lambda: EVENTS <= sum(one.user == BOT for one in world.messages))
        stop.set()
        await asyncio.to_thread(working.join)
        await channel.stop()
        await runner.cleanup()
        await server.stop()
        records.close()

    asyncio.run(acted())
    assert {1} == set(Counter(one.channel for one in world.messages if one.user == BOT).values())
