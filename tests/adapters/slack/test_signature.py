"""Only Slack gets in (R3): mutated requests, the clock's edges, replays, and bodies that would make Bolt raise."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import time
from collections.abc import Awaitable, Callable

import pytest

from adapters.slack.preview.delivery import encoded
from adapters.slack.signature import Verifier, sign
from tests.adapters.slack.conftest import CANARY, SECRET, Stage, staged

MUTATIONS = int(os.environ.get("VERSE_TEST_SLACK_MUTATIONS", "500"))
NOW = 1_800_000_000.0
Run = Callable[[Callable[[Stage], Awaitable[None]]], None]


def test_no_mutated_request_is_accepted(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is changed in a signed request, it is refused with a 4xx, nothing is kept and nothing of it is logged."""
    caplog.set_level(logging.DEBUG)
    chance = random.Random(20261121)  # noqa: S311 - to repeat a failure

    async def play(stage: Stage) -> None:
        body, content_type = encoded(*stage.person().says(f"may I accept a gift? {CANARY}")[0])
        timestamp = str(int(time.time()))
        signed = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": sign(SECRET.encode(), timestamp, body).decode()}
        statuses = {(await stage.http.send(*_mutated(body, content_type, signed, chance)))[0] for _ in range(MUTATIONS)}
        assert statuses <= {400, 401}
        assert [] == stage.postbox.kept
        assert MUTATIONS == sum(count for name, count in stage.channel.counts.items() if name.startswith("refused_"))

    run(play)
    assert CANARY not in caplog.text


def _mutated(body: bytes, content_type: str, signed: dict[str, str], chance: random.Random) -> tuple[bytes, str, dict[str, str]]:
    """One change to the body, the time or the signature, never none."""
    headers = dict(signed)
    match chance.randrange(4):
        case 0:
            at = chance.randrange(len(body))
            body = body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]
        case 1:
            body = chance.choice([b"", b"[]", b"null", b"{", b"{}", body[:-1], body + b" ", b"payload=[]", b"\xff\xfe", b"[" * 5_000])
        case 2:
            odd = [
                "",
                "now",
                "1e9",
                "-1",
                "٣",
                " 1",
                "1_0",
                "9" * 30,
                str(int(headers["X-Slack-Request-Timestamp"]) + chance.choice([-1, 1])),
            ]
            headers["X-Slack-Request-Timestamp"] = chance.choice(odd)
        case _:
            good = headers["X-Slack-Signature"]
            odd = ["", "v0=", "v1" + good[2:], good[:-1], good + "0", good.upper(), "v0=é" + good[4:], "v0=" + "0" * 64]
            headers["X-Slack-Signature"] = chance.choice(odd)
    return body, content_type, headers


@pytest.mark.parametrize(("late", "status"), [(299, 200), (301, 401), (-299, 200), (-301, 401)])
def test_the_window_is_five_minutes_either_way(late: int, status: int) -> None:
    """A request that is 299 seconds old or ahead is taken, one of 301 is not."""

    async def acted() -> None:
        async with staged(now=lambda: NOW) as stage:
            body, content_type = encoded(*stage.person().says("may I?")[0])
            timestamp = str(int(NOW - late))
            headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": sign(SECRET.encode(), timestamp, body).decode()}
            assert status == (await stage.http.send(body, content_type, headers))[0]

    asyncio.run(acted())


def test_a_replay_is_acknowledged_and_answered_once(run: Run) -> None:
    """The same signed request, sent again within the window, brings no second answer."""

    async def play(stage: Stage) -> None:
        body, content_type = encoded(*stage.person().says("may I?")[0])
        timestamp = str(int(time.time()))
        headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": sign(SECRET.encode(), timestamp, body).decode()}
        assert [200] * 3 == [(await stage.http.send(body, content_type, headers))[0] for _ in range(3)]
        assert 1 == len(stage.postbox.kept)

    run(play)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"payload=[]", b"payload=%7B", b"a=b", b"\xff", b"[" * 100_000, b'{"a":' + b"9" * 5_000 + b"}"]
)
def test_a_signed_body_that_is_no_payload_is_refused(run: Run, body: bytes) -> None:
    """Even rightly signed, what Bolt would raise on is a 400, in any content type."""

    async def play(stage: Stage) -> None:
        for content_type in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
            assert 400 == (await stage.http.send(body, content_type, {}))[0]

    run(play)


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded", "text/plain", "nonsense"])
def test_the_content_type_is_not_believed(run: Run, content_type: str) -> None:
    """A header that isn't signed changes nothing: the same event is the same event."""

    async def play(stage: Stage) -> None:
        body = encoded(*stage.person().says("may I?")[0])[0]
        assert 200 == (await stage.http.send(body, content_type, {}))[0]
        assert 1 == len(stage.postbox.kept)

    run(play)


def test_odd_payloads_do_no_harm(run: Run) -> None:
    """A signed payload of any shape is acknowledged and forgotten, or refused; it is never a fault of ours."""
    odd: list[object] = [None, 1, "x", [], {}, {"type": 1}, {"user": []}, {"type": "message", "user": "U1", "channel": 3, "text": {}}]

    async def play(stage: Stage) -> None:
        for event in odd:
            for kind in ("event_callback", "block_actions", "view_submission", "message_action", "nothing", None):
                payload = {
                    "type": kind,
                    "event": event,
                    "actions": event,
                    "user": event,
                    "view": event,
                    "team_id": event,
                    "authorizations": event,
                }
                assert (await stage.http.send(json.dumps(payload).encode(), "application/json", {}))[0] in {200, 400}
        assert [] == stage.postbox.kept

    run(play)


def test_slack_can_check_the_address(run: Run) -> None:
    """When the address is entered, Slack's challenge is answered."""

    async def play(stage: Stage) -> None:
        body = json.dumps({"type": "url_verification", "challenge": "c-1"}).encode()
        status, answer = await stage.http.send(body, "application/json", {})
        assert (200, {"challenge": "c-1"}) == (status, json.loads(answer))

    run(play)


def test_the_secret_is_all_that_counts() -> None:
    """Signed with another secret, nothing gets in."""
    body = b"{}"

    assert "signature" == Verifier("a" * 32, lambda: NOW).refusal(body, "1800000000", sign(b"b" * 32, "1800000000", body).decode())
