"""Reminders on their way out: each once, over restarts, replicas and the outbox's own forgetting; never at night."""

from __future__ import annotations

import threading
from functools import partial

from bot.card import Card
from bot.messages import Reply
from bot.post import NotNowError
from bot.records.engine import Records
from bot.records.induction import InductionProgress, Path
from bot.records.outbox import Place
from bot.records.post import Post
from bot.records.privacy import Privacy
from bot.records.reminding import Reminding, school_of
from bot.records.retention import Retention
from tests.bot.records.database import Database, EchoDesk, HandClock, ScriptedSender, message, no_concern, until_idle

STARTER = Path("slack:T1/U1", "larkfield", "new_starter")
CHAT = Place("slack", "the chat of U1")
CARD = Reply(Card("Your induction is not finished"))


def _deliver(post: Post, sender: ScriptedSender) -> None:
    until_idle((partial(post.deliver_next, {sender.channel: sender}),))


def test_a_reminder_goes_out_once_however_often_it_is_put_out(records: Records) -> None:
    """A second look, and one after the outbox has forgotten, send nothing; the next number is another reminder."""
    clock, sender = HandClock(), ScriptedSender()
    out, post = Reminding(records, clock), Post(records, no_concern, clock=clock)

    put = [out.send(STARTER, 1, CHAT, CARD), out.send(STARTER, 1, CHAT, CARD)]
    _deliver(post, sender)
    clock.move(days=30)
    Retention(records, clock=clock).run()
    put += [out.send(STARTER, 1, CHAT, CARD), out.send(STARTER, 2, CHAT, CARD)]
    _deliver(post, sender)

    assert [True, False, False, True] == put
    assert 2 == len(sender.sent)
    assert [("reminder", "1"), ("reminder", "2")] == [(each.section, each.item) for each in InductionProgress(records).of(STARTER)]


def test_two_replicas_that_look_at_once_send_one(database: Database) -> None:
    """Eight threads over two connections put out the same reminder; one of them does."""
    replicas = [database.open(), database.open()]
    put: list[bool] = []
    start = threading.Barrier(8)

    def look(number: int) -> None:
        start.wait()
        put.append(Reminding(replicas[number % 2]).send(STARTER, 1, CHAT, CARD))

    threads = [threading.Thread(target=look, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    sender = ScriptedSender()
    _deliver(Post(replicas[0], no_concern), sender)

    assert [True] == [each for each in put if each]
    assert [(CHAT.place, CARD.card.title)] == sender.sent
    for replica in replicas:
        replica.close()


def test_one_that_is_held_back_waits_as_long_as_it_takes_and_holds_up_nobody(records: Records) -> None:
    """Over a weekend it is no try and never dead, and an answer to the same chat goes out meanwhile."""
    clock = HandClock()
    sender = ScriptedSender(script={CHAT.place: [NotNowError("outside the school's hours", 60 * 3600.0), None]})
    post = Post(records, no_concern, clock=clock)
    Reminding(records, clock).send(STARTER, 1, CHAT, CARD)
    _deliver(post, sender)
    assert [] == sender.sent

    post.accept(message("may I keep bees?", place=CHAT.place))
    until_idle((partial(post.answer_next, EchoDesk()), partial(post.deliver_next, {"slack": sender})))
    assert [(CHAT.place, "may I keep bees?")] == sender.sent
    clock.move(60 * 3600 + 2)
    _deliver(post, sender)

    assert (CHAT.place, CARD.card.title) == sender.sent[-1]
    assert (0, 0) == (post.backlog().to_deliver, post.backlog().dead)


def test_a_reminder_names_its_school_and_no_person() -> None:
    """Its key says which school's hours hold, and nobody can be read from it."""
    assert "larkfield" == school_of("reminder/larkfield/0f3a/1")
    assert None is school_of("2f0c9d1e-1111-4a4a-9a9a-0123456789ab")


def test_who_is_erased_is_reminded_of_nothing_that_waits(records: Records) -> None:
    """Erasing a person takes the reminder that has not gone out yet, and that it was ever sent."""
    Reminding(records).send(STARTER, 1, CHAT, CARD)
    Privacy(records).erase(STARTER.person)
    sender = ScriptedSender()
    _deliver(Post(records, no_concern), sender)

    assert ([], ()) == (sender.sent, InductionProgress(records).of(STARTER))
