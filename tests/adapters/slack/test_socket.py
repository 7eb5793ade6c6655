"""Socket Mode over a real websocket (R5): lost connections come back, and what is accepted is not lost."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Awaitable, Callable

from adapters.slack.preview.server import Fault
from adapters.slack.preview.world import BOT, direct_of
from tests.adapters.slack.conftest import PATIENCE, Stage, staged, until

DISCONNECTS = int(os.environ.get("VERSE_TEST_SLACK_DISCONNECTS", "10"))
ENVELOPES = DISCONNECTS * 10
BACK_WITHIN = PATIENCE


def on_socket(play: Callable[[Stage], Awaitable[None]]) -> None:
    async def acted() -> None:
        async with staged(socket=True) as stage:
            await until(lambda: bool(stage.server.sockets))
            await play(stage)

    asyncio.run(acted())


def test_a_question_over_the_socket_is_answered() -> None:
    """A direct message comes down the socket, is kept, acknowledged and answered."""

    async def play(stage: Stage) -> None:
        await stage.server.push(*stage.person().says("may I?")[0])
        await until(lambda: not stage.server.waiting)
        await stage.work()
        assert BOT == stage.world.said(direct_of("U7"))[-1].user
        command = await stage.server.push(*stage.person().commands("help"))
        await until(lambda: command in stage.server.answers)
        assert "direct message" in str(stage.server.answers[command])

    on_socket(play)


def test_what_cannot_be_kept_is_not_acknowledged_over_the_socket() -> None:
    """With the disk full the envelope stays with Slack, which sends it again on the next connection."""

    async def play(stage: Stage) -> None:
        stage.postbox.full = True
        await stage.server.push(*stage.person().says("may I?")[0])
        await until(lambda: stage.channel.counts["not_kept"] > 0)
        assert 1 == len(stage.server.waiting)
        stage.postbox.full = False
        await stage.server.drop(rudely=False)
        await until(lambda: not stage.server.waiting)
        assert 1 == len(stage.postbox.kept)

    on_socket(play)


def test_disconnects_lose_nothing() -> None:
    """Through many forced disconnects, polite and rude, every envelope is kept once and the socket is back in time."""

    async def play(stage: Stage) -> None:
        worst = 0.0
        for number in range(ENVELOPES):
            person = stage.person(f"U{number}8")
            await stage.server.push(*person.says(f"question {number}")[0])
            if number % 10 == 5:
                worst = max(worst, await _lost_and_back(stage, rudely=number % 20 == 5))
        await until(lambda: not stage.server.waiting)
        assert {f"question {number}" for number in range(ENVELOPES)} == {getattr(kept.incoming, "text", "") for kept in stage.postbox.kept}
        assert ENVELOPES == len(stage.postbox.kept)
        assert worst < BACK_WITHIN

    on_socket(play)


async def _lost_and_back(stage: Stage, *, rudely: bool) -> float:
    """Seconds until a new socket is up."""
    old = list(stage.server.sockets)
    began = asyncio.get_running_loop().time()
    await stage.server.drop(rudely=rudely)
    await until(lambda: any(socket not in old for socket in stage.server.sockets))
    return asyncio.get_running_loop().time() - began


def test_the_socket_comes_back_after_slack_was_away() -> None:
    """Where Slack refuses new connections for a while, they are tried until it takes them."""

    async def play(stage: Stage) -> None:
        stage.server.script["apps.connections.open"] = deque([Fault("500"), Fault("html"), Fault("error", name="internal_error")])
        assert await _lost_and_back(stage, rudely=True) < BACK_WITHIN
        assert await stage.channel.ready()

    on_socket(play)
