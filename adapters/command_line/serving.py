"""``verse serve``: listens, works off the post, and stops without losing anything."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

DRAIN = 20.0  # seconds in which the post finishes what is begun
PAGES = 4.0  # seconds in which a page that is being answered is finished
PATIENCE = 28.0  # seconds after which the process ends whatever hangs: what was accepted is kept, and 30 is promised
SOON = 3.0  # seconds for one channel to stop listening
log = logging.getLogger("verse.serve")


class Channel(Protocol):
    """What is started when we listen and stopped before we end."""

    async def start(self) -> None:
        """Begin to take events."""

    async def stop(self) -> None:
        """Take no more; what was acknowledged is kept."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: the pages with the channels' routes, the channels, the post's work until an event is set, what to say and close."""

    app: web.Application
    channels: Sequence[Channel]
    work: Callable[[threading.Event, float], None]
    opened: Callable[[str], None]
    close: Callable[[], None]


def serve(service: Service, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C, then drain. Raises OSError where the address is taken."""
    asyncio.run(_serve(service, host, port))


async def _serve(service: Service, host: str, port: int) -> None:
    asked, ended = asyncio.Event(), threading.Event()
    _on_signals(asked)
    runner = web.AppRunner(service.app, access_log=None, shutdown_timeout=PAGES, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(runner, host, port, reuse_address=True)
    await site.start()
    working = threading.Thread(target=service.work, args=(ended, DRAIN), name="post", daemon=True)
    working.start()
    try:
        for channel in service.channels:
            await channel.start()
        service.opened(_address(host, runner))
        await asked.wait()
    finally:
        _end_anyway()
        await _stop(service, runner, working, ended)
        log.info("stopped")


async def _stop(service: Service, runner: web.AppRunner, working: threading.Thread, ended: threading.Event) -> None:
    """First no more comes in, then what came in is finished; a channel that can't stop holds up nobody."""
    log.info("stopping: finishing what was begun")
    closing = [asyncio.create_task(site.stop()) for site in runner.sites]
    closing += [asyncio.create_task(asyncio.wait_for(channel.stop(), SOON)) for channel in service.channels]
    for result in await asyncio.gather(*closing, return_exceptions=True):
        if isinstance(result, BaseException):
            log.warning("a channel did not stop in time: %s", type(result).__name__)
    ended.set()
    await asyncio.gather(runner.cleanup(), asyncio.to_thread(working.join, DRAIN + 1))
    service.close()


def _on_signals(asked: asyncio.Event) -> None:
    """The first signal asks to stop; a second one ends at once."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if asked.is_set():
            os._exit(130)
        asked.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop)


def _end_anyway() -> None:
    """Threads that hang must not keep the process: it ends in time, and whoever starts next finds what was left."""
    timer = threading.Timer(PATIENCE, os._exit, (0,))
    timer.daemon = True
    timer.start()


def _address(host: str, runner: web.AppRunner) -> str:
    """What to type into a browser, with the port that was really taken."""
    port = runner.addresses[0][1]
    name = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared, not bound
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
