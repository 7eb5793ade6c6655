"""Replies arrive once, whatever the Web API does (R4), and what can't arrive ends with a reason."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
from collections import deque
from collections.abc import Awaitable, Callable

import pytest

from adapters.slack.api import Api
from adapters.slack.place import Place, channel_place, read_place
from adapters.slack.preview.server import Fault
from adapters.slack.preview.world import BOT, direct_of
from adapters.slack.render import Look
from adapters.slack.send import SlackSender
from bot.card import Card
from bot.messages import Reply
from bot.post import TryAgainError, UndeliverableError
from tests.adapters.slack.conftest import CANARY, TOKEN, Stage, answered

REPLIES = int(os.environ.get("VERSE_TEST_SLACK_REPLIES", "60"))
Run = Callable[[Callable[[Stage], Awaitable[None]]], None]
PASSING = [
    Fault("429", after=0),
    *(Fault(kind, done=done) for kind in ("500", "502", "503", "reset", "hang", "html") for done in (False, True)),
    Fault("error", name="fatal_error", done=True),
    Fault("error", name="ratelimited"),
]


def sender(stage: Stage, clock: Callable[[], float] = lambda: 0.0) -> SlackSender:
    return SlackSender(Api(TOKEN, stage.server.url, timeout=1), Look(), clock)


def _tells_nothing(fault: Exception) -> None:
    assert CANARY not in str(fault)


async def tried(one: SlackSender, place: str, reply: Reply, key: str, tries: int = 6) -> str:
    """Send as the post does, without its waiting: "sent", or why not."""
    for _ in range(tries):
        try:
            await asyncio.to_thread(one.send, place, reply, key)
        except TryAgainError as fault:
            _tells_nothing(fault)
        except UndeliverableError as fault:
            _tells_nothing(fault)
            return str(fault)
        else:
            return "sent"
    return "given up"


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.kind}{fault.name}-{'done' if fault.done else 'not-done'}")
@pytest.mark.parametrize(
    "place", [Place("T", "U7", "D7"), Place("T", "U7"), Place("T", "U7", "C1", "5.5")], ids=["direct", "by-user", "thread"]
)
def test_a_passing_fault_brings_one_reply(run: Run, fault: Fault, place: Place) -> None:
    """After a fault the reply is there once: not lost where Slack had not posted it, not doubled where it had."""

    async def play(stage: Stage) -> None:
        stage.server.script["chat.postMessage"] = deque([fault])
        assert "sent" == await tried(sender(stage), place.noted(), Reply(answered(CANARY)), "k1")
        assert 1 == len([one for one in stage.world.messages if one.user == BOT])

    run(play)


def test_many_replies_through_many_faults(run: Run) -> None:
    """Over many replies each is delivered once or has a reason, in whatever order faults come."""
    chance = random.Random(4)  # noqa: S311 - to repeat a failure
    for_good = [Fault("error", name=name) for name in ("channel_not_found", "account_inactive", "is_archived")]

    async def play(stage: Stage) -> None:
        one = sender(stage)
        ends: dict[str, str] = {}
        quick = [fault for fault in PASSING if fault.kind != "hang"]
        for number in range(REPLIES):
            faults = [*chance.choices(quick, k=chance.randrange(4)), *chance.choices(for_good, k=int(chance.random() < 0.1))]
            stage.server.script["chat.postMessage"] = deque(faults)
            place = Place("T", f"U{number}", "C1", f"{number}.1") if number % 2 else Place("T", f"U{number}", f"D{number}")
            ends[f"k{number}"] = await tried(one, place.noted(), Reply(answered("hello")), f"k{number}")
        keys = [message.metadata["event_payload"]["key"] for message in stage.world.messages]
        assert {key for key, end in ends.items() if end == "sent"} == set(keys)
        assert len(set(keys)) == len(keys)
        assert {"sent", "Slack refused: channel_not_found", "Slack refused: account_inactive", "Slack refused: is_archived"} >= set(
            ends.values()
        )

    run(play)


@pytest.mark.parametrize("seconds", [1, 30, 120])
def test_never_sooner_than_slack_asks(run: Run, seconds: int) -> None:
    """A 429 gives its Retry-After to the post, and until then Slack is not called again for that conversation; others go on."""
    times = itertools.chain([0.0, 0.0], itertools.repeat(seconds - 0.5))

    async def play(stage: Stage) -> None:
        one = sender(stage, lambda: next(times))
        stage.server.script["chat.postMessage"] = deque([Fault("429", after=seconds)])
        reply = Reply(answered("hello"))
        with pytest.raises(TryAgainError) as first:
            await asyncio.to_thread(one.send, Place("T", "U7", "D7").noted(), reply, "k1")
        with pytest.raises(TryAgainError) as second:
            await asyncio.to_thread(one.send, Place("T", "U7", "D7").noted(), reply, "k1")
        await asyncio.to_thread(one.send, Place("T", "U8", "D8").noted(), reply, "k2")
        assert (float(seconds), 0.5) == (first.value.after, second.value.after)
        assert ["chat.postMessage"] == stage.world.calls

    run(play)


def test_a_token_that_meets_faults_always_never_raises_anything_else(run: Run) -> None:
    """Whatever Slack answers to every call, the post hears one of its two errors."""

    async def play(stage: Stage) -> None:
        for kind in ("429", "500", "502", "503", "reset", "html"):
            one = SlackSender(Api(f"{TOKEN}-fault-{kind}", stage.server.url, timeout=1), Look(), lambda: 0.0)
            assert "given up" == await tried(one, Place("T", "U7", "D7").noted(), Reply(answered("hi")), "k", 2)

    run(play)


def test_another_process_looks_before_it_posts(run: Run) -> None:
    """A reply that was posted by a process which then died is found by its key, not posted again."""

    async def play(stage: Stage) -> None:
        place, reply = Place("T", "U7", "D7").noted(), Reply(answered("hello"))
        await asyncio.to_thread(sender(stage).send, place, reply, "k1")
        await asyncio.to_thread(lambda: sender(stage).send(place, reply, "k1", again=True))
        assert 1 == len(stage.world.messages)

    run(play)


def test_a_private_reply_and_its_note_each_arrive_once(run: Run) -> None:
    """Where the note fails after the private reply went out, only the note is sent again."""

    async def play(stage: Stage) -> None:
        one, place = sender(stage), Place("T", "U7", "C1", "5.5").noted()
        reply = Reply(answered("hello"), private=True, note="Answered privately.")
        await asyncio.to_thread(one.send, place, reply, "k0")
        stage.server.script["chat.postMessage"] = deque([Fault("500"), Fault("503", done=True)])
        assert "sent" == await tried(one, place, reply, "k1")
        assert (2, 2) == (len(stage.world.said("C1")), len(stage.world.said(direct_of("U7"))))

    run(play)


def test_a_card_that_is_gone_is_not_a_reply_lost(run: Run) -> None:
    """Where the pressed card was deleted, the reply is posted below instead."""

    async def play(stage: Stage) -> None:
        place = Place("T", "U7", "D7", card="1.1").noted()
        assert "sent" == await tried(sender(stage), place, Reply(answered("hello"), instead=True), "k1")
        assert 1 == len(stage.world.said("D7"))

    run(play)


def test_a_workspace_without_feedback_buttons_gets_plain_ones(run: Run) -> None:
    """Where Slack's own thumbs are refused, the same message goes out with plain buttons, and later ones at once."""

    async def play(stage: Stage) -> None:
        stage.world.feedback_buttons = False
        one = sender(stage)
        for key in ("k1", "k2"):
            assert "sent" == await tried(one, Place("T", "U7", "D7").noted(), Reply(answered("hello")), key)
        assert 1 == len(stage.world.refused)
        assert ["actions", "actions"] == [block["type"] for block in stage.world.said("D7")[-1].blocks[-2:]]

    run(play)


def test_a_card_for_a_channel_goes_there(run: Run) -> None:
    """What is handed over to people goes to the channel that the directory names."""

    async def play(stage: Stage) -> None:
        assert "sent" == await tried(sender(stage), channel_place("T", "C5"), Reply(Card("A question", plain="A question")), "k1")
        assert 1 == len(stage.world.said("C5"))

    run(play)


def test_a_note_of_no_place_is_undeliverable(run: Run) -> None:
    """What can't be read as a place ends with that reason."""

    async def play(stage: Stage) -> None:
        for note in ("", "{}", "[]", '{"team": "T"}'):
            assert "the note of its place cannot be read" == await tried(sender(stage), note, Reply(answered("x")), "k1")

    run(play)


def test_a_place_comes_back_as_it_was_noted() -> None:
    """The note of a place is the place."""
    place = Place("T", "U", "C", "1.2", "3.4", "5.6", "hush")

    assert place == read_place(place.noted())
