"""A Slack of our own, the real Bolt app before it, and a desk that says little."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from adapters.slack.app import PATH, SlackChannel, slack_channel
from adapters.slack.preview.delivery import Http
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import Posted, World
from adapters.slack.settings import SlackSettings
from bot.card import Button, Card, Field, Heading, Quote, Words
from bot.messages import Asker, Envelope, Incoming, Message, Press, Reply
from bot.post import TryAgainError, UndeliverableError

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of no app
TOKEN = "xoxb-000000000000-preview"  # noqa: S105 - of no app
PATIENCE = 15.0  # seconds
CANARY = "canary-7f3a"


@dataclass
class MemoryPostbox:
    """Keeps events in memory, as the real one does on disk; ``full`` is a disk that is."""

    kept: list[Envelope] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    full: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def accept(self, envelope: Envelope) -> bool:
        with self.lock:
            if self.full:
                raise OSError(28, "No space left on device")
            if self.seen & set(envelope.keys):
                return False
            self.seen |= set(envelope.keys)
            self.kept.append(envelope)
            return True


class KnownPlaces:
    """One school; a person whose id ends in 9 is nobody's."""

    def who(self, team: str, channel: str, user: str) -> Asker | None:
        del channel
        return None if user.endswith("9") else Asker("slack", f"{team}/{user}", "larkfield")


class SmallDesk:
    """Answers as the real desk would, in a word."""

    def reply(self, incoming: Incoming) -> Reply:
        if isinstance(incoming, Message):
            return Reply(answered(incoming.text), private="privately" in incoming.text, note="I have answered you privately.")
        assert isinstance(incoming, Press)
        if incoming.action == "person":
            consent = Card(
                "Ask a person", fields=(Field("words", "Your words", "text"),), buttons=(Button("Send", "person_send", "A1"),), plain="Ask"
            )
            return Reply(consent, private=True)
        return Reply(Card(f"{incoming.action} {incoming.value} {dict(incoming.fields)}", plain="done"), instead=incoming.action == "fact")


def answered(text: str) -> Card:
    blocks = (Heading("Ruling"), Words(f"You asked: {text}"), Quote("Staff must not accept gifts.", "6.2", "Code of conduct", "must not"))
    buttons = (Button("Under 18", "fact", "A1:0"), Button("Ask a person", "person", "A1", lasting=True))
    return Card("No. The policy forbids this.", blocks, buttons, plain="No.", feedback="A1")


@dataclass
class Stage:
    """All that a test needs: the workspace, the way in, and what came of it."""

    world: World
    server: Server
    channel: SlackChannel
    postbox: MemoryPostbox
    http: Http
    tick: Callable[[], float]
    handled: int = 0

    def person(self, user: str = "U7") -> Person:
        return Person(self.world, user)

    async def deliver(self, *events: tuple[str, dict[str, object]]) -> list[int]:
        return [await self.http.deliver(kind, payload) for kind, payload in events]

    async def work(self, tries: int = 1) -> None:
        """Answer and send all that was kept since, each up to ``tries`` times."""
        new, self.handled = self.postbox.kept[self.handled :], len(self.postbox.kept)
        for envelope in new:
            await asyncio.to_thread(send, self, envelope, tries)

    async def ask(self, text: str, user: str = "U7") -> Posted:
        """A direct message and its answer."""
        assert [200] == await self.deliver(*self.person(user).says(text))
        await self.work()
        return self.world.said(self.person(user).direct)[-1]


def send(stage: Stage, envelope: Envelope, tries: int) -> None:
    reply = SmallDesk().reply(envelope.incoming)
    for left in range(tries - 1, -1, -1):
        try:
            return stage.channel.sender.send(envelope.place, reply, envelope.keys[0])
        except UndeliverableError:
            return None
        except TryAgainError:
            if not left:
                raise
    return None


async def until(true: Callable[[], bool]) -> None:
    """Wait for what comes about in the background."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - what is waited for happens in Slack's libraries, which ring no bell
            await asyncio.sleep(0.01)


@asynccontextmanager
async def staged(*, socket: bool = False, now: Callable[[], float] | None = None, token: str = TOKEN) -> AsyncIterator[Stage]:
    """Everything started; with ``socket`` over Socket Mode."""
    world = World()
    server = Server(world)
    await server.start()
    settings = SlackSettings(token, SECRET, "xapp-1-A000-preview" if socket else "", server.url)
    postbox = MemoryPostbox()
    times = (now,) if now else ()
    channel = slack_channel(settings, postbox, KnownPlaces(), *times)
    app = web.Application()
    app.add_routes(channel.routes)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    await channel.start()
    async with aiohttp.ClientSession() as session:
        yield Stage(world, server, channel, postbox, Http(session, f"http://{host}:{port}{PATH}", SECRET, *times), now or (lambda: 0.0))
    await channel.stop()
    await runner.cleanup()
    await server.stop()


@pytest.fixture
def run() -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Runs a play on a stage."""

    def act(play: Callable[[Stage], Awaitable[None]]) -> None:
        async def acted() -> None:
            async with staged() as stage:
                await play(stage)

        asyncio.run(acted())

    return act
