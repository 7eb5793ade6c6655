"""Replies on their way out, against a connector of ours."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.teams.connector import Connector, credentials_of
from adapters.teams.pieces import Look
from adapters.teams.place import Place, direct_place
from adapters.teams.send import TeamsSender
from adapters.teams.settings import TeamsSettings
from bot.messages import Reply
from bot.post import TryAgainError, UndeliverableError
from tests.adapters.teams.cards import ANSWER
from tests.adapters.teams.connector_server import ConnectorServer
from tests.adapters.teams.fakes import Remembered
from tests.adapters.teams.serving import served

REPLY = Reply(ANSWER)
REPLIES = int(os.environ.get("VERSE_TEST_TEAMS_REPLIES", "40"))  # a multiple of 8


class Sending:
    """A sender and the server that it sends to."""

    def __init__(self, url: str, server: ConnectorServer) -> None:
        self.server, self.references = server, Remembered()
        self.sender = TeamsSender(Connector("", credentials_of(TeamsSettings(playground=True)), 0.5), Look(), self.references)
        self.chat = Place(f"{url}/", "t", "a:1", "personal", "29:u", "28:bot")
        self.thread = replace(self.chat, conversation="19:c@thread.tacv2;messageid=5", kind="channel")


@pytest.fixture
def out() -> Iterator[Sending]:
    server = ConnectorServer()
    with served(*server.routes()) as url:
        sending = Sending(url, server)
        yield sending
        sending.sender.stop()


def test_a_reply_goes_into_its_conversation(out: Sending) -> None:
    """The card arrives in the chat it was asked in, with its citations and the thumbs, addressed as Teams wants it."""
    out.sender.send(out.chat.noted(), REPLY, "k")

    ((conversation, sent),) = out.server.posted
    assert ("a:1", "message", "28:bot", "29:u") == (conversation, sent["type"], sent["from"]["id"], sent["recipient"]["id"])  # type: ignore[index]
    assert ("https://schema.org/Message", 1) == (sent["entities"][0]["type"], sent["entities"][0]["citation"][0]["position"])  # type: ignore[index]
    assert {"feedbackLoop": {"type": "default"}} == sent["channelData"]
    assert "AdaptiveCard" == sent["attachments"][0]["content"]["type"]  # type: ignore[index]
    assert {("sent", "a:1/m1"): "a1", ("sent", "a:1/"): "a1"} == out.references.facts


def test_a_reply_in_a_channel_stays_in_its_thread(out: Sending) -> None:
    """A channel's conversation names the thread, and the reply goes there."""
    out.sender.send(out.thread.noted(), REPLY, "k")

    assert [out.thread.conversation] == [conversation for conversation, _ in out.server.posted]


