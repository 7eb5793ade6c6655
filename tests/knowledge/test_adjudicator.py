"""The adjudicator: a question beside the best passages, read together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.decide.foremost import CLAUSES
from bot.decide.verdict import CLASSES
from knowledge.adjudicator import PASSAGES, VERDICTS, Adjudicator, adjudicator, together
from knowledge.export_model import export
from knowledge.trained import over
from knowledge.weights import ModelUnusable, check_folder
from tests.knowledge.tiny import tiny, trained_further
from training.pack import pack, write

QUESTION = "Can I take the minibus home on a Friday?"
PASSAGES_READ = ("A minibus is returned to the yard the same evening.", "Keys are signed for.", "The card is for fuel.")


def made(folder: Path, outputs: int = len(VERDICTS)) -> Adjudicator:
    """A tiny one that gives so many numbers. Raises ModelUnusable where that is not what is meant."""
    package = tiny()
    write("adjudicator", pack(trained_further(package, 5, head=True, outputs=outputs), package.weights), [], folder / "packed")
    export(over(package, "adjudicator", folder / "packed"), folder / "made")
    return Adjudicator(check_folder(folder / "made"))


def test_it_names_the_verdicts_that_the_reader_knows() -> None:
    """What the adjudicator gives stands in the order in which the verdict reader names its own, over as many passages."""
    assert (CLASSES, CLAUSES) == (VERDICTS, PASSAGES)


def test_its_numbers_are_probabilities(tmp_path: Path) -> None:
    """Ten shares for each reading, none below nothing, that make one whole."""
    shares = made(tmp_path).weigh(QUESTION, [PASSAGES_READ, PASSAGES_READ[:1]])
    assert (2, len(VERDICTS)) == shares.shape
    assert shares.min() >= 0
    assert [1.0, 1.0] == pytest.approx(shares.sum(axis=1).tolist())


def test_only_the_surest_passages_are_read(tmp_path: Path) -> None:
    """A fourth passage changes nothing; another first one does."""
    read = made(tmp_path)
    first = read.weigh(QUESTION, [PASSAGES_READ]).tolist()
    assert first == read.weigh(QUESTION, [(*PASSAGES_READ, "Staff must not.")]).tolist()
    assert first != read.weigh(QUESTION, [PASSAGES_READ[::-1]]).tolist()


def test_another_network_is_refused(tmp_path: Path) -> None:
    """A network of another width is no adjudicator."""
    with pytest.raises(ModelUnusable, match="gives 9 numbers"):
        made(tmp_path, outputs=9)


def test_a_release_without_one_does_without(tmp_path: Path) -> None:
    """Where the packed file is absent there is none, and nothing fails."""
    assert adjudicator(tmp_path) is None


def test_passages_are_read_in_their_order() -> None:
    """The surest stands first, and a mark between keeps them apart."""
    assert together(("first", "second")) == "first ¶ second"
