"""One acknowledgement and its receipt, which can be checked alone: it holds all that its link was made from."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

ACKNOWLEDGED, REMOVED = "acknowledged", "removed"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a person says to have read.

    ``event`` names the pressing of the button: the same one twice is one acknowledgement. ``person`` is as ``person_of`` has it,
    ``version`` the policy version's hash, ``clauses`` the addresses of those agreed to, ``typed_name`` what was typed as a signature.
    """

    event: str
    school: str
    person: str
    policy: str
    version: str
    clauses: tuple[str, ...] = ()
    typed_name: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """That an acknowledgement was recorded: the ``number``-th of its school's chain, at ``when``."""

    acknowledgement: Acknowledgement
    number: int
    when: datetime
    salt: str
    previous: str
    link: str

    def holds(self) -> bool:
        """Whether the link is the one that these very words make."""
        content = written_content(self.acknowledgement, self.when, self.salt)
        return self.link == link_of(self.previous, digest_of(content))

    def written(self) -> str:
        """As one line of JSON, to be given to the person."""
        return json.dumps(asdict(self) | {"when": self.when.isoformat()}, sort_keys=True)


def read_receipt(text: str) -> Receipt:
    """A receipt from ``Receipt.written``. Raises ValueError."""
    try:
        found = json.loads(text)
        acknowledgement = found.pop("acknowledgement")
        acknowledgement["clauses"] = tuple(acknowledgement["clauses"])
        found["when"] = datetime.fromisoformat(found["when"])
        return Receipt(Acknowledgement(**acknowledgement), **found)
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(text) from fault


def first_link(school: str) -> str:
    """What the first link of a school's chain names as the one before."""
    return sha256(f"verse acknowledgements of {school}".encode("utf-8", "replace")).hexdigest()


def digest_of(content: str) -> str:
    """The digest that stays when the content is taken out; the salt in the content keeps it from being guessed at."""
    return sha256(content.encode("ascii")).hexdigest()


def link_of(previous: str, digest: str) -> str:
    """The link that follows ``previous``."""
    return sha256(f"{previous} {digest}".encode("ascii")).hexdigest()


def written_content(acknowledgement: Acknowledgement, when: datetime, salt: str = "") -> str:
    """All of it as ASCII JSON with sorted names: the bytes that are digested, the same on every database."""
    return _json({**asdict(acknowledgement), "kind": ACKNOWLEDGED, "when": when.isoformat(), "salt": salt or new_salt()})


def written_removal(numbers: tuple[int, ...], by: str, when: datetime) -> str:
    """What the link says by which earlier ones were taken out."""
    return _json({"kind": REMOVED, "numbers": numbers, "by": by, "when": when.isoformat(), "salt": new_salt()})


def removed_numbers(content: str) -> tuple[int, ...]:
    """Which links a removal took out. Raises ValueError, KeyError."""
    return tuple(json.loads(content)["numbers"])


def read_content(content: str) -> tuple[Acknowledgement, datetime, str]:
    """The acknowledgement, its time and its salt. Raises ValueError, KeyError."""
    found = json.loads(content)
    names = ("event", "school", "person", "policy", "version", "typed_name")
    said = Acknowledgement(**{name: found[name] for name in names}, clauses=tuple(found["clauses"]))
    return said, datetime.fromisoformat(found["when"]), found["salt"]


def new_salt() -> str:
    """Chance, 32 characters."""
    return secrets.token_hex(16)


def _json(thing: dict[str, object]) -> str:
    return json.dumps(thing, sort_keys=True, separators=(",", ":"))
