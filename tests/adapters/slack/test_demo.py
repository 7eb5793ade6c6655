"""The page that shows what Slack would draw, tried as a person would with a browser that has no script."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

import aiohttp

from adapters.slack.preview.demo import Demo, OneSchool
from bot.post import Sender
from tests.adapters.slack.conftest import MemoryPostbox, SmallDesk, until

if TYPE_CHECKING:
    import threading


def test_a_question_a_button_and_a_thumb_on_the_page() -> None:
    """What is written on the page goes through the real channel; the card is drawn with its buttons, which work."""
    postbox = MemoryPostbox()

    def work(sender: Sender, stop: threading.Event) -> None:
        done = 0
        while not stop.is_set():
            for envelope in postbox.kept[done:]:
                sender.send(envelope.place, SmallDesk().reply(envelope.incoming), envelope.keys[0])
                done += 1
            time.sleep(0.01)

    async def acted() -> None:
        addresses: list[str] = []
        stop = asyncio.Event()
        demo = asyncio.create_task(Demo(postbox, OneSchool("larkfield"), work).run(0, addresses.append, stop))
        await until(lambda: bool(addresses))
        async with aiohttp.ClientSession() as browser:

            async def post(path: str, **form: str) -> str:
                async with browser.post(addresses[0] + path, data=form) as answer:
                    return await answer.text()

            page = await post("/say", text="may I <b>?", channel="D0YOU")
            assert "You asked: may I &lt;b&gt;?" in page
            assert "<blockquote>Staff <b>must not</b> accept gifts.</blockquote>" in page
            card = re.findall(r'action="/press/([\d.]+)"', page)[-1]
            assert "What was wrong with this answer?" in await post(f"/press/{card}", thumb="down")
            assert "(edited)" in await post(f"/press/{card}", action="fact:0")
            async with browser.get(addresses[0] + "/home") as answer:
                assert "policies" in await answer.text()
        stop.set()
        await demo

    asyncio.run(acted())
