"""What people do in Slack, end to end: the real Bolt app, real signatures, a strict Web API."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from adapters.slack.place import read_place
from adapters.slack.preview.world import BOT, direct_of
from bot.messages import Message, Press
from tests.adapters.slack.conftest import CANARY, Stage, until

Run = Callable[[Callable[[Stage], Awaitable[None]]], None]


def test_a_direct_message_is_answered_there(run: Run) -> None:
    """A question in the direct message gets one answer in the direct message, with buttons and thumbs."""

    async def play(stage: Stage) -> None:
        answer = await stage.ask("may I accept a gift?")
        assert BOT == answer.user
        assert ["header", "rich_text", "rich_text", "rich_text", "actions", "context_actions"] == [block["type"] for block in answer.blocks]
        assert [] == stage.world.refused
        await until(lambda: ["eyes"] == [sign["name"] for sign in stage.world.signs])

    run(play)


def test_a_mention_is_answered_once_in_its_thread(run: Run) -> None:
    """Slack tells of one mention twice; there is one answer, in the thread, and the bot's name is not part of the question."""

    async def play(stage: Stage) -> None:
        events = stage.person().says(f"<@{BOT}> may I accept a gift?", "C1")
        assert [200, 200, 200] == await stage.deliver(*events, events[0])
        await stage.work()
        asked, answer = stage.world.said("C1")
        assert (asked.ts, BOT) == (answer.thread, answer.user)
        incoming = stage.postbox.kept[0].incoming
        assert isinstance(incoming, Message)
        assert ("may I accept a gift?", False) == (incoming.text, incoming.private)
        assert 1 == len(stage.postbox.kept)

    run(play)


def test_follow_ups_need_no_mention_until_another_person_speaks(run: Run) -> None:
    """In a thread that began with a mention the asker just goes on; after somebody else has spoken the bot keeps out."""

    async def play(stage: Stage) -> None:
        asker, other = stage.person("U7"), stage.person("U8")
        await stage.deliver(*asker.says(f"<@{BOT}> may I accept a gift?", "C1"))
        await stage.work()
        root = stage.world.said("C1")[0].ts
        await stage.deliver(*asker.says("and from a parent?", "C1", root))
        assert 2 == len(stage.postbox.kept)
        await stage.deliver(*other.says("I would not", "C1", root), *asker.says("really?", "C1", root))
        assert 2 == len(stage.postbox.kept)

    run(play)


def test_others_talk_undisturbed(run: Run) -> None:
    """Messages without a mention, threads that began without one, bots, edits and our own messages are left alone."""

    async def play(stage: Stage) -> None:
        asker = stage.person()
        talk = asker.says("lunch?", "C1")
        root = stage.world.said("C1")[0].ts
        kind, edit = asker.says("first", asker.direct)[0]
        edit["event"] |= {"subtype": "message_changed"}
        _, robot = asker.says("beep", asker.direct)[0]
        robot["event"] |= {"bot_id": "B77"}
        _, ours = asker.says("me", asker.direct)[0]
        ours["event"] |= {"user": BOT}
        events = [*talk, *asker.says("anyone?", "C1", root), (kind, edit), (kind, robot), (kind, ours)]
        assert [200] * 5 == await stage.deliver(*events)
        assert [] == stage.postbox.kept

    run(play)


def test_the_command_answers_in_the_direct_message(run: Run) -> None:
    """/policy says at once where the answer will be, and belongs to the same conversation as the direct message."""

    async def play(stage: Stage) -> None:
        person = stage.person()
        assert [200, 200] == await stage.deliver(person.commands("lookup gifts"), person.commands(""))
        await stage.work()
        texts = [kept.incoming.text for kept in stage.postbox.kept if isinstance(kept.incoming, Message)]
        assert ["lookup gifts", "help"] == texts
        assert [BOT, BOT] == [one.user for one in stage.world.said(direct_of("U7"))]
        assert {"T0PREVIEW/U7"} == {kept.incoming.conversation for kept in stage.postbox.kept}

    run(play)


def test_a_button_puts_its_answer_over_the_card(run: Run) -> None:
    """The missing fact is pressed and the card that asked for it becomes the answer, in place."""

    async def play(stage: Stage) -> None:
        card = await stage.ask("may I?")
        press = stage.person().presses(card, "fact")
        assert [200, 200] == await stage.deliver(press, press)
        await stage.work()
        now = stage.world.said(card.channel)[-1]
        assert (card.ts, 1) == (now.ts, now.edits)
        incoming = stage.postbox.kept[-1].incoming
        assert isinstance(incoming, Press)
        assert ("fact", "A1:0") == (incoming.action, incoming.value)
        assert 2 == len(stage.postbox.kept)

    run(play)


def test_asking_a_person_sends_only_the_words_that_were_typed(run: Run) -> None:
    """Consent is a card with a box; what is typed there comes with the press."""

    async def play(stage: Stage) -> None:
        card = await stage.ask("may I?")
        await stage.deliver(stage.person().presses(card, "person"))
        await stage.work()
        consent = stage.world.said(card.channel)[-1]
        held = {"words": {"type": "plain_text_input", "value": "please call me"}}
        await stage.deliver(stage.person().presses(consent, "person_send", held))
        incoming = stage.postbox.kept[-1].incoming
        assert isinstance(incoming, Press)
        assert (("words", "please call me"),) == incoming.fields

    run(play)


