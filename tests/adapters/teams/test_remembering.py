"""Where a person can be written to unasked: remembered from what they say, forgotten with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from adapters.teams.app import Keeping
from adapters.teams.connector import Connector, credentials_of
from adapters.teams.heard import Heard
from adapters.teams.pieces import Look
from adapters.teams.place import Place, read_place
from adapters.teams.send import CHAT, TeamsSender
from adapters.teams.settings import TeamsSettings
from bot.card import Card
from tests.adapters.teams.fakes import Box, Everybody, Remembered

CHATTING = Place("http://127.0.0.1:9/", "t", "a:1", "personal", "29:u", "28:bot", "m3")


@dataclass
class Whose(Remembered):
    """References that know whom each is about."""

    people: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, kind: str, key: str, value: str, person: str = "") -> None:
        super().put(kind, key, value)
        self.people[kind, key] = person


class Silent(TeamsSender):
    """Sends nothing."""

    def typing(self, place: Place) -> None: ...

    def tell(self, place: Place, card: Card) -> None: ...


@pytest.fixture
def references() -> Whose:
    return Whose()


@pytest.fixture
def keeping(references: Whose) -> Iterator[Keeping]:
    sender = Silent(Connector("", credentials_of(TeamsSettings(playground=True)), 0.5), Look(), references)
    yield Keeping(Box(), Everybody(), references, sender, Counter())
    sender.stop()


def test_who_writes_to_us_alone_can_be_written_to(keeping: Keeping, references: Whose) -> None:
    """Their chat is known by their id in the directory, is erased with them, and holds no card of the moment."""
    keeping.keep(Heard(("1",), CHATTING, "", "aad-1", "help"))

    assert replace(CHATTING, card="") == read_place(references.facts[CHAT, "t/aad-1"])
    assert "t/aad-1" == references.people[CHAT, "t/aad-1"]


def test_a_channel_is_nobodys_own_chat(keeping: Keeping, references: Whose) -> None:
    """What is said in a team says nothing of where to write to a person alone."""
    keeping.keep(Heard(("1",), replace(CHATTING, kind="channel"), "19:team", "aad-1", "help"))

    assert {} == references.facts


def test_a_chat_that_was_left_is_forgotten(keeping: Keeping, references: Whose) -> None:
    """Installing remembers the chat by both of the person's ids; removing forgets both."""
    keeping.join(CHATTING, "aad-1")
    known = {key for kind, key in references.facts if kind == CHAT}
    keeping.leave(CHATTING, "aad-1")

    assert {"t/29:u", "t/aad-1"} == known
    assert {"t/aad-1"} == {whose for (kind, _), whose in references.people.items() if kind == CHAT}
    assert set() == {key for kind, key in references.facts if kind == CHAT}
