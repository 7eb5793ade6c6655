"""Which questions a training learns from."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import pytest

from training.portion import Portion, add_corpus, add_kept, corpus_of
from training.read_data import Corpus, Organisation, Question
from training.steps import BESIDE

SHEDS, BOATS, VANS = (Organisation("clubs", name) for name in ("sheds", "boats", "vans"))
WRITTEN = tuple(
    Question(whose, (f"{whose.name} {n}",), "required", ("it is so",), source="questions") for whose in (BOATS, VANS) for n in range(60)
)
ASKED = tuple(Question(SHEDS, (f"sheds {n}",), "required", ("it is so",)) for n in range(10))
ALL = (*ASKED, *WRITTEN)


def test_all_questions_are_learnt_from_unless_less_is_asked_for() -> None:
    """A portion of everything is everything, in order."""
    assert Portion().of(ALL) == ALL


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_what_is_new_is_learnt_from_whole_and_the_rest_in_part(share: float) -> None:
    """Practice questions and those of the organisations that are named all come; of the others so many, each once."""
    learnt = Portion(share, whole=frozenset({"clubs/vans"})).of(ALL)
    assert (10, 60, round(60 * share)) == tuple(sum(each.organisation == whose for each in learnt) for whose in (SHEDS, VANS, BOATS))
    assert len(learnt) == len(set(learnt))


def test_questions_that_differ_in_one_fact_are_drawn_together() -> None:
    """Each group that stands together in the data comes whole."""
    drawn = set(Portion(0.5).of(WRITTEN))
    groups = [WRITTEN[first : first + BESIDE] for first in range(0, len(WRITTEN), BESIDE)]
    assert {0, BESIDE} == {len(drawn & set(group)) for group in groups}


def test_of_those_that_tell_a_figure_another_share_may_be_learnt_from() -> None:
    """Amounts, ages and times can be met oftener than the rest."""
    worded = tuple(replace(each, turns=(f"{each.organisation.name} {'i' * n}",)) for n, each in enumerate(WRITTEN))
    learnt = Portion(0.1, figured=0.5).of((*WRITTEN, *worded))
    assert (60, 12) == (len(set(learnt) & set(WRITTEN)), len(set(learnt) & set(worded)))


def test_what_is_asked_as_staff_ask_is_always_learnt_from() -> None:
    """Only the questions in pairs are so many that a part of them is enough."""
    plain = replace(WRITTEN[0], turns=("can i",), source="asked")
    assert (plain,) == Portion(0.0).of((*WRITTEN, plain))


def _chosen(data: Path, *arguments: str) -> Corpus:
    parser = argparse.ArgumentParser()
    add_corpus(parser)
    add_kept(parser)
    return corpus_of(parser.parse_args(["--data", str(data), *arguments]))


def test_what_is_left_out_is_never_learnt_from(data: Path) -> None:
    """Its questions are not taken, so that they can measure what was learnt; its passages are known."""
    whole, some = _chosen(data), _chosen(data, "--leave-out", "rivers/club")
    assert {"gardens/plot", "rivers/club"} == {str(each.organisation) for each in whole.questions}
    assert {"gardens/plot"} == {str(each.organisation) for each in some.questions}
    assert whole.candidates == some.candidates


def test_what_is_kept_from_the_networks_is_taken_alone(data: Path) -> None:
    """By a step that weighs what they say; no other step takes it."""
    assert {"kept"} == {each.source for each in _chosen(data, "--kept").questions}
    assert {"practice", "questions", "asked"} == {each.source for each in _chosen(data).questions}
