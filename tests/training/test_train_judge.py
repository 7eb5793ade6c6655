"""What the judge learns from: one passage that decides beside near ones that do not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("transformers", reason="transformers is not installed: pip install -e '.[train]'")

import torch

from knowledge.pair_scorer import OUTPUTS
from training.pair_reader import mean_of
from training.train_judge import CUT, NO_VERDICT, VERDICTS, WRONG, Sample, choices, loss_of, order_of, steps

TOLD = VERDICTS.index("information")  # asked in one frame only
NEAR = tuple(f"wrong {place}" for place in range(10))


def _chance() -> random.Random:
    return random.Random(0)  # noqa: S311 - an order, not a secret


@pytest.mark.slow
def test_a_choice_is_one_that_decides_beside_others_that_do_not() -> None:
    """The first decides, the others are different near ones; a sample with too few of either is left out."""
    some = [
        Sample("may i", ("right a", "right b"), NEAR, TOLD),
        Sample("alone", ("right",), NEAR[: WRONG - 1], 0),
        Sample("none", (), NEAR, 0),
        Sample("both", ("right",), NEAR[:WRONG], 0, silent=True),
    ]
    found = list(choices(some, _chance()))
    assert ["may i"] == [each.question for each in found]
    assert found[0].passages[0] in {"right a", "right b"}
    assert (WRONG, True) == (len(set(found[0].passages[1:])), set(found[0].passages[1:]) <= set(NEAR))


@pytest.mark.slow
def test_a_question_that_nothing_decides_is_met_beside_near_passages_alone() -> None:
    """As many as another meets, none of them said to decide it."""
    (found,) = choices([Sample("may i", (), NEAR, NO_VERDICT, silent=True)], _chance())
    assert (1 + WRONG, True) == (len(set(found.passages)), set(found.passages) <= set(NEAR))
    assert (True, NO_VERDICT) == (found.silent, found.verdict)


@pytest.mark.slow
def test_a_question_that_nothing_decides_teaches_that_no_passage_does() -> None:
    """Each passage's relevance is to fall, whichever comes first; of the others' choices it changes nothing."""
    logits = torch.zeros(2, 1 + WRONG, len(OUTPUTS), requires_grad=True)
    loss_of(logits, torch.tensor([0, NO_VERDICT]), torch.tensor([False, True])).backward()
    decided, silent = logits.grad
    assert (silent[:, 0] > 0).all()
    assert not silent[:, 1:].any()
    assert [True, *[False] * WRONG] == (decided[:, 0] < 0).tolist()


@pytest.mark.slow
def test_a_choice_is_asked_in_many_frames() -> None:
    """So that how a thing is asked says nothing of the verdict."""
    some = [Sample("can i lend Dev the key to the shed?", ("right",), NEAR, VERDICTS.index("prohibited"))] * 100
    assert len({each.question for each in choices(some, _chance())}) > 8


@pytest.mark.slow
def test_each_choice_is_learnt_from_once() -> None:
    """Steps of like length hold all of them, no more than so many at a time."""
    some = list(choices([Sample("q" * length, ("right",), NEAR, TOLD) for length in range(1, 40)], _chance()))
    cut = steps(some, _chance())
    assert sorted(range(1, 40)) == sorted(len(each.question) for step in cut for each in step)
    assert max(map(len, cut)) == CUT.a_step


@pytest.mark.slow
def test_what_differs_in_one_fact_is_learnt_from_close_together() -> None:
    """Samples that stand beside one another in the data lie within a few steps, however they are mixed."""
    some = list(choices([Sample(f"{place:04}", ("right",), NEAR, TOLD) for place in range(CUT.beside * 200)], _chance()))
    met = {int(each.question): place for place, step in enumerate(steps(some, _chance())) for each in step}
    apart = sorted(abs(met[first] - met[first + 1]) for first in range(0, len(met), CUT.beside))
    assert apart[len(apart) // 2] < CUT.alike


@pytest.mark.slow
@pytest.mark.parametrize(("epochs", "times"), [(1.0, 1.0), (1.5, 1.5), (0.5, 0.5), (2.0, 2.0)])
def test_epochs_need_not_be_whole(epochs: float, times: float) -> None:
    """A part of an epoch is that part of its steps."""
    some = [Sample(f"question {place}", ("right",), NEAR, 0) for place in range(16 * CUT.a_step)]
    assert times * 16 == len(order_of(some, epochs))


@pytest.mark.slow
def test_a_judge_goes_on_from_the_mean_of_several(tmp_path: Path) -> None:
    """Of one shape; one that is another is refused."""
    for name, weights in (("a", [1.0, 2.0]), ("b", [3.0, 2.0]), ("c", [1.0])):
        torch.save({"head": torch.tensor(weights)}, tmp_path / name)
    assert [2.0, 2.0] == mean_of([tmp_path / "a", tmp_path / "b"])["head"].tolist()
    with pytest.raises(ValueError, match="one shape"):
        mean_of([tmp_path / "a", tmp_path / "c"])
