"""The off switch, and a desk for who waits at a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.at_once import AtOnce
from bot.card import Card
from bot.messages import Asker, Channel, Handover, Incoming, Message, Press, Reply, Reported
from bot.off import OffSwitch, SwitchedDesk

YES = Reply(Card("Yes."))
ALL = {"slack", "teams", "web"}
HARM = "A child told me that her stepfather hits her and she is scared to go home"


def message(text: str, channel: Channel = "slack") -> Message:
    return Message(Asker(channel, "U7", "hive-hill"), "talk", text)


@dataclass
class FakeDesk:
    """A desk that gives one reply, or fails, and remembers what came in."""

    answer: Reply = YES
    fault: Exception | None = None
    came: list[Incoming] = field(default_factory=list)

    def reply(self, incoming: Incoming) -> Reply:
        self.came.append(incoming)
        if self.fault:
            raise self.fault
        return self.answer


@dataclass
class FakePost:
    """A post that keeps what it is given, or can't."""

    fault: OSError | None = None
    kept: list[tuple[str, str, str, str]] = field(default_factory=list)

    def post(self, channel: Channel, place: str, reply: Reply, key: str, person: str = "") -> bool:
        if self.fault:
            raise self.fault
        assert key
        self.kept.append((channel, place, reply.card.title, person))
        return True


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ("slack", {"slack"}),
        ("# slack\nTEAMS  # today", {"teams"}),
        ("all", ALL),
        ("", ALL),
        ("# x", ALL),
    ],
)
def test_the_file_names_what_is_off(tmp_path: Path, words: str, off: set[str]) -> None:
    """A channel a line, remarks after #, and an empty file for everything."""
    (tmp_path / "off").write_text(words)

    assert off == {channel for channel in ("slack", "teams", "web") if OffSwitch(tmp_path / "off").is_off(channel)}


def test_it_works_within_five_seconds_either_way(tmp_path: Path) -> None:
    """The file is looked at again every two seconds, and may come and go."""
    now = [0.0]
    switch = OffSwitch(tmp_path / "off", lambda: now[0])
    seen = []
    for seconds, there in ((0.0, False), (3.0, True), (6.0, False)):
        now[0] = seconds
        (tmp_path / "off").write_text("slack") if there else (tmp_path / "off").unlink(missing_ok=True)
        seen.append(switch.is_off("slack"))

    assert [False, True, False] == seen


def test_a_channel_that_is_off_answers_nothing_and_the_others_go_on(tmp_path: Path) -> None:
    """No question or press of that channel reaches the desk."""
    (tmp_path / "off").write_text("slack")
    desk = FakeDesk()
    switched = SwitchedDesk(desk, OffSwitch(tmp_path / "off"))

    for incoming in (message("May I?"), Press(Asker("slack", "U7", "hive-hill"), "talk", "fact", "A1:0")):
        assert "switched off" in switched.reply(incoming).card.title
    assert "Yes." == switched.reply(message("May I?", "teams")).card.title
    assert ["teams"] == [each.asker.channel for each in desk.came]


@pytest.mark.parametrize("fault", [None, OSError("everything is down")])
def test_a_concern_gets_whom_to_tell_though_all_is_off_and_down(tmp_path: Path, fault: Exception | None) -> None:
    """The signpost never depends on the switch, the desk or the records."""
    (tmp_path / "off").write_text("all")
    names = Reply(Card("Speak to Mrs Okafor now.", tone="urgent"))

    reply = SwitchedDesk(FakeDesk(names, fault), OffSwitch(tmp_path / "off")).reply(message(HARM))

    assert "urgent" == reply.card.tone
    assert ("Mrs Okafor" in reply.card.title) == (fault is None)
    assert HARM not in str(reply)


def test_what_remains_of_a_concern_goes_to_the_desk(tmp_path: Path) -> None:
    """An event that was kept as a concern is answered as one, whatever is off."""
    (tmp_path / "off").write_text("all")
    desk = FakeDesk()

    SwitchedDesk(desk, OffSwitch(tmp_path / "off")).reply(Reported(Asker("slack", "U7", "hive-hill"), "talk", "dsl"))

    assert 1 == len(desk.came)


def test_a_card_for_somebody_else_is_kept_before_the_asker_is_told() -> None:
    """What the web's asker sends on to a person goes by the post; where that fails, nobody is told that it went."""
    reply = Reply(Card("Sent."), also=(Handover("slack", "office", Card("A question")),))
    post = FakePost()

    assert reply == AtOnce(FakeDesk(reply), post).reply(message("x", "web"))
    assert [("slack", "office", "A question", "web:U7")] == post.kept
    with pytest.raises(OSError, match="full"):
        AtOnce(FakeDesk(reply), FakePost(OSError("full"))).reply(message("x", "web"))
