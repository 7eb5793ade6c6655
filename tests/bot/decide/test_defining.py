"""Which definition tells whether the ruling clause is about the people of the message."""

from __future__ import annotations

from bot.case.reading import read_case
from bot.decide.defining import defining
from bot.decide.features import UNREAD, Similarity
from bot.decide.ranking import Candidate
from bot.decide.reading import Passage, read_library

BAN = "Staff must not follow a learner on social media."
ROLL = "Reference to learners means everyone on our roll, those over the age of 18 included."
HELPERS = "\u201cStaff\u201d means employees and volunteers."
OTHER = "\u201cYoung guest\u201d means a guest who is under 16."


def chosen(message: str, *sentences: str, clauses: tuple[int, ...] = ()) -> str | None:
    """What is found beside the first of ``sentences``, each in a clause of its own unless ``clauses`` says otherwise."""
    numbers = clauses or tuple(range(len(sentences)))
    passages = [
        Passage(clause=number, sentence=each, whole=each, lead_in="", heading="", header="", position=0.0, first=True)
        for number, each in zip(numbers, sentences, strict=True)
    ]
    near = Similarity(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, UNREAD, 0.0, 0.0, 0.0)
    found = [Candidate(place, reading, near, ()) for place, reading in enumerate(read_library(passages).readings)]
    definition = defining(read_case((message,)), found[0], found[1:])
    return definition.reading.passage.sentence if definition else None


def test_a_stated_age_brings_the_definition_that_settles_it() -> None:
    """The ban names learners, the definition says that 18-year-olds are among them, and the message gives an age."""
    assert chosen("can I follow a learner of ours who is 18?", BAN, OTHER, ROLL) == ROLL


def test_a_stated_hour_brings_the_definition_of_the_hours() -> None:
    """Any amount will do that the definition bounds and the ruling clause does not."""
    hours = "\u201cOut of hours\u201d means before 07:30 or after 21:00."
    assert chosen("can I bring a visitor in at 6.30am?", "A host must not bring a visitor in out of hours.", hours) == hours


def test_people_that_only_the_definition_names_bring_it() -> None:
    """A volunteer asks; the ban says "staff", and the definition says that volunteers are staff."""
    assert chosen("I'm a volunteer, can I follow a learner?", BAN, HELPERS) == HELPERS


def test_nothing_is_brought_where_nothing_hangs_on_it() -> None:
    """No age is given and nobody else is named: the definition would settle nothing."""
    assert chosen("can I follow a learner?", BAN, ROLL, HELPERS) is None


def test_a_term_that_the_clause_does_not_use_is_left_out() -> None:
    """A definition of somebody else says nothing of this rule."""
    assert chosen("can I follow a learner of ours who is 15?", BAN, OTHER) is None


def test_what_stands_in_the_ruling_clause_is_not_brought_again() -> None:
    """A definition inside the clause is quoted with it."""
    assert chosen("can I follow a learner of ours who is 18?", BAN, ROLL, clauses=(0, 0)) is None
