"""Who may post to us."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest
import requests
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.teams.app import TeamsChannel, teams_channel
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import ISSUER
from tests.adapters.teams.fakes import Box, Everybody, Remembered
from tests.adapters.teams.serving import served, until

APP = "11111111-2222-3333-4444-555555555555"
SERVICE = "http://127.0.0.1:9/teams/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CANARY = "canary-7319"


def public(key: rsa.RSAPrivateKey, **extra: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return found | extra


@dataclass
class KeyServer:
    """Bot Service's OpenID server."""

    up: bool = True
    asked: int = 0
    keys: list[dict[str, Any]] = field(
        default_factory=lambda: [
            public(KEY, kid="good", endorsements=["msteams", "webchat"]),
            public(KEY, kid="bare"),
            public(KEY, kid="empty", endorsements=[]),
            public(KEY, kid="elsewhere", endorsements=["webchat"]),
            {"kid": "broken", "kty": "RSA", "n": "?", "e": 5},
            {"kty": "EC"},
        ]
    )

    async def metadata(self, request: web.Request) -> web.Response:
        self.asked += 1
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"http://{request.host}/keys"}, status=200 if self.up else 503)

    async def jwks(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    def routes(self) -> tuple[web.RouteDef, ...]:
        return web.get("/openid", self.metadata), web.get("/keys", self.jwks)


@dataclass
class Stage:
    """The channel behind a real server."""

    url: str
    keys: KeyServer
    box: Box
    channel: TeamsChannel
    clock: list[float]

    def post(self, header: str | None, body: object = None) -> requests.Response:
        data = body if isinstance(body, bytes) else json.dumps(activity() if body is None else body).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": header} if header is not None else {})
        return requests.post(f"{self.url}/api/messages", data=data, headers=headers, timeout=10)


@pytest.fixture
def stage() -> Iterator[Stage]:
    keys, box, clock = KeyServer(), Box(), [1_000.0]
    with served(*keys.routes()) as openid:
        settings = TeamsSettings(APP, "t", "secret", metadata=f"{openid}/openid")
        channel = teams_channel(settings, box, Everybody(), Remembered(), lambda: clock[0])
        with served(*channel.routes) as url:
            yield Stage(url, keys, box, channel, clock)
        channel.sender.stop()


def activity(**other: object) -> dict[str, object]:
    return {
        "type": "message",
        "id": "1",
        "text": CANARY,
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:u", "aadObjectId": "u"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
    } | other


def claims(**other: object) -> dict[str, object]:
    now = int(time.time())
    found = {"iss": ISSUER, "aud": APP, "exp": now + 600, "nbf": now - 60, "serviceurl": SERVICE} | other
    return {name: value for name, value in found.items() if value is not None}


def token(key: rsa.RSAPrivateKey | str = KEY, kid: object = "good", alg: str = "RS256", **other: object) -> str:
    headers = {} if kid is None else {"kid": kid}
    return "Bearer " + jwt.PyJWS().encode(json.dumps(claims(**other)).encode(), key, alg, headers=headers)


def unsigned(header: dict[str, object]) -> str:
    """A token whose header the library would not write."""
    parts = [jwt.utils.base64url_encode(json.dumps(part).encode()).decode() for part in (header, claims())]
    return f"Bearer {parts[0]}.{parts[1]}.c2ln"


NOW = int(time.time())
BAD = {
    "no header": None,
    "empty": "",
    "no token": "Bearer ",
    "another scheme": "Basic dTpw",
    "no JWT": "Bearer abc",
    "two dots": "Bearer a.b.c",
    "dots alone": "Bearer ..",
    "not ASCII": "Bearer é.é.é".encode().decode("latin-1"),
    "huge": "Bearer " + "a" * 8_100,
    "header a list": "Bearer W10.e30.c2ln",
    "alg none": unsigned({"alg": "none", "kid": "good"}),
    "no alg": unsigned({"kid": "good"}),
    "alg a list": unsigned({"alg": ["RS256"], "kid": "good"}),
    "alg unknown": unsigned({"alg": "XX1", "kid": "good"}),
    "kid a number": unsigned({"alg": "RS256", "kid": 7}),
    "HMAC with the app id": token("a-secret-that-is-long-enough-for-it", alg="HS256"),
    "no kid": token(kid=None),
    "unknown kid": token(kid="nobody"),
    "broken key": token(kid="broken"),
    "another's key": token(OTHER),
    "key without endorsements": token(kid="bare"),
    "key endorsed for nothing": token(kid="empty"),
    "key endorsed for others": token(kid="elsewhere"),
    "no exp": token(exp=None),
    "exp a word": token(exp="soon"),
    "exp huge": token(exp=10**400),
    "expired": token(exp=NOW - 301 - 60),
    "not yet": token(nbf=NOW + 900),
    "no iss": token(iss=None),
    "another iss": token(iss="https://sts.windows.net/x/"),
    "iss a list": token(iss=[ISSUER]),
    "no aud": token(aud=None),
    "another aud": token(aud="someone-else"),
    "aud empty": token(aud=""),
    "no serviceurl": token(serviceurl=None),
    "serviceurl empty": token(serviceurl=""),
    "another serviceurl": token(serviceurl="https://evil.example/"),
    "serviceurl a list": token(serviceurl=[SERVICE]),
}


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_sound_token_lets_the_message_in(scheme: str, stage: Stage) -> None:
    """What Bot Service signed for us, now, from where it says, is kept and acknowledged."""
    answer = stage.post(token().replace("Bearer", scheme))

    assert (200, 1) == (answer.status_code, len(stage.box.kept))


@pytest.mark.parametrize("why", BAD)
def test_an_unsound_token_is_refused(why: str, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """Every other token is a 401: nothing kept, nothing said, nothing of the message in a log, and never a fault of ours."""
    answer = stage.post(BAD[why])

    assert (401, "", []) == (answer.status_code, answer.text, stage.box.kept)
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "other",
    [
        {"serviceUrl": None},
        {"serviceUrl": ""},
        {"serviceUrl": 7},
        {"channelId": None},
        {"channelId": ""},
        {"channelId": "webchat"},
        {"channelId": ["msteams"]},
    ],
)
def test_a_sound_token_serves_its_own_activity_alone(other: dict[str, object], stage: Stage) -> None:
    """A token for one address and channel does not carry an activity of another, or of none."""
    assert 401 == stage.post(token(), activity(**other)).status_code


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"7", b'{"type": 7}', b"\xff\xfe", b"[" * 100_000, b" " * 300_000, b'{"text": "x"}']
)
def test_what_is_no_activity_is_refused(body: bytes, stage: Stage) -> None:
    """Broken, deep, long and odd JSON is a 400 with a sound token and a 401 without."""
    assert (400, 401) == (stage.post(token(), body).status_code, stage.post("Bearer x", body).status_code)


