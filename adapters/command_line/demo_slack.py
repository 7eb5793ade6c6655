"""``verse demo-slack``: what Slack would draw, on a page of this machine; nothing leaves it and nothing is kept."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console

from adapters.command_line.parts import Parts
from adapters.command_line.schools import the_school
from adapters.slack.preview.demo import Demo, OneSchool
from bot.concern import find_concern
from bot.post import Desk, Sender
from bot.records.engine import open_records
from bot.records.post import Post

if TYPE_CHECKING:
    import threading

GRACE = 3.0  # seconds for an answer that is being made when the page is closed


def demo_slack(parts: Parts, school: str | None, port: int) -> None:
    """Show the page until Ctrl-C. Raises RefusedError, and OSError where the port is taken."""
    chosen = the_school(school, parts.schools())
    with TemporaryDirectory(prefix="verse-demo-") as folder:
        records = open_records(Path(folder))
        post = Post(records, _category)
        demo = Demo(post, OneSchool(chosen), partial(_work, post, parts.desk()))
        asyncio.run(_until_stopped(demo, port))
        records.close()


async def _until_stopped(demo: Demo, port: int) -> None:
    stopped = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    await demo.run(port, _say, stopped)


def _say(address: str) -> None:
    Console(highlight=False).print(f"Open {address} in a browser. Ctrl-C stops it.", markup=False)


def _work(post: Post, desk: Desk, sender: Sender, stop: threading.Event) -> None:
    post.run(desk, (sender,), stop, GRACE)


def _category(text: str) -> str | None:
    """Whom to tell, where a text certainly reports harm: such words are not even kept for the moment."""
    found = find_concern((text,))
    return found.refer_to if found and found.certain else None
