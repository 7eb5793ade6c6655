"""What goes wrong on the way out, by the script: a channel that is busy, away or gone, a desk that fails, a replica that dies."""

from __future__ import annotations

from functools import partial

import pytest

from bot.card import Card
from bot.messages import Incoming, Reply
from bot.post import TryAgainError, UndeliverableError
from bot.records.engine import Records
from bot.records.leases import LEASE
from bot.records.post import Post
from tests.bot.records.database import EchoDesk, HandClock, ScriptedSender, message, no_concern, until_idle

SORRY = "I could not answer that"


def _failing(_incoming: Incoming) -> Reply:
    raise RuntimeError


class _Killed(BaseException):
    """As if the process had been killed here."""


def _work(post: Post, desk: EchoDesk, sender: ScriptedSender, clock: HandClock, *, seconds: int = 0) -> None:
    for _ in range(seconds // 10 + 1):
        until_idle((partial(post.answer_next, desk), partial(post.deliver_next, {"slack": sender})))
        clock.move(10 if seconds else 0)


@pytest.mark.parametrize("after", [1.0, 30.0, 120.0])
def test_a_channel_that_says_when_is_never_tried_sooner(records: Records, after: float) -> None:
    """Retry-After is kept to the second, and the reply arrives soon after it."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock, chance=lambda: 0.0), ScriptedSender(script={"C1": [TryAgainError("429", after)]})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, clock)
    clock.move(after - 0.001)
    _work(post, EchoDesk(), sender, clock)
    tried = len(sender.tried)
    clock.move(0.001)
    _work(post, EchoDesk(), sender, clock)

    assert (1, [("C1", "bees")]) == (tried, sender.sent)


def test_waiting_where_the_channel_says_so_costs_no_try(records: Records) -> None:
    """Seven times "in 30 seconds" is patience, not failure: the reply arrives."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock), ScriptedSender(script={"C1": [TryAgainError("429", 30.0)] * 7})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, clock, seconds=300)

    assert [("C1", "bees")] == sender.sent


def test_after_five_tries_the_asker_is_told(records: Records) -> None:
    """A reply that can't be delivered is a dead letter with its reason, and the asker hears that there is no answer."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock), ScriptedSender(script={"C1": [TryAgainError("500")] * 5})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, clock, seconds=60)

    assert [("C1", SORRY)] == sender.sent
    assert ([("C1", "bees")] * 5, 1) == (sender.tried[:5], post.backlog().dead)


def test_a_channel_that_never_comes_back_ends_in_silence_not_in_a_loop(records: Records) -> None:
    """The word that there is no answer is tried as often as any reply, and nothing is said about that."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock), ScriptedSender(script={"C1": [TryAgainError("500")] * 99})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, clock, seconds=120)

    assert (10, 2, 0) == (len(sender.tried), post.backlog().dead, post.backlog().to_deliver)


def test_no_one_waits_longer_than_ten_minutes(records: Records) -> None:
    """A channel that puts us off again and again is given up in time for the asker to be told."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock), ScriptedSender(script={"C1": [TryAgainError("429", 120.0)] * 9})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, clock)
    for _ in range(4):
        clock.move(121)
        _work(post, EchoDesk(), sender, clock)

    assert (5, 1) == (sender.tried.count(("C1", "bees")), post.backlog().dead)


def test_a_place_that_is_gone_is_a_dead_letter_at_once(records: Records) -> None:
    """Where the conversation was deleted nothing is tried again, and its words are not kept."""
    post, sender = Post(records, no_concern), ScriptedSender(script={"C1": [UndeliverableError("channel_not_found")]})
    post.accept(message("bees"))
    _work(post, EchoDesk(), sender, HandClock())

    assert (1, 1, 0) == (len(sender.tried), post.backlog().dead, post.backlog().to_deliver)


def test_a_desk_that_fails_five_times_still_answers(records: Records) -> None:
    """The asker is told that there is no answer; the message's words are deleted all the same."""
    clock = HandClock()
    post, desk, sender = Post(records, no_concern, clock=clock), EchoDesk(_failing), ScriptedSender()
    post.accept(message("bees"))
    _work(post, desk, sender, clock, seconds=60)

    assert (5, [("C1", SORRY)]) == (len(desk.heard), sender.sent)


def test_whom_to_tell_is_said_even_where_nothing_works(records: Records) -> None:
    """When the desk can't answer a report of harm, the asker is still told to speak to someone now."""
    clock = HandClock()
    post, sender = Post(records, lambda _: "dsl", clock=clock), ScriptedSender()
    post.accept(message("he hit her"))
    _work(post, EchoDesk(_failing), sender, clock, seconds=60)

    assert [("C1", "Tell someone now")] == sender.sent


def test_what_a_killed_replica_was_answering_is_answered_by_another(records: Records) -> None:
    """The other takes it when the lease has run out, well within a minute, and one reply goes out."""
    clock = HandClock()
    killed, other = (Post(records, no_concern, clock=clock) for _ in range(2))
    desk, sender = EchoDesk(), ScriptedSender()
    killed.accept(message("bees"))

    def die(_incoming: Incoming) -> Reply:
        raise _Killed

    with pytest.raises(_Killed):
        killed.answer_next(EchoDesk(die))
    assert not other.answer_next(desk)
    clock.move(LEASE.total_seconds())
    _work(other, desk, sender, clock)

    assert LEASE.total_seconds() < 60
    assert [("C1", "bees")] == sender.sent


def test_a_replica_that_lost_its_lease_says_nothing(records: Records) -> None:
    """Who was so slow that another answered meanwhile throws its own answer away."""
    clock = HandClock()
    slow, quick = (Post(records, no_concern, clock=clock) for _ in range(2))
    sender = ScriptedSender()

    def overtaken(_incoming: Incoming) -> Reply:
        clock.move(LEASE.total_seconds())
        quick.answer_next(EchoDesk())
        return Reply(Card("too late"))

    slow.accept(message("bees"))
    slow.answer_next(EchoDesk(overtaken))
    _work(quick, EchoDesk(), sender, clock)

    assert [("C1", "bees")] == sender.sent


def test_a_lease_that_is_renewed_holds(records: Records) -> None:
    """Who is still at work keeps the work."""
    clock = HandClock()
    slow, other = (Post(records, no_concern, clock=clock) for _ in range(2))
    taken = list[bool]()

    def long(_incoming: Incoming) -> Reply:
        for _ in range(3):
            clock.move(LEASE.total_seconds() - 1)
            slow.renew()
            taken.append(other.answer_next(EchoDesk()))
        return Reply(Card("at last"))

    slow.accept(message("bees"))
    slow.answer_next(EchoDesk(long))

    assert ([False] * 3, 1) == (taken, slow.backlog().to_deliver)


def test_what_kills_its_reader_every_time_is_given_up(records: Records) -> None:
    """An event on which five processes died is answered with a word that there is no answer."""
    clock = HandClock()
    post, sender = Post(records, no_concern, clock=clock), ScriptedSender()
    post.accept(message("bees"))

    def die(_incoming: Incoming) -> Reply:
        raise _Killed

    for _ in range(5):
        with pytest.raises(_Killed):
            post.answer_next(EchoDesk(die))
        clock.move(LEASE.total_seconds())
    _work(post, EchoDesk(die), sender, clock)

    assert [("C1", SORRY)] == sender.sent
