"""A server on this machine that speaks OpenAI's protocol and says whatever a test scripts: good replies, lies and faults."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Script = Callable[[dict[str, Any]], "str | web.StreamResponse | float"]


@dataclass
class Served:
    """Where the server listens, what it answers with (text of a reply, a whole response, or seconds to hang), and what it was sent."""

    url: str = ""
    script: Script = lambda _: "{}"
    bodies: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def completion(text: str) -> dict[str, Any]:
    """A chat completion that says ``text``."""
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice], "usage": usage}


@contextmanager
def serving() -> Iterator[Served]:
    """The server, for the length of the block."""
    served, ready, loop = Served(), threading.Event(), asyncio.new_event_loop()

    async def handle(request: web.Request) -> web.StreamResponse:
        body = await request.text()
        served.bodies.append(body)
        served.headers.append(dict(request.headers))
        said = served.script(json.loads(body))
        if isinstance(said, float):
            await asyncio.sleep(said)
            return web.json_response(completion("{}"))
        return said if isinstance(said, web.StreamResponse) else web.json_response(completion(said))

    async def start() -> web.AppRunner:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/v1/chat/completions", handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        served.url = f"http://127.0.0.1:{port}/v1"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
