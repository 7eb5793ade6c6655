"""Trees are learnt from labelled candidates and give the same numbers without the learning library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.decide.reading import read_library
from bot.decide.trees import read_forest
from bot.decide.verdict import CLASSES, Adjudged, verdict_features
from training.read_data import Corpus, Organisation, Question, flat
from training.similarity_file import Nearness
from training.tree_rows import DECIDES, FAIR, NEITHER, Labelled, Table, label, labelled, read_question

lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is not installed: pip install -e '.[train]'")

from training import fit_trees, score_voices  # noqa: E402 - they import lightgbm
from training.boosted import SEEDS, boosted  # noqa: E402
from training.forest_file import forest_text  # noqa: E402

GARDEN = Organisation("gardens", "plot")


def _table(rows: int, seed: int) -> Table:
    """Random numbers, one in ten missing in all columns but the last."""
    chance = np.random.default_rng(seed)
    table = chance.normal(size=(rows, 6)).round(2)
    table[:, :5][chance.random((rows, 5)) < 0.1] = np.nan
    return table


def _near(corpus: Corpus) -> list[Nearness]:
    """As if a model had drawn each question to the first passage."""
    sizes = [len(corpus.candidates[each.organisation]) for each in corpus.questions]
    return [Nearness(np.linspace(0.9, 0.1, size, dtype=np.float32), {}) for size in sizes]


@pytest.fixture(scope="module")
def some(corpus: Corpus) -> Sequence[Labelled]:
    """The tiny corpus's questions."""
    return labelled(corpus, _near(corpus), processes=1)


@pytest.mark.parametrize("classes", [("relevance",), ("yes", "no", "perhaps")])
def test_a_forest_file_gives_what_the_library_predicts(classes: tuple[str, ...]) -> None:
    """On rows that it never saw, with numbers missing here and there, also where training saw none missing."""
    table = _table(400, 1)
    wanted = (np.nan_to_num(table[:, 0]) + table[:, 5] > 0.3) + (np.nan_to_num(table[:, 1]) > 1.0) * (len(classes) > 1)
    kind = {"objective": "multiclass", "num_class": 3} if len(classes) > 1 else {"objective": "binary"}
    booster = lightgbm.train(kind | {"num_leaves": 9, "verbose": -1, "num_threads": 1}, lightgbm.Dataset(table, label=wanted), 20)
    forest, rows = read_forest(forest_text([booster.dump_model()], classes)), _table(200, 2)
    rows[::7, 5] = np.nan
    predicted = booster.predict(rows, raw_score=True).reshape(len(rows), len(classes))
    assert np.allclose(predicted, [forest.scores(row.tolist()) for row in rows], atol=1e-4)


def test_several_sets_of_trees_are_heard_as_their_mean() -> None:
    """Each drew other rows and columns; the file says what they say together, not what any one says."""
    table, rows = _table(300, 3), _table(50, 4)
    settings = {"objective": "regression", "subsample": 0.5, "subsample_freq": 1, "verbose": -1, "num_threads": 1}
    made = boosted(settings, lightgbm.Dataset(table, label=np.nan_to_num(table[:, 0])), 10)
    one, several = made.models[0].predict(rows), made.scores(rows)
    assert len(SEEDS) == len(made.models)
    assert not np.allclose(one, several, atol=1e-4)
    assert np.allclose(several, [read_forest(made.text(("relevance",))).scores(row.tolist())[0] for row in rows], atol=1e-4)


def test_trees_of_other_classes_are_refused() -> None:
    """A file never names classes that its trees do not have."""
    booster = lightgbm.train({"verbose": -1, "num_threads": 1}, lightgbm.Dataset(_table(50, 1), label=np.arange(50.0)), 1)
    with pytest.raises(ValueError, match="Trees of 1 classes"):
        forest_text([booster.dump_model()], CLASSES)


@pytest.mark.parametrize(
    ("clause", "sentence", "expected"),
    [
        ("members must not: lend its key.", "lend its key.", DECIDES),
        ("nobody lends. lend its key.", "nobody lends.", FAIR),
        ("leave the shed open;", "leave the shed open;", FAIR),
        ("ask the steward.", "ask the steward.", NEITHER),
    ],
)
def test_a_candidate_is_labelled_by_the_words_it_holds(clause: str, sentence: str, expected: int) -> None:
    """The sentence that decides, another of its clause, one that is fair to cite, and one that is none of these."""
    question = Question(GARDEN, ("may i lend the key",), "prohibited", ("lend its key",), ("leave the shed open",))
    assert expected == label(question, flat(clause), flat(sentence))