def test_kept_keys_serve_while_the_server_of_keys_is_down(stage: Stage) -> None:
    """An outage at Microsoft's end stops no question, however old the keys become meanwhile."""
    assert 200 == stage.post(token(), activity(id="1")).status_code
    stage.keys.up, stage.clock[0] = False, stage.clock[0] + 30 * 24 * 3600

    assert 200 == stage.post(token(), activity(id="2")).status_code
    assert 401 == stage.post(token(kid="nobody"), activity(id="3")).status_code


def test_with_no_keys_at_all_nobody_is_let_in(stage: Stage) -> None:
    """A server of keys that was never up lets nobody in, and the first answer of it lets the sound in."""
    stage.keys.up = False
    assert 401 == stage.post(token()).status_code
    stage.keys.up = True

    assert 200 == stage.post(token()).status_code


def test_made_up_keys_do_not_keep_us_fetching(stage: Stage) -> None:
    """A hundred unknown keys make for one more fetch a minute, not a hundred; a new key is found after that minute."""
    stage.post(token())
    for number in range(100):
        stage.post(token(kid=f"made-up-{number}"))
    assert 1 == stage.keys.asked

    stage.keys.keys.append(public(OTHER, kid="new", endorsements=["msteams"]))
    stage.clock[0] += 61
    assert (200, 2) == (stage.post(token(OTHER, kid="new")).status_code, stage.keys.asked)


def test_what_cannot_be_kept_is_not_acknowledged(stage: Stage) -> None:
    """Where the disk is full Teams is told 503 and sends again; sent twice, a question is kept once."""
    stage.box.full = True
    assert 503 == stage.post(token()).status_code
    stage.box.full = False

    assert (200, 200, 1) == (stage.post(token()).status_code, stage.post(token()).status_code, len(stage.box.kept))
    until(lambda: stage.channel.counts["again"] == 1)
