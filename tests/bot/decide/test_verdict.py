"""What trees, judge and adjudicator make of a case together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.case.reading import read_case
from bot.decide.features import OUTPUTS
from bot.decide.ranking import Candidate, Judge, candidates, ranked
from bot.decide.reading import Passage, read_library
from bot.decide.verdict import CLASSES, FOREIGN, Adjudged, by_judge, likeliest, named, one_by_one, probabilities, with_foreign

SENTENCES = (
    "Staff may use their own phone in the staff room at break.",
    "Staff must not use their own phone in a classroom.",
    "Phones are switched off in assembly.",
    "The caretaker keeps the keys.",
)
CASE = read_case(("can I text from the staff room at break?",))
LIBRARY = read_library([Passage(n, sentence, sentence, "", "", "", n / 4, first=True) for n, sentence in enumerate(SENTENCES)])


def found(judge: Judge | None = None) -> tuple[Candidate, ...]:
    """The sentences in order of relevance."""
    return ranked(CASE, candidates(CASE, LIBRARY, [0.8, 0.5, 0.3, 0.1], [True] * 4, judge))


FOUND = found()


def sure_of(verdict: str) -> tuple[float, ...]:
    """An adjudicator's numbers that leave no doubt."""
    return tuple(float(name == verdict) for name in CLASSES)


@pytest.mark.parametrize("verdict", CLASSES)
def test_a_sure_adjudicator_makes_its_verdict_likelier(verdict: str) -> None:
    """Whatever it is sure of gains, and the shares still make one whole."""
    alone, both = probabilities(CASE, FOUND), probabilities(CASE, FOUND, lambda _: [sure_of(verdict)])
    assert both[verdict] > alone[verdict]
    assert 1.0 == pytest.approx(sum(both.values()))


@pytest.mark.parametrize("verdict", OUTPUTS[1:])
def test_an_undecided_adjudicator_leaves_a_sure_judge_its_verdict(verdict: str) -> None:
    """Equal shares leave what the judge reads in every passage likeliest."""
    sure = found(lambda chosen: [(4.0, *(9.0 * (name == verdict) for name in OUTPUTS[1:])) for _ in chosen])
    assert verdict == likeliest(probabilities(CASE, sure, lambda _: [(0.1,) * len(CLASSES)]))


@given(st.lists(st.floats(0.001, 1), min_size=len(CLASSES), max_size=len(CLASSES)), st.floats(0, 1))
def test_what_is_out_of_scope_is_as_likely_as_the_adjudicator_has_it(weights: list[float], share: float) -> None:
    """No less likely than before; the other verdicts share what is left as they did, and all make one whole."""
    mixed = {name: weight / sum(weights) for name, weight in zip(CLASSES, weights, strict=True)}
    found = with_foreign(mixed, share)
    assert found[FOREIGN] == max(share, mixed[FOREIGN])
    assert 1.0 == pytest.approx(sum(found.values()))
    said = [name for name in CLASSES if name != FOREIGN]
    assert [mixed[name] / (1 - mixed[FOREIGN]) * (1 - found[FOREIGN]) for name in said] == pytest.approx([found[name] for name in said])


def test_it_is_asked_of_the_surest_of_three_clauses() -> None:
    """The places of the first candidates of three clauses go to it, surest first."""
    asked: list[Sequence[int]] = []

    def adjudicate(readings: Sequence[Sequence[int]]) -> list[tuple[float, ...]]:
        asked.extend(readings)
        return [sure_of("permitted")]

    probabilities(CASE, FOUND, adjudicate)
    assert [[each.place for each in FOUND[:3]]] == asked


def test_what_it_says_of_clauses_one_by_one_counts_by_their_relevance() -> None:
    """The first clause says one thing and the others another: each verdict has the relevance of those that say it."""
    heard = [replace(each, alone=sure_of("prohibited" if n else "permitted")) for n, each in enumerate(FOUND)]
    of_three = sum(each.relevance for each in FOUND[:3])
    assert FOUND[0].relevance / of_three == pytest.approx(one_by_one(heard)["permitted"])
    assert 1.0 == pytest.approx(sum(one_by_one(heard).values()))
    assert {} == one_by_one(FOUND)


def test_what_it_says_of_clauses_one_by_one_weighs_as_much_as_what_it_says_of_them_at_once() -> None:
    """Of two sure ones neither wins; where it read none alone the other stands as it is."""
    at_once, singly = (named(sure_of(verdict)) for verdict in ("permitted", "prohibited"))
    both = Adjudged(at_once, singly).both
    assert both["permitted"] == pytest.approx(both["prohibited"])
    assert "permitted" == likeliest(Adjudged(at_once, {}).both)
    assert {} == Adjudged({}, {}).both


@pytest.mark.parametrize("verdict", OUTPUTS[1:])
def test_a_sure_judge_makes_its_verdict_likelier(verdict: str) -> None:
    """A verdict that it reads in every passage is likelier than when it is unsure of all of them."""
    sure, unsure = (
        found(lambda chosen, most=most: [(0.0, *(most * (name == verdict) for name in OUTPUTS[1:])) for _ in chosen])  # type: ignore[misc]
        for most in (9.0, 0.0)
    )
    assert probabilities(CASE, sure)[verdict] > probabilities(CASE, unsure)[verdict]


def judged(relevance: float) -> dict[str, float]:
    """What a judge says that finds every passage so relevant, where the others have a tenth for every verdict."""
    return by_judge(found(lambda chosen: [(relevance, *([0.0] * 8)) for _ in chosen]), 0.1)


def test_what_is_out_of_scope_the_judge_leaves_to_the_others() -> None:
    """It reads no message without a passage."""
    assert 0.1 == judged(0.0)[FOREIGN]


def test_the_less_relevant_the_best_passage_is_the_likelier_the_policy_is_silent() -> None:
    """All shares make one whole."""
    silent = [judged(relevance)["not_covered"] for relevance in (-4.0, -1.0, 1.0, 4.0)]
    assert silent == sorted(silent, reverse=True)
    assert (True, True) == (silent[0] > 0.5, silent[-1] < 0.1)
    assert 1.0 == pytest.approx(sum(judged(0.0).values()))
