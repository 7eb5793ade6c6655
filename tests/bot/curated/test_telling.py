"""Owners hear of what lapsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.curated.telling import Telling
from bot.messages import Channel, Reply
from tests.bot.curated.signers import BEES, school, signed_in


@dataclass
class Posting:
    """Keeps what is posted and what is known."""

    posted: list[tuple[str, str, str]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def post(self, channel: Channel, place: str, reply: Reply, key: str, person: str = "") -> bool:
        assert (channel, person) == ("slack", "")
        self.posted.append((place, reply.card.plain, key))
        return True

    def get(self, kind: str, key: str) -> str | None:
        return self.known.get(f"{kind}:{key}")

    def put(self, kind: str, key: str, value: str) -> None:
        self.known[f"{kind}:{key}"] = value


def test_an_owner_is_told_once_of_each_version_that_makes_an_answer_lapse(tmp_path: Path) -> None:
    """By name, with the question, the clause and what became of it; not again until yet another version changes it."""
    store, out = school(tmp_path), Posting()
    signed = signed_in(store)
    telling = Telling(store, lambda _: (signed,), out, lambda _: ("slack", "C1"), lambda _: out)

    assert 0 == telling.once()
    school(tmp_path, BEES.replace("the garden", "the orchard"), 2)
    assert (1, 0) == (telling.once(), telling.once())
    place, said, _ = out.posted[0]
    assert "C1" == place
    assert "Mrs Osei, Headteacher: your answer to “May I keep bees in the garden?”" in said
    assert "Bee Policy, 1.1 was changed in version" in said
    school(tmp_path, BEES.replace("the garden", "the meadow"), 3)
    assert 1 == telling.once()


def test_where_nobody_can_be_told_nothing_fails(tmp_path: Path) -> None:
    """A school without a place to write to is passed over, and so is one whose records fail."""
    store, out = school(tmp_path), Posting()

    def broken(_: str) -> tuple[()]:
        raise OSError

    assert 0 == Telling(store, broken, out, lambda _: None, lambda _: out).once()
    assert 0 == Telling(store, broken, out, lambda _: ("slack", "C1"), lambda _: out).once()
