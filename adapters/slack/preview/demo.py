"""Slack to try out on this machine, without Slack: a page to write in and press, over the real channel and a socket of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from adapters.slack.app import SlackChannel, slack_channel
from adapters.slack.heard import Places
from adapters.slack.pieces import escaped
from adapters.slack.preview.drawing import STYLE, blocks, drawn
from adapters.slack.preview.people import Person
from adapters.slack.preview.server import Server
from adapters.slack.preview.world import BOT, Posted, World
from adapters.slack.settings import SlackSettings
from bot.messages import Asker
from bot.post import Postbox, Sender

TOKEN, APP_TOKEN = "xoxb-preview-preview", "xapp-preview-preview"
CHANNEL, DIRECT = "C0STAFFROOM", "/"
ANSWERED_WITHIN = 20.0  # seconds that the page waits for an answer before it is shown without


@dataclass(frozen=True, slots=True)
class OneSchool:
    """Everybody is of one school: ``adapters.slack.heard.Places`` for trying things out."""

    school: str

    def who(self, team: str, channel: str, user: str) -> Asker:
        """The asker, whoever it is."""
        del channel
        return Asker("slack", f"{team}/{user}", self.school)


class Demo:
    """The page, our Slack and the channel, in one event loop."""

    def __init__(self, postbox: Postbox, places: Places, work: Callable[[Sender, threading.Event], None]) -> None:
        """``work`` answers and sends until its event is set (``Post.run`` with the desk)."""
        self._postbox, self._places, self._work = postbox, places, work
        self.world = World()
        self.person = Person(self.world, "U0YOU")
        self._server = Server(self.world)

    async def run(self, port: int, opened: Callable[[str], None], until: asyncio.Event) -> None:
        """Serve the page on this machine alone until ``until`` is set; ``opened`` is told its address."""
        await self._server.start()
        channel = slack_channel(SlackSettings(TOKEN, "", APP_TOKEN, self._server.url), self._postbox, self._places)
        await channel.start()
        stop = threading.Event()
        working = threading.Thread(target=self._work, args=(channel.sender, stop), daemon=True)
        working.start()
        runner = await self._page(port)
        opened(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await until.wait()
        await self._end(channel, runner, stop)

    async def _end(self, channel: SlackChannel, runner: web.AppRunner, stop: threading.Event) -> None:
        stop.set()
        await channel.stop()
        await runner.cleanup()
        await self._server.stop()

    async def _page(self, port: int) -> web.AppRunner:
        app = web.Application()
        pages = [web.get("/", self._show), web.get("/home", self._home), web.post("/say", self._say), web.post("/press/{ts}", self._press)]
        app.add_routes([*pages, web.post("/modal", self._modal)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner

    async def _show(self, request: web.Request) -> web.Response:
        channel = CHANNEL if request.query.get("in") == "channel" else self.person.direct
        shown = "".join(drawn(one) for one in self.world.messages if one.channel == channel)
        box = (
            f'<form method="post" action="/say"><input type="hidden" name="channel" value="{channel}"><p><input type="text" name="text" '
            'autofocus aria-label="Message"></p><button class="primary">Send</button></form>'
        )
        return _html(shown + self._modals() + box)

    async def _home(self, _request: web.Request) -> web.Response:
        await self._deliver(self.person.opens_home(), lambda: self.person.user in self.world.homes)
        return _html(blocks(self.world.homes.get(self.person.user, {}).get("blocks", ())))

    def _modals(self) -> str:
        return "".join(
            f'<form method="post" action="/modal">{blocks(view["blocks"])}<button>Send</button></form>' for view in self.world.modals
        )

    async def _say(self, request: web.Request) -> web.Response:
        form = await request.post()
        channel, text = str(form.get("channel", "")), str(form.get("text", ""))
        if text.startswith("/policy"):
            events = [self.person.commands(text.removeprefix("/policy").strip())]
        else:
            events = self.person.says(escaped(text).replace("@verse", f"<@{BOT}>"), "" if channel == self.person.direct else channel)
        before = len(self.world.messages)
        for event in events:
            await self._deliver(event, lambda: len(self.world.messages) > before)
        raise web.HTTPSeeOther("/?in=channel" if channel == CHANNEL else DIRECT)

    async def _press(self, request: web.Request) -> web.Response:
        form = await request.post()
        one = next(each for each in self.world.messages if each.ts == request.match_info["ts"])
        if thumb := form.get("thumb"):
            event = self.person.thumbs(one, up=thumb == "up")
        else:
            event = self.person.presses(one, str(form.get("action", "")), _held(one, {name: str(value) for name, value in form.items()}))
        before = (len(self.world.messages), sum(each.edits for each in self.world.messages), len(self.world.modals))
        await self._deliver(event, lambda: before != self._seen())
        raise web.HTTPSeeOther(DIRECT if one.channel == self.person.direct else "/?in=channel")

    def _seen(self) -> tuple[int, int, int]:
        return len(self.world.messages), sum(each.edits for each in self.world.messages), len(self.world.modals)

    async def _modal(self, request: web.Request) -> web.Response:
        words = next((str(value) for value in (await request.post()).values()), "")
        await self._server.push(*self.person.sends_modal(self.world.modals.pop(), words))
        raise web.HTTPSeeOther(DIRECT)

    async def _deliver(self, event: tuple[str, dict[str, object]], answered: Callable[[], bool]) -> None:
        await self._server.push(*event)
        waited = 0.0
        while not answered() and waited < ANSWERED_WITHIN:
            waited += 0.05
            await asyncio.sleep(0.05)


def _held(one: Posted, form: dict[str, str]) -> dict[str, dict[str, object]]:
    """What a message's fields hold, as Slack puts it."""
    held: dict[str, dict[str, object]] = {}
    for block in one.blocks:
        value = form.get(str(block.get("block_id")), "")
        if block["type"] == "input" and value:
            name, text = block["block_id"].rpartition(":")[2], block["element"]["type"] == "plain_text_input"
            held[name] = {"value": value} if text else {"selected_option": {"value": value}}
    return held


def _html(inside: str) -> web.Response:
    links = '<nav><a href="/">Direct message</a><a href="/?in=channel">#staffroom (write @verse)</a><a href="/home">Home</a></nav>'
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Slack preview</title>'
    policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
    text = f'<!doctype html><html lang="en-GB">{head}<style>{STYLE}</style><main>{links}{inside}</main></html>'
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})
