"""What is kept of people: answers, conversations, opinions, progress; for how long, and how it is given out or erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.answer import Answer, Ask, Citation
from bot.messages import Asker
from bot.records.acknowledgements import Acknowledgement, Acknowledgements
from bot.records.answers import AnswersGiven
from bot.records.asked import QuestionsAsked
from bot.records.engine import Records
from bot.records.feedback import Feedback
from bot.records.induction import InductionProgress, Path, Progress
from bot.records.known import Known
from bot.records.post import Post
from bot.records.privacy import Erased, Privacy
from bot.records.retention import Retention
from bot.records.turns import Turns
from tests.bot.records.database import ASKER, HandClock, message

OTHER = Asker("slack", "T024/U8", "larkfield")
PERSON = "slack:T024/U7"
CANARY = "canary-91d2"
CITATION = Citation("Conduct", "a1b2", "6.2", ("6 Online",), "Staff must not …", "Staff must not", page=3)
ANSWER = Answer("depends", "It depends.", (CITATION,), "must", Ask("age", "How old?", ("Under 18", "18")), sure=0.9)


def test_an_answer_is_its_askers_alone(records: Records) -> None:
    """It comes back whole to who got it, and to nobody else."""
    given = AnswersGiven(records, HandClock())

    name = given.keep(ASKER, "C1", "may I?", ANSWER)
    found = given.get(ASKER, name)

    assert found is not None
    assert ("C1", "may I?", ANSWER, HandClock().now) == (found.conversation, found.question, found.answer, found.when)
    assert given.get(OTHER, name) is None


def test_a_conversation_is_over_after_a_silence(records: Records) -> None:
    """Turns are remembered while it goes on, for each person apart, and not past half an hour of silence."""
    clock = HandClock()
    turns = Turns(records, clock)
    turns.add(ASKER, "C1", "one")
    clock.move(29 * 60)
    turns.add(ASKER, "C1", "two")
    clock.move(29 * 60)

    assert (("one", "two"), ()) == (turns.of(ASKER, "C1"), turns.of(OTHER, "C1"))
    clock.move(2 * 60)
    assert () == turns.of(ASKER, "C1")
    turns.add(ASKER, "C1", "three")
    assert ("three",) == turns.of(ASKER, "C1")
    turns.forget(ASKER, "C1")
    assert () == turns.of(ASKER, "C1")


def test_a_later_opinion_takes_the_place_of_an_earlier(records: Records) -> None:
    """Who changes their mind is counted once."""
    feedback = Feedback(records, HandClock())
    feedback.give(ASKER, "a1", helpful=True)
    feedback.give(ASKER, "a1", helpful=False, reason="wrong clause")

    assert [("a1", False, "wrong clause")] == [(each.answer, each.helpful, each.reason) for each in feedback.of("larkfield")]


def test_induction_goes_on_where_it_was_left(records: Records) -> None:
    """Progress is per person, school and role, and one section can be begun again."""
    clock = HandClock()
    induction, path = InductionProgress(records, clock), Path(PERSON, "larkfield", "new_starter")
    induction.note(path, Progress("online", "6.2", "seen"), Progress("phones", "7", "wrong", clock.now + timedelta(days=1)))
    induction.note(path, Progress("online", "6.2", "right"))
    induction.begin_again(path, "phones")

    assert (Progress("online", "6.2", "right", None, clock.now),) == induction.of(path)
    assert (path,) == induction.paths("larkfield")


def test_who_asked_is_not_given_out_but_how_many_did(records: Records) -> None:
    """Two people and one who asks twice can be told apart by numbers that mean nothing else."""
    asked = QuestionsAsked(records, HandClock())
    for asker in (ASKER, OTHER, ASKER):
        asked.note(asker, "may I keep bees?", "not_covered")

    found = asked.since("larkfield", HandClock().now)

    assert [1, 2, 1] == [each.asker for each in found]
    assert "T024" not in str(found)


def test_a_channel_remembers_small_things(records: Records) -> None:
    """What was put is got, written over and forgotten, each channel for itself."""
    slack, teams = Known(records, "slack"), Known(records, "teams")
    slack.put("school", "U7", "hive-hill")
    slack.put("school", "U7", "larkfield", person="T024/U7")

    assert ("larkfield", None) == (slack.get("school", "U7"), teams.get("school", "U7"))
    assert (("U7", "larkfield"),) == slack.every("school")
    slack.forget("school", "U7")
    assert slack.get("school", "U7") is None


def _all_of_a_person(records: Records, clock: HandClock) -> None:
    """Something in every table."""
    Post(records, lambda _: None, clock=clock).accept(message(f"open {CANARY}"))
    AnswersGiven(records, clock).keep(ASKER, "C1", CANARY, ANSWER)
    Turns(records, clock).add(ASKER, "C1", CANARY)
    Feedback(records, clock).give(ASKER, "a1", helpful=False, reason=CANARY)
    QuestionsAsked(records, clock).note(ASKER, CANARY, "not_covered")
    InductionProgress(records, clock).note(Path(PERSON, "larkfield", "staff"), Progress("online", "6.2", "seen"))
    Known(records, "slack").put("name", "U7", CANARY, person="T024/U7")
    Acknowledgements(records, clock).record(Acknowledgement("e1", "larkfield", PERSON, "conduct", "a1b2"))


def _words_left(records: Records) -> list[str]:
    """The tables in which the canary still is."""
    tables = ("inbox", "outbox", "answers", "turns", "feedback", "asked", "known", "induction", "seen")
    with records.reading() as connection:
        return [name for name in tables if CANARY in str(connection.execute(text(f"SELECT * FROM {name}")).all())]  # noqa: S608 - our own names


@pytest.mark.parametrize(("days", "kept"), [(90, ["answers", "feedback", "asked"]), (7, []), (0, [])])
def test_a_questions_words_go_when_their_time_is_over(records: Records, days: int, kept: list[str]) -> None:
    """Ten days on: with 90 days to keep them they are there, with fewer they are not; the rest goes sooner."""
    clock = HandClock()
    _all_of_a_person(records, clock)
    Privacy(records).erase("nobody")
    with records.writing() as connection:
        connection.execute(text("DELETE FROM inbox"))
        connection.execute(text("DELETE FROM known"))
    clock.move(days=10)

    Retention(records, days, clock).run()

    assert kept == _words_left(records)
    assert 1 == len(Acknowledgements(records).given("larkfield"))


def test_what_is_remembered_of_an_answer_goes_with_it(records: Records) -> None:
    """Which message an answer is in goes when the answer does; where a person can be written to and their school stay."""
    clock = HandClock()
    known = Known(records, "teams", clock)
    for kind in ("sent", "talk:c1", "conversation", "welcomed", "school"):
        known.put(kind, "key", "value", "U7")
    clock.move(days=30)
    known.put("sent", "newer", "value")
    clock.move(days=61)
    Retention(records, 90, clock).run()

    left = [kind for kind in ("sent", "talk:c1", "conversation", "welcomed", "school") if known.get(kind, "key")]
    assert (["conversation", "welcomed", "school"], "value") == (left, known.get("sent", "newer"))


def test_nothing_goes_before_its_time(records: Records) -> None:
    """A job that runs at once deletes nothing."""
    clock = HandClock()
    _all_of_a_person(records, clock)

    deleted = Retention(records, 0, clock).run()

    assert (0, 0) == (deleted.emptied, deleted.gone)


def test_a_person_gets_all_that_is_kept_of_them_and_can_have_it_erased(records: Records) -> None:
    """Export names every kind; erasing leaves acknowledgements alone, and nothing of others is touched."""
    _all_of_a_person(records, HandClock())
    Turns(records).add(OTHER, "C1", "mine")

    exported = Privacy(records).export(PERSON)
    erased = Privacy(records).erase(PERSON)

    kinds = {"messages received", "answers", "conversation", "feedback", "induction", "questions asked", "remembered", "acknowledgements"}
    assert kinds == {entry.kind for entry in exported}
    assert (Erased(7, 1), []) == (erased, _words_left(records))
    assert ("mine",) == Turns(records).of(OTHER, "C1")
