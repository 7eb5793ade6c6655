"""A sentence amid its clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.decide.amid import AROUND, WORDS_AROUND, amid, judged
from tests.bot.decide.sentences import CLAUSE, WHOLE, passages


def test_a_sentence_is_judged_first_and_what_stands_around_it_after() -> None:
    """So that what is judged is told from what it is judged by, and "this" is known to mean the lockers."""
    assert f"Phones Staff: {CLAUSE[1]}{AROUND}{CLAUSE[0]} {CLAUSE[2]}" == judged(passages(CLAUSE), 1)


def test_a_clause_of_one_sentence_is_judged_alone() -> None:
    """Nothing of its neighbours, and no mark that something follows."""
    assert "Phones Staff: Bags are carried." == judged(passages(CLAUSE, ("Bags are carried.",), CLAUSE), 3)


@given(st.lists(st.integers(1, 80), min_size=1, max_size=9), st.data())
def test_however_long_its_clause_a_sentence_is_judged_with_so_much_of_it(lengths: list[int], data: st.DataObject) -> None:
    """Its own words whole, and no more around them than are allowed."""
    clause = tuple(" ".join([f"s{place}"] * length) for place, length in enumerate(lengths))
    place = data.draw(st.integers(0, len(clause) - 1))
    own, _, around = judged(passages(clause), place).partition(AROUND)
    assert own == f"Phones Staff: {clause[place]}"
    assert len(around.split()) <= WORDS_AROUND


def test_no_sentence_of_another_clause_is_read_as_its_own() -> None:
    """The neighbours before and after a clause stay out."""
    among = passages(("Bags are carried.",), CLAUSE, ("Coats are hung up.",))
    assert [WHOLE, "Bags are carried."] == [amid(among, 2, WORDS_AROUND), amid(among, 0, WORDS_AROUND)]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.data())
def test_of_a_long_clause_the_nearest_sentences_are_read(lengths: list[int], data: st.DataObject) -> None:
    """Its own is always there, what is read is one run of sentences, and no more words than are allowed but its own."""
    clause = tuple(" ".join([f"s{place}"] * length) for place, length in enumerate(lengths))
    place, most = data.draw(st.integers(0, len(clause) - 1)), data.draw(st.integers(1, 120))
    read = amid(passages(clause), place, most)
    assert clause[place] in read
    assert read in " ".join(clause)
    assert len(read.split()) <= max(most, lengths[place])
