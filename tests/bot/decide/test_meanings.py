"""What the terms of a clause mean, where another clause says so."""

from __future__ import annotations

from bot.decide.meanings import WORDS, with_meanings
from bot.decide.reading import Passage

STAFF = "\u201cStaff\u201d means anyone whom we pay."
DEVICE = "\u201cDevice\u201d means anything that takes pictures."
BAND = "A band that only counts steps is not a device."
BAN = "Staff must not carry a device in the hall."
DOORS = "Staff keep doors shut."


def told(*sentences: str, heading: str = "") -> dict[str, str]:
    """What each of ``sentences``, all clauses of one document, is told of its terms."""
    passages = [Passage(number, each, each, heading=heading) for number, each in enumerate(sentences)]
    return {each.sentence: each.meanings for each in with_meanings(passages)}


def test_a_clause_is_told_what_its_terms_mean_and_what_falls_under_them() -> None:
    """Of a term that it uses in either number, and of no other."""
    assert f"{DEVICE} {BAND}" == told(DEVICE, BAND, "Nobody carries devices in the hall.")["Nobody carries devices in the hall."]
    assert told(DEVICE, BAND, DOORS)[DOORS] == ""


def test_the_rarest_term_comes_first() -> None:
    """What nearly every clause would tell of "staff" says least of this one."""
    assert f"{DEVICE} {STAFF}" == told(STAFF, DEVICE, BAN, DOORS)[BAN]


def test_no_clause_is_told_what_it_says_itself() -> None:
    """Its own definition stands in it already."""
    assert told(STAFF, DOORS)[STAFF] == ""
    assert told(f"{STAFF} {DOORS}")[f"{STAFF} {DOORS}"] == ""


def test_no_more_is_told_than_can_be_read() -> None:
    """A first meaning is told however long it is, a further one where it still fits."""
    long = f"\u201cDevice\u201d means {'any thing ' * WORDS}whatever."
    assert long == told(STAFF, long, BAN, DOORS)[BAN]


def test_a_glossary_needs_no_verb() -> None:
    """A term and a dash under a heading that explains words."""
    line = "**Device** \u2013 anything that takes pictures."
    assert line == told(line, BAN, heading="Words we use")[BAN]
    assert told(line, BAN, heading="Phones")[BAN] == ""


def test_a_document_that_defines_nothing_stays_as_it_is() -> None:
    """No passage changes."""
    assert {BAN: "", DOORS: ""} == told(BAN, DOORS)
