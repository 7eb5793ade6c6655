"""What the adjudicator makes of each of the first clauses by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.case.reading import read_case
from bot.decide.alone import READ_ALONE, heard_alone, levelled, opened, reweighed, singly
from bot.decide.ranking import Candidate, candidates, ranked
from bot.decide.reading import read_library
from bot.decide.verdict import CLASSES
from tests.bot.decide.sentences import passages

SENTENCES = tuple((f"Item {letter} is kept in the store.",) for letter in "ABCDEFGH")
CASE = read_case(("where is item C kept?",))
LIBRARY = read_library(passages(("Phones are off.", "Phones may be on at break."), *SENTENCES))


def found() -> tuple[Candidate, ...]:
    """Nine clauses, the first of two sentences, in order of relevance."""
    count = len(LIBRARY.readings)
    return ranked(CASE, candidates(CASE, LIBRARY, [0.9 - n / 20 for n in range(count)], [True] * count, None))


def sure_of(verdict: str) -> tuple[float, ...]:
    """Shares that leave no doubt."""
    return tuple(float(name == verdict) for name in CLASSES)


def clause(candidate: Candidate) -> int:
    """Which clause a candidate stands in."""
    return candidate.reading.passage.clause


def test_each_of_the_first_clauses_is_read_by_itself_by_its_surest_passage() -> None:
    """Six readings of one passage each, no clause twice, surest first."""
    order, by_place = singly(found()), {each.place: each for each in found()}
    assert [1] * READ_ALONE == [len(places) for places in order]
    clauses = [clause(by_place[place]) for (place,) in order]
    assert list(dict.fromkeys(clause(each) for each in found()))[:READ_ALONE] == clauses


def test_a_clause_that_leaves_the_question_open_gives_way_to_one_that_decides() -> None:
    """What comes fourth comes first where it alone says something to the question, though not above what is far surer."""
    fourth = [sure_of("information" if place == 3 else "not_covered") for place in range(READ_ALONE)]
    before = [place for (place,) in singly(found())]
    assert before[3] == reweighed(found(), fourth)[0].place


def test_silence_counts_for_less_than_it_is_said_and_nothing_else_changes_places() -> None:
    """A clause that is said to leave the question open as likely as to forbid the act is taken to forbid it; shares stay one whole."""
    said = tuple({"not_covered": 0.4, "prohibited": 0.4, "permitted": 0.2}.get(name, 0.0) for name in CLASSES)
    heard = dict(zip(CLASSES, levelled(said), strict=True))
    assert heard["prohibited"] == pytest.approx(2 * heard["permitted"])
    assert heard["prohibited"] > heard["not_covered"] > 0
    assert sum(heard.values()) == pytest.approx(1)


def test_all_passages_of_a_clause_know_what_it_says_alone_and_no_others() -> None:
    """Both sentences of a clause that was read have its shares; clauses that were not read have none."""
    said = sure_of("permitted")
    anew = heard_alone(found(), lambda readings: [said] * len(readings))
    read = {clause(each) for each in found() if [each.place] in singly(found())}
    assert all(each.alone == (said if clause(each) in read else ()) for each in anew)
    assert {True, False} == {bool(each.alone) for each in anew}


def test_where_all_clauses_are_as_likely_to_decide_they_keep_their_order() -> None:
    """Nothing was learnt, nothing changes but how sharply they differ."""
    equal = heard_alone(found(), lambda readings: [(0.1,) * len(CLASSES)] * len(readings))
    assert [each.place for each in found()] == [each.place for each in equal]


@given(st.lists(st.lists(st.floats(0, 1), min_size=len(CLASSES), max_size=len(CLASSES)), min_size=READ_ALONE, max_size=READ_ALONE))
def test_relevance_stays_one_whole_in_falling_order(shares: Sequence[Sequence[float]]) -> None:
    """Whatever was said of the clauses: nobody is lost, the first is the surest, and all have a share."""
    anew = reweighed(found(), [[share / (sum(row) or 1.0) for share in row] for row in shares])
    relevance = [each.relevance for each in anew]
    assert relevance == sorted(relevance, reverse=True)
    assert 1.0 == pytest.approx(sum(relevance))
    assert {each.place for each in found()} == {each.place for each in anew}


def test_what_a_clause_leaves_open_is_silence_or_another_matter() -> None:
    """Both say that it does not decide; no other verdict does."""
    assert {"not_covered", "out_of_scope"} == {name for name in CLASSES if opened(sure_of(name))}


def test_where_nothing_is_found_nobody_is_asked() -> None:
    """No clauses, no readings."""
    assert () == heard_alone((), lambda readings: [sure_of("permitted")] * (1 // len(readings)))
