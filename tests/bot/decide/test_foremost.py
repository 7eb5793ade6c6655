"""What is read together of the ranked passages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.case.reading import read_case
from bot.decide.foremost import CLAUSES, WORDS_AMID, amid, foremost, read_together
from bot.decide.ranking import candidates, ranked
from bot.decide.reading import Passage, read_library

CLAUSE = ("Phones stay in lockers.", "This does not apply in the staff room at break.", "The office has a list of lockers.")
WHOLE = " ".join(CLAUSE)


def passages(*clauses: tuple[str, ...]) -> list[Passage]:
    """The sentences of clauses in reading order, under one heading."""
    return [
        Passage(number, sentence, " ".join(clause), "Staff:", "Phones", first=place == 0)
        for number, clause in enumerate(clauses)
        for place, sentence in enumerate(clause)
    ]


def test_a_sentence_is_read_with_what_stands_around_it() -> None:
    """The whole clause, in its own order, with heading and lead-in once, whichever of its sentences is the surest."""
    assert [f"Phones Staff: {WHOLE}"] * len(CLAUSE) == [read_together(passages(CLAUSE), [place])[0] for place in range(len(CLAUSE))]


def test_no_sentence_of_another_clause_is_read_as_its_own() -> None:
    """The neighbours before and after a clause stay out."""
    among = passages(("Bags are carried.",), CLAUSE, ("Coats are hung up.",))
    assert [WHOLE, "Bags are carried."] == [amid(among, 2, WORDS_AMID[0]), amid(among, 0, WORDS_AMID[0])]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.data())
def test_of_a_long_clause_the_nearest_sentences_are_read(lengths: list[int], data: st.DataObject) -> None:
    """Its own is always there, what is read is one run of sentences, and no more words than are allowed but its own."""
    clause = tuple(" ".join([f"s{place}"] * length) for place, length in enumerate(lengths))
    place, most = data.draw(st.integers(0, len(clause) - 1)), data.draw(st.integers(1, 120))
    read = amid(passages(clause), place, most)
    assert clause[place] in read
    assert read in " ".join(clause)
    assert len(read.split()) <= max(most, lengths[place])


def test_each_clause_is_read_once_by_its_surest_sentence() -> None:
    """Three clauses in the order of their best sentences, however many sentences of one come first."""
    among = passages(CLAUSE, ("Bags are carried.",), ("Coats are hung up.", "Boots are not."), ("Keys are kept.",))
    case, library = read_case(("may I keep my phone?",)), read_library(among)
    order = (1, 0, 2, 4, 3, 5, 6)
    found = {each.place: each for each in candidates(case, library, [0.5] * len(among), [True] * len(among), None)}
    assert [1, 4, 3] == foremost([replace(found[place], relevance=1 / (n + 1)) for n, place in enumerate(order)])
    assert CLAUSES == len(foremost(ranked(case, tuple(found.values()))))


def test_where_nothing_is_found_nothing_is_read() -> None:
    """No candidates, no words."""
    assert ([], []) == (foremost([]), read_together(passages(CLAUSE), []))
