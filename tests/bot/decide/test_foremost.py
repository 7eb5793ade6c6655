"""What is read together of the ranked passages."""

from __future__ import annotations

from dataclasses import replace

from bot.case.reading import read_case
from bot.decide.foremost import CLAUSES, foremost, read_together
from bot.decide.ranking import candidates, ranked
from bot.decide.reading import read_library
from tests.bot.decide.sentences import CLAUSE, WHOLE, passages


def test_a_sentence_is_read_with_what_stands_around_it() -> None:
    """The whole clause, in its own order, with heading and lead-in once, whichever of its sentences is the surest."""
    assert [f"Phones Staff: {WHOLE}"] * len(CLAUSE) == [read_together(passages(CLAUSE), [place])[0] for place in range(len(CLAUSE))]


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


def test_a_clause_by_itself_is_read_with_what_its_terms_mean() -> None:
    """Where several are read together there is no room for it."""
    told = [replace(each, meanings="A phone is anything that rings.") for each in passages(CLAUSE, ("Bags are carried.",))]
    assert [f"Phones Staff: {WHOLE} ¶ A phone is anything that rings."] == read_together(told, [0])
    assert [f"Phones Staff: {WHOLE}", "Phones Staff: Bags are carried."] == read_together(told, [0, len(CLAUSE)])
