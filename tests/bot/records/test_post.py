"""The post: kept before it is acknowledged, answered in order, delivered once."""

from __future__ import annotations

import os
import random
import threading
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text

from bot.card import Card
from bot.messages import Asker, Envelope, Handover, Incoming, Message, Press, Reply, Reported
from bot.post import UndeliverableError
from bot.records.engine import Records
from bot.records.post import Post
from bot.records.working import ANSWERING
from tests.bot.records.database import ASKER, Database, EchoDesk, HandClock, ScriptedSender, message, no_concern, until_idle

EVENTS = int(os.environ.get("VERSE_TEST_EVENTS", "1000"))
ON_A_SERVER = int(os.environ.get("VERSE_TEST_EVENTS", "300"))  # PostgreSQL takes twice as long for each
CANARY = "canary-7f3a"


def _everything(records: Records) -> str:
    """All that the post holds, as one text."""
    with records.reading() as connection:
        rows = [connection.execute(text(f"SELECT * FROM {table}")).all() for table in ("inbox", "outbox", "seen")]  # noqa: S608 - our own names
    return str(rows)


def _work(post: Post, desk: EchoDesk, sender: ScriptedSender) -> None:
    until_idle((partial(post.answer_next, desk), partial(post.deliver_next, {sender.channel: sender})))


def test_an_event_is_answered_once_and_its_words_are_deleted(records: Records) -> None:
    """What was asked comes out as one reply in its place; afterwards neither the words nor the place are kept."""
    post, desk, sender = Post(records, no_concern), EchoDesk(), ScriptedSender()

    post.accept(message(f"may I keep bees? {CANARY}"))
    assert CANARY in _everything(records)
    _work(post, desk, sender)

    assert [("C1", f"may I keep bees? {CANARY}")] == sender.sent
    assert CANARY not in _everything(records)
    assert (0, 0, 0) == (post.backlog().to_answer, post.backlog().to_deliver, post.backlog().dead)


def test_an_event_that_shares_any_key_is_the_same_event(records: Records) -> None:
    """A chain of repeats, each known only by a key of the one before, is one event."""
    post = Post(records, no_concern)

    kept = [post.accept(message("bees", *keys)) for keys in (("a", "b"), ("b", "c"), ("c",), ("d",))]

    assert [True, False, False, True] == kept


def test_the_same_key_from_another_channel_is_another_event(records: Records) -> None:
    """Slack's and Teams' names for events have nothing to do with each other."""
    post = Post(records, no_concern)

    assert post.accept(message("bees", "1"))
    assert post.accept(message("bees", "1", asker=Asker("teams", "T/1", "larkfield")))


def test_a_concern_is_kept_without_its_words(records: Records) -> None:
    """What reports harm reaches the desk as whom to tell, and no table ever held a word of it."""
    post, desk = Post(records, lambda words: "headteacher" if "bruise" in words else None), EchoDesk()

    post.accept(message(f"he has a bruise {CANARY}", "1"))
    post.accept(Envelope(("2",), "C2", Press(ASKER, "C2", "unhelpful_reason", fields=(("reason", f"a bruise {CANARY}"),))))
    assert CANARY not in _everything(records)
    _work(post, desk, ScriptedSender())

    assert [Reported(ASKER, "C1", "headteacher"), Reported(ASKER, "C2", "headteacher")] == desk.heard


def test_words_to_a_person_are_passed_on_whatever_they_say(records: Records) -> None:
    """Who asks a person writes to that person: it isn't taken for a report to us."""
    post, desk = Post(records, lambda _: "dsl"), EchoDesk()
    press = Press(ASKER, "C1", "person_send", fields=(("words", "please ring me"),))

    post.accept(Envelope(("1",), "C1", press))
    _work(post, desk, ScriptedSender())

    assert [press] == desk.heard


def test_what_a_platform_should_not_send_is_kept_all_the_same(records: Records) -> None:
    """NUL and half a surrogate pair neither stop an event nor stay in it for a database to choke on."""
    post, desk = Post(records, no_concern), EchoDesk()

    post.accept(message("bees\0 \ud800", "key\0\ud800", place="\0\ud800"))
    _work(post, desk, ScriptedSender())

    assert ["bees\0 ?"] == [heard.text for heard in desk.heard if isinstance(heard, Message)]


def test_a_place_is_answered_in_order_while_others_go_on(records: Records) -> None:
    """Where one place's reply must wait, its later replies wait behind it and another place's go out."""
    clock = HandClock()
    post, desk = Post(records, no_concern, clock=clock), EchoDesk()
    sender = ScriptedSender(script={"C1": [OSError("away")]})
    for words, place in (("one", "C1"), ("two", "C1"), ("three", "C2")):
        post.accept(message(words, place=place))

    _work(post, desk, sender)
    assert [("C2", "three")] == sender.sent
    clock.move(60)
    _work(post, desk, sender)

    assert [("C2", "three"), ("C1", "one"), ("C1", "two")] == sender.sent


def test_messages_of_one_conversation_are_answered_one_after_the_other(records: Records) -> None:
    """A follow-up is not begun while what it follows is still being answered, wherever the replies go."""
    post, other = Post(records, no_concern), Post(records, no_concern)
    during = list[bool]()

    def nosy(incoming: object) -> Reply:
        during.append(other.answer_next(EchoDesk()))
        return Reply(Card(str(incoming)))

    post.accept(message("one", place="C1", conversation="talk"))
    post.accept(message("two", place="C2", conversation="talk"))
    post.answer_next(EchoDesk(nosy))

    assert [False] == during


