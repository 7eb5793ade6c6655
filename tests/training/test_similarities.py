"""Each question is measured by models that never saw its sector, and kept with the data that it was measured on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.decide.features import OUTPUTS
from training.read_data import Corpus
from training.similarity_file import Nearness, Numbers, read_similarities, write_similarities
from training.unseen import HalfTrained, Models, measured


def _matcher(best: int) -> Callable[[Sequence[str], Sequence[str]], Numbers]:
    """Finds the passage in place ``best`` nearest, and further ones less and less."""
    return lambda asked, read: np.array([[1 - abs(place - best) / 10 for place in range(len(read))] for _ in asked], np.float32)


def _judge(number: float) -> Callable[[Sequence[tuple[str, str]]], Numbers]:
    return lambda pairs: np.full((len(pairs), len(OUTPUTS)), number, np.float32)


def _models(first: frozenset[str], second: frozenset[str], share: float = 1.0) -> Models:
    matchers = [HalfTrained(_matcher(0), first), HalfTrained(_matcher(1), second)]
    return Models(matchers, [HalfTrained(_judge(1.0), first), HalfTrained(_judge(3.0), second)], share)


def _all(corpus: Corpus, models: Models) -> list[Nearness]:
    found = {place: each for _, some in measured(corpus, models) for place, each in some.items()}
    return [found[place] for place in range(len(corpus.questions))]


def test_each_sector_is_left_to_the_models_that_never_saw_it(corpus: Corpus) -> None:
    """What a model was trained with it never measures."""
    near = _all(corpus, _models(frozenset({"gardens"}), frozenset({"rivers"})))
    assert [0, 0, 0, *[1] * 5] == [int(each.cosines.argmax()) for each in near]
    assert [{1.0}, {1.0}, set(), *[{3.0}] * 5] == [{n for row in each.judged.values() for n in row} for each in near]


def test_a_sector_that_both_left_out_gets_their_mean(corpus: Corpus) -> None:
    """Two honest numbers are better than one."""
    near = _all(corpus, _models(frozenset({"gardens", "rivers"}), frozenset({"rivers"})))
    assert {2.0} == {n for each in near[3:] for row in each.judged.values() for n in row}
    assert [np.float32(0.95)] * 2 == near[3].cosines[:2].tolist() or np.allclose(near[3].cosines[:2], 0.95)


def test_a_sector_that_every_model_saw_is_refused(corpus: Corpus) -> None:
    """Numbers that are too good are not written."""
    with pytest.raises(ValueError, match="trained with rivers"):
        _all(corpus, _models(frozenset({"gardens"}), frozenset()))


def test_what_is_kept_from_every_model_any_measures(corpus: Corpus) -> None:
    """Unless it stands beside what a model saw."""
    kept = replace(corpus, questions=tuple(each for each in corpus.questions if each.kept))
    assert [{2.0}] == [{n for row in each.judged.values() for n in row} for each in _all(kept, _models(frozenset(), frozenset()))]


def test_only_a_share_of_the_questions_in_pairs_is_judged(corpus: Corpus) -> None:
    """Those of the practice set, and as staff ask, are always judged, concerns never."""
    near = _all(corpus, _models(frozenset({"gardens"}), frozenset({"rivers"}), share=0.0))
    assert [True, True, *[False] * 4, True, True] == [bool(each.judged) for each in near]


def test_what_is_written_is_read_again(corpus: Corpus, tmp_path: Path) -> None:
    """The file gives back the same numbers at the same places, and no others."""
    near = _all(corpus, _models(frozenset({"gardens"}), frozenset({"rivers"})))
    write_similarities(tmp_path / "near.npz", corpus, near)
    again = read_similarities(tmp_path / "near.npz", corpus)
    assert [each.cosines.tolist() for each in near] == [each.cosines.tolist() for each in again]
    assert [dict(each.judged) for each in near] == [dict(each.judged) for each in again]


def test_numbers_of_other_questions_are_refused(corpus: Corpus, tmp_path: Path) -> None:
    """A file that was made before the questions changed is not mistaken for theirs."""
    write_similarities(tmp_path / "near.npz", corpus, _all(corpus, _models(frozenset({"gardens"}), frozenset({"rivers"}))))
    other = replace(corpus, questions=corpus.questions[::-1])
    with pytest.raises(ValueError, match="make it again"):
        read_similarities(tmp_path / "near.npz", other)