def test_a_thumb_down_asks_why(run: Run) -> None:
    """👎 is kept, a modal asks for the reason, and what is sent there is kept with the answer's id."""

    async def play(stage: Stage) -> None:
        card = await stage.ask("may I?")
        await stage.deliver(stage.person().thumbs(card, up=False))
        await until(lambda: bool(stage.world.modals))
        await stage.deliver(stage.person().sends_modal(stage.world.modals[0], "wrong clause"))
        await stage.work()
        presses = [kept.incoming for kept in stage.postbox.kept if isinstance(kept.incoming, Press)]
        said = [(press.action, press.value, press.fields) for press in presses]
        assert [("unhelpful", "A1", ()), ("unhelpful_reason", "A1", (("reason", "wrong clause"),))] == said
        assert {"hush"} == {read_place(kept.place).kind for kept in stage.postbox.kept[1:]}

    run(play)


def test_a_thumb_up_is_thanked_in_passing(run: Run) -> None:
    """👍 leaves no message that stays."""

    async def play(stage: Stage) -> None:
        card = await stage.ask("may I?")
        before = len(stage.world.said(card.channel))
        await stage.deliver(stage.person().thumbs(card, up=True))
        await stage.work()
        assert before == len(stage.world.said(card.channel))
        assert "U7" == stage.world.messages[-1].to

    run(play)


def test_a_private_answer_leaves_only_a_note_in_the_channel(run: Run) -> None:
    """What must not be read by others goes to the direct message; the thread gets the note."""

    async def play(stage: Stage) -> None:
        await stage.deliver(*stage.person().says(f"<@{BOT}> tell me privately", "C1"))
        await stage.work()
        assert ["I have answered you privately."] == [one.text for one in stage.world.said("C1") if one.user == BOT]
        assert 1 == len(stage.world.said(direct_of("U7")))

    run(play)


def test_the_home_tab_shows_the_policies_and_takes_questions(run: Run) -> None:
    """Opening Home draws an ask box above the policies; a question there is answered in the direct message."""

    async def play(stage: Stage) -> None:
        person = stage.person()
        await stage.deliver(person.opens_home())
        await stage.work()
        assert "input" == stage.world.homes["U7"]["blocks"][0]["type"]
        await stage.deliver(person.asks_at_home("may I keep bees?"))
        await stage.work()
        assert BOT == stage.world.said(person.direct)[-1].user
        assert [] == stage.world.refused

    run(play)


def test_the_shortcut_asks_about_a_message(run: Run) -> None:
    """The shortcut “What's our policy on this?” on somebody's message is answered to who picked it, alone."""

    async def play(stage: Stage) -> None:
        stage.person("U8").says("a parent gave me wine &amp; cheese", "C1")
        await stage.deliver(stage.person().picks_shortcut(stage.world.said("C1")[0]))
        incoming = stage.postbox.kept[0].incoming
        assert isinstance(incoming, Message)
        assert ("a parent gave me wine & cheese", True, "T0PREVIEW/U7") == (incoming.text, incoming.private, incoming.asker.person)

    run(play)


def test_a_place_that_is_not_set_up_is_told_so_once(run: Run) -> None:
    """Where no school is known nothing is kept, and the person is told who can help, once."""

    async def play(stage: Stage) -> None:
        event = stage.person("U9").says("may I?")[0]
        assert [200, 200] == await stage.deliver(event, event)
        await until(lambda: bool(len(stage.world.said(direct_of("U9"))) > 1))
        assert [] == stage.postbox.kept
        assert 1 == len([one for one in stage.world.said(direct_of("U9")) if one.user == BOT])

    run(play)


def test_what_we_log_ourselves_is_still_logged(run: Run) -> None:
    """Bolt, which is kept silent, takes no logger of ours with it."""

    async def play(stage: Stage) -> None:
        await stage.ask("may I accept a gift?")
        ours = ("verse", "verse.post", "verse.serve", "bot.desk", "adapters")
        assert [] == [name for name in ours if logging.getLogger(name).disabled or not logging.getLogger(name).isEnabledFor(logging.ERROR)]

    run(play)


def test_what_cannot_be_kept_is_not_acknowledged(run: Run) -> None:
    """With the disk full Slack is told 503 and sends again; once there is room, the question is answered once."""

    async def play(stage: Stage) -> None:
        event = stage.person().says(f"may I? {CANARY}")[0]
        stage.postbox.full = True
        assert [503] == await stage.deliver(event)
        stage.postbox.full = False
        assert [200, 200] == await stage.deliver(event, event)
        assert 1 == len(stage.postbox.kept)

    run(play)


def test_newer_workspaces_get_suggestions_and_a_status(run: Run) -> None:
    """Where the assistant's features are granted, an opened conversation is offered questions and shows that we are reading."""

    async def play(stage: Stage) -> None:
        stage.world.statuses = True
        person = stage.person()
        await stage.deliver(person.opens_home("messages"))
        event = person.says("may I?", thread="1.1")[0]
        await stage.deliver(event)
        await until(lambda: bool(len(stage.world.signs) > 1))
        assert {"prompts", "status"} <= {name for sign in stage.world.signs for name in sign}

    run(play)