@pytest.mark.parametrize("status", [401, 408, 412, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again_no_sooner_than_asked(status: int, out: Sending) -> None:
    """What may pass is tried again, after the seconds that Teams names; we post once a try, so that nothing arrives twice."""
    out.server.script, out.server.after = deque([status]), "30"
    with pytest.raises(TryAgainError) as fault:
        out.sender.send(out.chat.noted(), REPLY, "k")
    assert (30.0, []) == (fault.value.after, out.server.posted)

    out.sender.send(out.chat.noted(), REPLY, "k")
    assert 1 == len(out.server.posted)


@pytest.mark.parametrize("fault", ["reset", "hang", "html"])
def test_a_broken_line_is_tried_again(fault: str, out: Sending) -> None:
    """A reset, a hang and a page of HTML end in another try within seconds."""
    out.server.script = deque([fault])
    with pytest.raises(TryAgainError):
        out.sender.send(out.chat.noted(), REPLY, "k")

    out.sender.send(out.chat.noted(), REPLY, "k")
    assert 1 == len(out.server.posted)


@pytest.mark.parametrize("status", [400, 403, 404, 413])
def test_what_teams_will_never_take_is_given_up(status: int, out: Sending) -> None:
    """A conversation that is gone and an app that was removed are no reason to go on trying."""
    out.server.script = deque([status])

    with pytest.raises(UndeliverableError):
        out.sender.send(out.chat.noted(), REPLY, "k")


def test_a_note_that_is_none_of_ours_is_given_up(out: Sending) -> None:
    """A place that cannot be read is undeliverable, not a fault."""
    for place in ("", "{}", "[]", '{"service": 1, "other": 2}'):
        with pytest.raises(UndeliverableError):
            out.sender.send(place, REPLY, "k")


def test_a_thousand_replies_through_faults_arrive_once_each(out: Sending) -> None:
    """Through every kind of fault each reply is delivered once (40 here, 1,000 in `make soak`)."""
    out.server.script = deque(status for _ in range(REPLIES // 8) for status in (429, 412, 502, 504, "reset", 503, "html", 500))
    tries = 0
    for number in range(REPLIES):
        while True:
            tries += 1
            try:
                out.sender.send(out.chat.noted(), REPLY, f"k{number}")
            except TryAgainError:
                continue
            break

    assert (REPLIES, 2 * REPLIES) == (len(out.server.posted), tries)


def test_what_arrived_is_not_sent_again(out: Sending) -> None:
    """The outbox may ask twice with the same key; the person sees the answer once."""
    out.sender.send(out.chat.noted(), REPLY, "k")
    out.sender.send(out.chat.noted(), REPLY, "k")

    assert 1 == len(out.server.posted)


def test_an_answer_can_take_the_place_of_the_pressed_card(out: Sending) -> None:
    """The card that was pressed changes; where it cannot be changed any more, the answer stands below."""
    pressed = replace(out.chat, card="m9").noted()
    out.sender.send(pressed, replace(REPLY, instead=True), "k1")
    assert (["m9"], []) == ([name for name, _ in out.server.updated], out.server.posted)

    out.server.script = deque([404])
    out.sender.send(pressed, replace(REPLY, instead=True), "k2")
    assert 1 == len(out.server.posted)


def test_a_private_answer_leaves_the_channel(out: Sending) -> None:
    """The card goes to the person alone; the channel sees only the note."""
    out.sender.send(out.thread.noted(), Reply(ANSWER, private=True, note="Answered privately."), "k")

    assert ["a:chat", out.thread.conversation] == [conversation for conversation, _ in out.server.posted]
    assert "Answered privately." in str(out.server.posted[1][1])
    assert "friend" not in str(out.server.posted[1][1])
    assert [{"id": "29:u"}] == out.server.opened[0]["members"]


def test_a_private_answer_goes_to_the_chat_that_is_known(out: Sending) -> None:
    """A person who installed the app is written to where they did; no other chat is opened."""
    out.references.put("conversation", "t/29:u", out.chat.noted())
    out.sender.send(out.thread.noted(), Reply(ANSWER, private=True), "k")

    assert (["a:1", out.thread.conversation], []) == ([conversation for conversation, _ in out.server.posted], out.server.opened)


def test_where_no_chat_can_be_opened_the_answer_stays_unsaid(out: Sending) -> None:
    """A private answer is never put in the channel for want of a chat: the person is told how to open one."""
    out.server.closed = {"chats"}
    out.sender.send(out.thread.noted(), Reply(ANSWER, private=True, note="Answered privately."), "k")

    ((conversation, sent),) = out.server.posted
    assert conversation == out.thread.conversation
    assert "open a chat with me" in str(sent)
    assert "friend" not in str(sent)


def test_a_half_delivered_private_answer_is_not_begun_again(out: Sending) -> None:
    """Where the note fails after the card has arrived, the next try sends the note alone."""
    out.references.put("conversation", "t/29:u", out.chat.noted())
    private = Reply(ANSWER, private=True)
    out.server.script = deque([0, 503])
    out.server.script.popleft()
    with pytest.raises(TryAgainError):
        out.sender.send(out.thread.noted(), private, "k")
    out.sender.send(out.thread.noted(), private, "k")

    assert ["a:1", out.thread.conversation] == [conversation for conversation, _ in out.server.posted]


def test_what_goes_to_a_person_unasked_finds_their_chat(out: Sending) -> None:
    """By the person's id in the school's directory: in the chat that is known, or in one that is opened."""
    out.references.put("conversation", "t/aad-1", replace(out.chat, conversation="a:77").noted())
    out.sender.send(direct_place("t/aad-1").noted(), REPLY, "k1")
    out.sender.send(replace(direct_place("t/aad-2", "app"), service=out.chat.service).noted(), REPLY, "k2")

    assert "a:77" == out.server.posted[0][0]
    assert 2 == len(out.server.posted)
    assert out.server.posted[1][0] not in {"", "a:77"}
