"""Messages read as cases."""

from __future__ import annotations

import pytest

from bot.case.asked import kinds
from bot.case.reading import read_case


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("can I keep the box of pears?", "may"),
        ("nothing to stop me keeping the pears, is there?", "may"),
        ("so I can keep the pears, can't I?", "may"),
        ("am I breaking any rule if I keep the pears", "may"),
        ("since it's fruit the rule doesn't apply, does it?", "may"),
        ("do I have to wear the badge", "must"),
        ("can I skip the register", "need_not"),
        ("who signs the van form?", "who"),
        ("how soon must it be logged", "when"),
        ("what happens if I lose the fob", "consequence"),
        ("how much can the raffle prize be", "how_many"),
        ("does a moped count as a car", "meaning"),
        ("suppose a goat got in", "hypothetical"),
        ("my boss has said yes to the van", "approval_held"),
        ("I took it without asking permission", "no_approval"),
        ("on my own phone", "own_device"),
        ("She left in July.", "statement"),
    ],
)
def test_a_message_asks_what_its_words_ask(message: str, kind: str) -> None:
    """Each kind of question is known by its words."""
    assert kind in kinds(message)


def test_a_question_is_no_statement() -> None:
    """What ends with a question mark states nothing."""
    assert "statement" not in kinds("did she leave in July?")


def test_a_former_pupil_is_told_from_a_pupil() -> None:
    """Whom it is about decides which clause is meant."""
    old, now = read_case(("can I text an old pupil? she's 22",)), read_case(("can I text a pupil? she's 12",))
    assert (True, False) == ("former_pupil" in old.parties, "former_pupil" in now.parties)


@pytest.mark.parametrize("message", ["a song for the leavers assembly", "the leavers' hoodies", "y6 leavers disco"])
def test_a_leavers_party_is_nobody_who_left(message: str) -> None:
    """Those whom it is for are pupils still."""
    assert "former_pupil" not in read_case((message,)).parties
    assert "former_pupil" in read_case(("one of last year's leavers has added me",)).parties


def test_a_follow_up_takes_the_last_age() -> None:
    """Of several ages the last said stands; other amounts all do."""
    case = read_case(("can I lend a fiver to Jo, she's 22?", "what about her brother, he's 16"))
    assert [("money", 5.0), ("age", 16.0)] == [(q.kind, q.value) for q in case.amounts]


def test_how_long_a_span_of_time_lasts_is_read_from_its_ends() -> None:
    """From a quarter past one till three it is an hour and three quarters; two times that are no span last nothing."""
    spanned, apart = (read_case((text,)) for text in ("supervising from 1.15 till 3, ok?", "bells at 8:45 and 3:15?"))
    assert ([105.0], []) == tuple([q.value for q in case.amounts if q.kind == "duration"] for case in (spanned, apart))


def test_a_follow_up_without_a_question_keeps_the_one_before() -> None:
    """A fact that answers the bot's question leaves what was asked as it was, and counts for the whole."""
    case = read_case(("may I borrow the van", "the head has agreed"))
    assert {"may", "approval_held"} <= case.asks
    assert ("may I borrow the van the head has agreed", "the head has agreed", 2) == (case.whole, case.last, case.turns)


def test_a_case_needs_a_message() -> None:
    """Nothing said is an error of the caller's."""
    with pytest.raises(ValueError, match="message"):
        read_case(())
