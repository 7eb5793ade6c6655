"""Activities of Teams' as events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.events import hear
from adapters.teams.heard import Heard, Joined, Left, Passed
from adapters.teams.place import Place, read_place
from bot.messages import Asker, Message, Press
from tests.adapters.teams.attacks import hostile

ASKER = Asker("teams", "t/u", "larkfield")
US = {"type": "mention", "text": "<at>Chapter &amp; Verse</at>", "mentioned": {"id": "28:bot", "name": "Chapter & Verse"}}
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "text", "action", "conversation", "value")), inner, max_size=3)
    ),
    max_leaves=8,
)


def activity(**other: object) -> dict[str, object]:
    return {
        "type": "message",
        "id": "7",
        "serviceUrl": "https://smba.example/uk/",
        "from": {"id": "29:u", "aadObjectId": "u"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
        "text": "May I?",
    } | other


def in_channel(**other: object) -> dict[str, object]:
    conversation = {"id": "19:c@thread.tacv2;messageid=5", "conversationType": "channel", "tenantId": "t"}
    return activity(conversation=conversation, channelData={"team": {"id": "19:team"}, "tenant": {"id": "t"}}, **other)


def heard(found: dict[str, object]) -> Heard:
    event = hear(found)
    assert isinstance(event, Heard)
    return event


def test_words_in_a_personal_chat_are_a_message() -> None:
    """The question arrives whole, with where to answer it, and named by conversation and activity."""
    envelope = heard(activity()).envelope(ASKER)

    assert (("a:1/7",), Message(ASKER, "a:1", "May I?")) == (envelope.keys, envelope.incoming)
    assert Place("https://smba.example/uk/", "t", "a:1", "personal", "29:u", "28:bot") == read_place(envelope.place)


def test_a_mention_in_a_channel_is_a_message_without_our_name() -> None:
    """Our own name is no part of the question; others who are mentioned stay in it; the team says which school."""
    text = "<at>Chapter &amp; Verse</at>\u00a0may <at>Sam</at> drive &lt;pupils&gt;?"
    event = heard(in_channel(text=text, entities=[US]))

    assert ("may Sam drive <pupils>?", "19:team") == (event.text, event.team)
    assert not event.envelope(ASKER).incoming.private


def test_a_group_chat_is_known_by_its_own_id() -> None:
    """There is no team in a group chat, so its id stands for it."""
    conversation = {"id": "19:g@thread.v2", "conversationType": "groupChat", "tenantId": "t"}

    assert "19:g@thread.v2" == heard(activity(conversation=conversation, entities=[US], text="<at>Chapter &amp; Verse</at> help")).team


def test_what_others_say_among_themselves_is_not_heard() -> None:
    """In a channel or group we answer who mentions us, and nobody else."""
    assert Passed() == hear(in_channel())


def test_our_name_alone_asks_for_help() -> None:
    """A mention with nothing said is answered with what we can do."""
    incoming = heard(in_channel(text="<at>Chapter &amp; Verse</at>", entities=[US])).envelope(ASKER).incoming

    assert isinstance(incoming, Message)
    assert "help" == incoming.text


def test_a_press_brings_its_action_its_id_and_the_fields() -> None:
    """A button's data and the card's inputs come apart again, and the card that was pressed is known."""
    value = {"action": "person_send", "value": "a1", "field.words": "Please call", "other": "x", "field.odd": 7}
    event = heard(activity(text=None, value=value, replyToId="m9"))

    assert Press(ASKER, "a:1", "person_send", "a1", (("words", "Please call"),)) == event.envelope(ASKER).incoming
    assert "m9" == event.place.card


@pytest.mark.parametrize(
    ("value", "action", "fields"),
    [
        ({"reaction": "like", "feedback": "{}"}, "helpful", ()),
        ({"reaction": "dislike", "feedback": ""}, "unhelpful", ()),
        ({"reaction": "dislike", "feedback": json.dumps({"feedbackText": " wrong "})}, "unhelpful_reason", (("reason", "wrong"),)),
        ({"reaction": "dislike", "feedback": "wrong"}, "unhelpful_reason", (("reason", "wrong"),)),
    ],
)
def test_a_thumb_is_a_press(value: dict[str, str], action: str, fields: tuple[tuple[str, str], ...]) -> None:
    """Both thumbs arrive, with the reason where one was typed, and with the message that they are under."""
    event = heard(
        activity(type="invoke", name="message/submitAction", replyToId="m9", value={"actionName": "feedback", "actionValue": value})
    )

    assert (action, fields, "a:1/m9") == (event.action, event.fields, event.about)


def test_installing_and_removing_are_noticed() -> None:
    """Both ways in which Teams tells of them; other people's coming and going is nothing to us."""
    assert isinstance(hear(activity(type="installationUpdate", action="add")), Joined)
    assert isinstance(hear(activity(type="conversationUpdate", membersAdded=[{"id": "28:bot"}])), Joined)
    assert isinstance(hear(activity(type="installationUpdate", action="remove")), Left)
    assert isinstance(hear(activity(type="conversationUpdate", membersRemoved=[{"id": "28:bot"}])), Left)
    assert Passed() == hear(activity(type="conversationUpdate", membersAdded=[{"id": "29:other"}]))


@given(
    st.dictionaries(st.sampled_from((*activity(), "entities", "value", "name", "replyToId", "channelData", "membersAdded", "action")), odd)
)
def test_whatever_an_activity_holds_nothing_breaks(other: dict[str, object]) -> None:
    """Odd activities are passed over, or heard for what is sound in them, and what is heard can be kept."""
    for name in ("message", "invoke", "conversationUpdate", "installationUpdate"):
        event = hear(activity(**other) | {"type": name})
        if isinstance(event, Heard):
            assert event.place == read_place(event.envelope(ASKER).place)


def test_hostile_words_arrive_as_they_are(shared: Path) -> None:
    """Nothing in a text can pass for a press, a mention of us or another's message."""
    for text in hostile(shared):
        incoming = heard(activity(text=text)).envelope(ASKER).incoming
        assert isinstance(incoming, Message)
        assert Passed() == hear(in_channel(text=text))
