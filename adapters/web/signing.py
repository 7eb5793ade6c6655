"""Links that open one policy to whoever holds them, for a while; and the tokens that prove a form is ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from bot.answer import Role

DAYS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Grant:
    """What a link opens: one policy of one school, as its asker might see it. ``expired``: it no longer does."""

    school: str
    policy: str
    role: Role
    expired: bool = False


class Signer:
    """Makes and reads tokens with one secret."""

    def __init__(self, secret: str, days: float = 30.0) -> None:
        """``days`` is how long a link is good for."""
        self._links = URLSafeTimedSerializer(secret, salt="policy-link")
        self._forms = URLSafeTimedSerializer(secret, salt="form")
        self._seconds = days * DAYS

    def sign(self, school: str, policy: str, role: Role) -> str:
        """A token that opens ``policy`` of ``school`` as ``role`` sees it."""
        return _text(self._links.dumps([school, policy, role]))

    def read(self, token: str) -> Grant | None:
        """What a token opens; None for one that we did not make."""
        try:
            return _grant(self._links.loads(token, max_age=int(self._seconds)), expired=False)
        except SignatureExpired as late:
            return _grant(late.payload and self._links.load_payload(late.payload), expired=True)
        except BadSignature:
            return None

    def sign_form(self, session: str) -> str:
        """The token that each form of a session carries."""
        return _text(self._forms.dumps(session))

    def is_form(self, token: str, session: str) -> bool:
        """Whether ``token`` came from a form that we drew for this session, today or yesterday."""
        try:
            return bool(session) and self._forms.loads(token, max_age=2 * DAYS) == session
        except BadSignature:
            return False


def _text(token: str | bytes) -> str:
    return token if isinstance(token, str) else token.decode("ascii")


def _grant(payload: object, *, expired: bool) -> Grant | None:
    match payload:
        case [str(school), str(policy), str(role)] if role in get_args(Role):
            return Grant(school, policy, cast("Role", role), expired)
    return None
