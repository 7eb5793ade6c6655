"""Who may post to us: Bot Service alone, by a token that is checked here, in full, before anything else reads the activity.

The platform's own library lets through a token that never expires, an activity with no service address and a key that is endorsed for
nothing, and answers an unknown key with a fault; so none of that is left to it.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import jwt

from adapters.teams.keys import Key, Keys
from adapters.teams.payload import text_at

ISSUER = "https://api.botframework.com"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ALGORITHMS = ("RS256", "RS384", "RS512")
LEEWAY = 300  # seconds that our clocks may differ
CHANNEL = "msteams"
TOKEN_MAX = 8_192  # characters
LIFE_MAX = 7 * 24 * 3600  # seconds; Bot Service's tokens live for hours
_UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)


class Check(StrEnum):
    """What can be wrong with a token, as it is counted."""

    SCHEME = "scheme"
    HEADER = "header"
    KEY = "key"
    CLAIMS = "claims"
    SERVICE = "serviceurl"
    ENDORSEMENTS = "endorsements"


class RefusedTokenError(Exception):
    """The token does not show that Bot Service sent this. Nothing of the token is kept."""

    def __init__(self, check: Check) -> None:
        """``check`` is the one that failed."""
        super().__init__(check)
        self.check = check


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a sound token says: the address it was sent from, and the channels that its key may sign for."""

    service: str
    endorsements: frozenset[str]


class Gate:
    """Checks tokens for one app."""

    def __init__(self, app_id: str, keys: Keys, issuer: str = ISSUER) -> None:
        """Raises ValueError for an empty ``app_id``, with which any audience would do."""
        if not app_id:
            raise ValueError
        self._app_id, self._keys, self._issuer = app_id, keys, issuer

    async def bearer(self, header: str) -> Bearer:
        """What the token in an ``Authorization`` header says. Raises RefusedTokenError."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > TOKEN_MAX:
            raise RefusedTokenError(Check.SCHEME)
        name, algorithm = _named(token)
        key = await self._keys.key(name)
        if key is None:
            raise RefusedTokenError(Check.KEY)
        return self._bearer(token, key, algorithm)

    def _bearer(self, token: str, key: Key, algorithm: str) -> Bearer:
        options: jwt.types.Options = {"require": ["exp", "iss", "aud"]}
        try:
            claims: Mapping[str, object] = jwt.decode(
                token, key.public.key, [algorithm], options, audience=self._app_id, issuer=self._issuer, leeway=LEEWAY
            )
        except _UNREADABLE:
            raise RefusedTokenError(Check.CLAIMS) from None
        if not _ends_soon(claims.get("exp")):
            raise RefusedTokenError(Check.CLAIMS)
        service = text_at(claims, "serviceurl")
        if not service:
            raise RefusedTokenError(Check.SERVICE)
        return Bearer(service, key.endorsements)


def _ends_soon(ends: object) -> bool:
    """A token that never ends, in effect, is as bad as one that does not say when."""
    return isinstance(ends, int | float) and ends < time.time() + LIFE_MAX


def check(bearer: Bearer, activity: object) -> None:
    """Whether the activity is what the token was made for. Raises RefusedTokenError."""
    service, channel = text_at(activity, "serviceUrl"), text_at(activity, "channelId")
    if not hmac.compare_digest(service.encode("utf-8", "replace"), bearer.service.encode("utf-8", "replace")):
        raise RefusedTokenError(Check.SERVICE)
    if channel != CHANNEL or channel not in bearer.endorsements:
        raise RefusedTokenError(Check.ENDORSEMENTS)


def _named(token: str) -> tuple[str, str]:
    """The key's id and the algorithm that the token names."""
    try:
        header = jwt.get_unverified_header(token)
    except _UNREADABLE:
        raise RefusedTokenError(Check.HEADER) from None
    name, algorithm = text_at(header, "kid"), text_at(header, "alg")
    if not name or algorithm not in ALGORITHMS:
        raise RefusedTokenError(Check.HEADER)
    return name, algorithm
