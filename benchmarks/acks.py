"""How soon Slack hears that we have an event: ``python -m benchmarks.acks``, or with a PostgreSQL address behind it.

The real channel and the real post over a fresh database, while the desk hangs, so that nothing but keeping is measured. HTTP: signed
requests, from sending to the 200. Socket Mode: from the envelope's going out to its acknowledgement. In milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from adapters.slack.app import PATH, slack_channel
from adapters.slack.preview.delivery import Http
from adapters.slack.preview.demo import OneSchool
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import World
from adapters.slack.settings import SlackSettings
from bot.messages import Incoming, Reply
from bot.records.engine import open_records
from bot.records.post import Post

EVENTS = 1_000
A_SECOND = 30.0  # events: Slack's burst of 300 in ten seconds (R1)
SECRET, TOKEN, APP_TOKEN = "0" * 32, "xoxb-preview-preview", "xapp-preview-preview"
Event = tuple[str, dict[str, Any]]
Deliver = Callable[[Event], Awaitable[None]]


class Hung:
    """A desk whose model never answers."""

    def __init__(self) -> None:
        """Hangs until ``free``."""
        self.free = threading.Event()

    def reply(self, _incoming: Incoming) -> Reply:
        """Never, while anything is measured."""
        self.free.wait()
        raise RuntimeError


async def measured(url: str | None, *, socket: bool) -> list[float]:
    """Each event's time to its acknowledgement, in milliseconds, shortest first."""
    server, desk, stop = Server(World()), Hung(), threading.Event()
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        records = open_records(Path(folder), url)
        post = Post(records, lambda _text: None)
        channel = slack_channel(
            SlackSettings(TOKEN, "" if socket else SECRET, APP_TOKEN if socket else "", server.url), post, OneSchool("larkfield")
        )
        app = web.Application()
        app.add_routes(channel.routes)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await channel.start()
        working = threading.Thread(target=post.run, args=(desk, [channel.sender], stop, 1.0), daemon=True)
        working.start()
        async with aiohttp.ClientSession() as session:
            http = Http(session, f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}", SECRET)
            spent = await fed(server.world, by_socket(server) if socket else by_http(http))
        stop.set()
        desk.free.set()
        await channel.stop()
        await runner.cleanup()
        await server.stop()
        await asyncio.to_thread(working.join)
        records.close()
    return sorted(spent)


async def fed(world: World, deliver: Deliver) -> list[float]:
    """Deliver events at an even pace, none waiting for another; each one's milliseconds."""
    events = [event for number in range(EVENTS) for event in Person(world, f"U{number}").says("May I accept a gift?")]

    async def one(number: int, event: Event) -> float:
        await asyncio.sleep(number / A_SECOND)
        began = time.perf_counter()
        await deliver(event)
        return (time.perf_counter() - began) * 1000

    return await asyncio.gather(*(one(number, event) for number, event in enumerate(events)))


def by_http(http: Http) -> Deliver:
    """Signed requests."""

    async def deliver(event: Event) -> None:
        if await http.deliver(*event) != 200:  # noqa: PLR2004 - acknowledged
            raise SystemExit(1)

    return deliver


def by_socket(server: Server) -> Deliver:
    """Envelopes down the app's socket."""

    async def deliver(event: Event) -> None:
        while not server.sockets:  # noqa: ASYNC110 - the app connects by itself
            await asyncio.sleep(0.01)
        name = await server.push(*event)
        while name not in server.answers:  # noqa: ASYNC110 - the server rings no bell
            await asyncio.sleep(0.001)

    return deliver


def main() -> None:
    """Print the table."""
    url = sys.argv[1] if len(sys.argv) > 1 else None
    print(f"{EVENTS} events at {A_SECOND:.0f} a second, {'PostgreSQL' if url else 'SQLite'}, milliseconds to the acknowledgement\n")  # noqa: T201 - what it is for
    print("| | p50 | p99 | most |\n| --- | --- | --- | --- |")  # noqa: T201 - as above
    for name, socket in (("HTTP", False), ("Socket Mode", True)):
        spent = asyncio.run(measured(url, socket=socket))
        cuts = statistics.quantiles(spent, n=100)
        print(f"| {name} | {cuts[49]:.0f} | {cuts[98]:.0f} | {spent[-1]:.0f} |", flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
