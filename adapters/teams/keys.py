"""Bot Service's signing keys, fetched from its OpenID metadata with a short patience and kept: while its server is down, they serve on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp
import jwt

from adapters.teams.addresses import encrypted_or_here
from adapters.teams.payload import each_at, text_at

PATIENCE = 5  # seconds for the metadata and the keys together
FRESH = 24 * 3600  # seconds after which kept keys are fetched again
UNKNOWN_AFTER = 60  # seconds between fetches that an unknown key sets off, so that made-up keys can't keep us fetching
ANSWER_MAX = 1 << 20


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that may sign with it."""

    public: jwt.PyJWK
    endorsements: frozenset[str]


class Keys:
    """The keys at one metadata address. To be used in one event loop."""

    def __init__(self, metadata: str, now: Callable[[], float]) -> None:
        """``now`` gives monotonic seconds."""
        self._metadata, self._now = metadata, now
        self._known: Mapping[str, Key] = {}
        self._tried = -float("inf")
        self._fetched = -float("inf")
        self._lock = asyncio.Lock()

    async def key(self, name: str) -> Key | None:
        """The key of that id, None where there is none (or none can be had now)."""
        async with self._lock:
            if self._worth_a_try(name):
                await self._fetch()
        return self._known.get(name)

    def _worth_a_try(self, name: str) -> bool:
        now = self._now()
        stale = now - self._fetched > FRESH or name not in self._known
        return stale and (not self._known or now - self._tried > UNKNOWN_AFTER)

    async def _fetch(self) -> None:
        self._tried = self._now()
        try:
            async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
                metadata = await _json(session, self._metadata)
                found = read_keys(await _json(session, text_at(metadata, "jwks_uri")))
        except (OSError, ValueError, aiohttp.ClientError):
            return
        if found:
            self._known, self._fetched = found, self._now()


def read_keys(answer: object) -> dict[str, Key]:
    """The RSA keys of a key set by id; whatever can't be read is left out."""
    found: dict[str, Key] = {}
    for each in each_at(answer, "keys"):
        name = text_at(each, "kid")
        if not name or not isinstance(each, dict):
            continue
        try:
            public = jwt.PyJWK(each, "RS256")
        except (jwt.PyJWTError, ValueError, TypeError, KeyError):
            continue
        found[name] = Key(public, frozenset(item for item in each_at(each, "endorsements") if isinstance(item, str)))
    return found


async def _json(session: aiohttp.ClientSession, url: str) -> object:
    """Raises OSError, ValueError or aiohttp.ClientError where that is not a sound answer."""
    if not encrypted_or_here(url):
        raise ValueError
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status != 200:  # noqa: PLR2004 - HTTP's own number
            raise OSError(answer.status)
        body = await answer.content.read(ANSWER_MAX)
        return _read(body)


def _read(body: bytes) -> object:
    try:
        found: object = json.loads(body)
    except RecursionError:
        raise ValueError from None
    return found
