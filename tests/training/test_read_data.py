"""What the models are trained on is what they meet in service."""

from __future__ import annotations

from pathlib import Path

from bot.shelf import read_document
from knowledge.passages import CITABLE
from knowledge.reading import read_policy
from training.read_data import Corpus, Organisation, finest

PLOT, CLUB = Organisation("gardens", "plot"), Organisation("rivers", "club")


def test_every_passage_is_embedded_and_judged_as_the_same_sentence(root: Path) -> None:
    """On the sample school's policies too, the words to embed end with the sentence to judge."""
    policies = [read_policy(path.read_bytes(), path.name) for path in sorted((root / "examples" / "larkfield").glob("*.md"))]
    found = [each for policy in policies for each in finest(policy)]
    assert found
    assert [] == [each.words for each in found if not each.words.endswith(each.passage.sentence)]


def test_passages_are_made_by_the_shelf(corpus: Corpus) -> None:
    """What is judged in training is what the shelf makes of the same clauses."""
    policy = read_policy(b"# Sheds\n\n1.1 Nobody may take a tool home. Ask the steward if you must.\n", "sheds.md")
    clauses = [clause for clause in policy.outline.clauses if clause.kind in CITABLE]
    served = [each.passage for each in read_document(clauses, policy.document.text)]
    assert [each.sentence for each in served] == [each.passage.sentence for each in corpus.candidates[PLOT][:2]]
    assert served == [each.passage for each in finest(policy)]


def test_questions_keep_their_turns_and_what_else_is_right(corpus: Corpus) -> None:
    """A conversation is one question, embedded whole; what it is for is known."""
    talk = next(each for each in corpus.questions if len(each.turns) > 1)
    assert ("my mate wants to borrow the key just for a day", ("permission_needed",), False) == (talk.words, talk.also, talk.extra)
    assert ["questions"] * 3 + ["asked", "kept"] == [each.source for each in corpus.questions if each.organisation == CLUB]


def test_the_passages_that_decide_are_found_by_their_words(corpus: Corpus) -> None:
    """A snippet is found in the sentence that holds it."""
    passages, question = corpus.candidates[PLOT], corpus.questions[0]
    assert ["Nobody may take a tool home."] == [passages[place].passage.sentence for some in corpus.deciding(question, 3) for place in some]