def test_a_concern_is_not_learnt_from(some: Sequence[Labelled], corpus: Corpus) -> None:
    """It is answered before any passage is read; all others are kept in their order."""
    assert [each.turns for each in corpus.questions if each.verdict != "refer"] == [each.question.turns for each in some]


def test_questions_in_pairs_that_were_not_judged_are_left_out_where_others_were(corpus: Corpus) -> None:
    """Trees do not learn that missing numbers mean a question in pairs."""
    near = _near(corpus)
    near[0] = Nearness(near[0].cosines, {0: (1.0,) * 9})
    assert {"practice", "asked", "kept"} == {each.question.source for each in labelled(corpus, near, processes=1)}


def test_a_passage_that_the_judge_did_not_read_has_no_numbers(corpus: Corpus) -> None:
    """Judged numbers go to their passages alone."""
    passages = [each.passage for each in corpus.candidates[GARDEN]]
    plain = [(flat(each.whole), flat(each.sentence)) for each in passages]
    near = Nearness(_near(corpus)[0].cosines, {1: (4.0,) * 9})
    found = read_question(corpus.questions[0], near, read_library(passages), plain).found
    assert [1] == [each.place for each in found if each.similarity.judged[0] == 4.0]
    assert all(np.isnan(each.similarity.judged[0]) for each in found if each.place != 1)


def test_both_files_are_as_wide_as_what_they_read(some: Sequence[Labelled]) -> None:
    """What is fitted is evaluated by the product on the product's own features."""
    ranker = fit_trees.fit_ranker(some, trees=3)
    ranked = fit_trees.rank(ranker, some)
    said = Adjudged(dict.fromkeys(CLASSES, 0.1), {})
    reader = fit_trees.fit_reader(some, ranked, [said] * len(some), trees=2)
    plain = read_forest(ranker.text(("relevance",)))
    weights = read_forest(reader.text(CLASSES)).probabilities(verdict_features(some[0].case, ranked[0], {}, said))
    assert ranker.scores(some[0].rows).tolist() == pytest.approx([plain.scores(row)[0] for row in some[0].rows.tolist()], abs=1e-4)
    assert sum(float(weight) for weight in weights.values()) == pytest.approx(1.0)
    assert [1.0] * len(some) == pytest.approx([sum(candidate.relevance for candidate in found) for found in ranked])


def test_voices_are_measured_by_the_first_passage_and_the_likeliest_verdict(some: Sequence[Labelled]) -> None:
    """Two of four first passages decide; the key stands fourth; a voice that forbids all is right of two in four."""
    ban, nothing = ({name: float(name == sure) for name in CLASSES} for sure in ("prohibited", "not_covered"))
    found = [score_voices.Heard(each, each.found, (ban, {}, nothing)) for each in some if each.question.cite]
    assert (0.5, 0.5, 0.75) == score_voices.passages(found)
    assert [0.5, 0.0, 0.5] == [score_voices.verdicts(found, weights)[0] for weights in ((1, 0, 0), (0, 0, 1), (0.6, 0.3, 0.1))]
    assert 0.0 < score_voices.verdicts(found, (1, 0, 0))[1]


def test_every_question_is_heard_by_trees_that_never_met_its_organisation(some: Sequence[Labelled]) -> None:
    """With two organisations each is heard by the other's trees; at each fitting and hearing clauses are read alone, then at once."""
    asked: list[int] = []

    def adjudge(learnt: Sequence[Labelled], readings: Sequence[Sequence[Sequence[int]]]) -> list[Table]:
        asked.append(max(map(len, readings)))
        assert len(learnt) == len(readings)
        return [np.full((len(each), len(CLASSES)), 1 / len(CLASSES)) for each in readings]

    found = list(score_voices.heard(some, adjudge, folds=2))
    assert {each.question.turns for each in some} == {each.asked.question.turns for each in found}
    assert [False, True] * 4 == [most == 1 for most in asked]


def test_all_that_is_needed_must_be_shown(some: Sequence[Labelled]) -> None:
    """The key's clause is third: shown among the first three clauses, not without it."""
    each = next(each for each in some if len(each.question.turns) > 1)
    assert score_voices.all_shown(each, each.found[-1:])
    assert not score_voices.all_shown(each, each.found[:1])


def test_the_command_says_what_is_wrong_with_its_file(tmp_path: Path, data: Path) -> None:
    """A file that is not there is an error, not an empty model."""
    with pytest.raises(OSError, match=r"near\.npz"):
        fit_trees.main([str(tmp_path / "near.npz"), "--data", str(data), "--to", str(tmp_path), "--adjudicator", str(tmp_path / "none.pt")])