def test_a_reply_takes_cards_for_others_along(records: Records) -> None:
    """A hand-over goes out on its own, to its own channel, and the asker's reply doesn't carry it."""
    post = Post(records, no_concern)
    desk = EchoDesk(lambda _: Reply(Card("sent on"), also=(Handover("teams", "office", Card("a question for you")),)))
    slack, teams = ScriptedSender(), ScriptedSender("teams")

    post.accept(message("please ask someone"))
    until_idle((partial(post.answer_next, desk), partial(post.deliver_next, {"slack": slack, "teams": teams})))

    assert ([("C1", "sent on")], [("office", "a question for you")]) == (slack.sent, teams.sent)


def test_who_handed_something_on_is_told_where_it_did_not_arrive(records: Records) -> None:
    """A hand-over to a place that is gone comes back to the asker as a word that it wasn't passed on."""
    post = Post(records, no_concern)
    desk = EchoDesk(lambda _: Reply(Card("sent on"), also=(Handover("slack", "office", Card("a question for you")),)))
    sender = ScriptedSender(script={"office": [UndeliverableError("gone")]})

    post.accept(message("please ask someone"))
    _work(post, desk, sender)

    assert [("C1", "sent on"), ("C1", "Your message was not passed on")] == sender.sent


def test_a_reply_that_answers_no_event_goes_out_once(records: Records) -> None:
    """A reminder posted twice with one key is one reminder."""
    post, sender = Post(records, no_concern), ScriptedSender()

    posted = [post.post("slack", "C1", Reply(Card("a reminder")), "reminder/7") for _ in range(2)]
    _work(post, EchoDesk(), sender)

    assert ([True, False], [("C1", "a reminder")]) == (posted, sender.sent)


def test_a_channel_that_is_not_served_here_is_left_to_who_serves_it(records: Records) -> None:
    """A replica delivers only for the channels that it has a sender for."""
    post = Post(records, no_concern)
    post.accept(message("bees"))
    _work(post, EchoDesk(), ScriptedSender("teams"))

    assert 1 == post.backlog().to_deliver


def test_every_event_over_two_replicas_is_one_reply(database: Database) -> None:
    """Events that arrive one to four times, shuffled, at two replicas at once, are each answered once."""
    chance = random.Random(20260504)  # noqa: S311 - a test's own order
    count = ON_A_SERVER if database.url else EVENTS
    events = [message(f"question {n}", f"id {n}", place=f"C{n % 97}", conversation=f"talk {n}") for n in range(count)]
    arriving = [replace(event, keys=(*event.keys, f"delivery {n}/{again}")) for n, event in enumerate(events) for again in range(n % 4 + 1)]
    chance.shuffle(arriving)
    sender, stop = ScriptedSender(), threading.Event()
    opened = [database.open() for _ in range(2)]
    posts = [Post(each, no_concern) for each in opened]
    working = [threading.Thread(target=post.run, args=(EchoDesk(), [sender], stop)) for post in posts]
    for thread in working:
        thread.start()

    accepting = [threading.Thread(target=lambda n=n: [posts[n].accept(event) for event in arriving[n::2]]) for n in range(2)]
    for thread in accepting:
        thread.start()
    for thread in accepting:
        thread.join()
    waited = threading.Event()
    while posts[0].backlog().to_answer + posts[0].backlog().to_deliver:
        waited.wait(0.05)
    stop.set()
    for thread in working:
        thread.join()
    for each in opened:
        each.close()

    assert count == len(sender.sent) == len(set(sender.sent))
    assert {1} == set(sender.keys.values())


@pytest.mark.parametrize("place", ["C1", '{"channel": "C1", "thread": "1.2"}'])
def test_a_place_comes_back_as_the_channel_wrote_it(records: Records, place: str) -> None:
    """What a channel notes of where the reply goes is nobody else's to read."""
    post, sender = Post(records, no_concern), ScriptedSender()
    post.accept(message("bees", place=place))
    _work(post, EchoDesk(), sender)

    assert [(place, "bees")] == sender.sent


def test_stopping_finishes_what_is_begun_and_leaves_the_rest(records: Records) -> None:
    """What was being answered is answered and delivered; what was not begun waits for the next start."""
    post, sender, stop, begun, go_on = (
        Post(records, no_concern),
        ScriptedSender(),
        threading.Event(),
        threading.Semaphore(0),
        threading.Event(),
    )

    def slow(incoming: Incoming) -> Reply:
        begun.release()
        go_on.wait()
        return EchoDesk().reply(incoming)

    for number in range(5):
        post.accept(message(f"question {number}", place=f"C{number}"))
    working = threading.Thread(target=post.run, args=(EchoDesk(slow), [sender], stop))
    working.start()
    for _ in range(ANSWERING):
        begun.acquire()
    stop.set()
    go_on.set()
    working.join()

    assert (ANSWERING, 5 - ANSWERING, 0) == (len(sender.sent), post.backlog().to_answer, post.backlog().to_deliver)


def test_what_hangs_does_not_keep_the_process(records: Records) -> None:
    """A desk that never comes back is left after the grace, its event open for another replica."""
    post, stop, begun, never = Post(records, no_concern), threading.Event(), threading.Event(), threading.Event()

    def hang(incoming: Incoming) -> Reply:
        begun.set()
        never.wait()
        return EchoDesk().reply(incoming)

    post.accept(message("bees"))
    working = threading.Thread(target=post.run, args=(EchoDesk(hang), [ScriptedSender()], stop, 0.2))
    working.start()
    begun.wait()
    stop.set()
    working.join()
    left = post.backlog().to_answer
    never.set()

    assert 1 == left
