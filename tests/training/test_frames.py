"""How a thing is asked says nothing of the answer, once the question is asked in another frame."""

from __future__ import annotations

import pathlib
import random
import re
from collections import Counter

import pytest

from training.frames import ASKED, reframed
from training.read_data import read_questions


def _all_frames(question: str, verdict: str = "prohibited") -> set[str]:
    return {reframed(question, verdict, random.Random(seed)) for seed in range(200)}  # noqa: S311 - a draw


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("can i keep a £12 candle from one of the families?", "keep a £12 candle from one of the families"),
        ("is it a breach if i lend the key to Dev for ten minutes", "lend the key to Dev for ten minutes"),
        ("she's 17 and left last year, wants to follow me. any rule against it?", "she's 17 and left last year, wants to follow me"),
        ("four and a half hours at the wheel on the dot. too long?", "four and a half hours at the wheel on the dot"),
    ],
)
def test_the_facts_stay_and_the_frame_changes(question: str, fact: str) -> None:
    """Every way of asking holds what happened, word for word, and there are many ways."""
    found = _all_frames(question)
    assert len(found) > 8
    assert all(fact in each for each in found)


@pytest.mark.parametrize(
    "question", ["do i have to fill an L1 for popping out?", "how long can I keep it", "my mate's in, can he have a go"]
)
def test_what_asks_in_words_of_its_own_stays(question: str) -> None:
    """A question on a duty, or about somebody else, is not made one on what the asker may do."""
    assert _all_frames(question) == {question}


@pytest.mark.parametrize("verdict", ["required", "not_required", "information", "refer", "out_of_scope"])
def test_only_what_asks_whether_it_may_be_done_is_reframed(verdict: str) -> None:
    """A question with such an answer may turn on how it is put."""
    assert _all_frames("got a £12 candle off a family, ok?", verdict) == {"got a £12 candle off a family, ok?"}


def test_no_way_of_asking_gives_the_answer_away(root: pathlib.Path) -> None:
    """Of the questions that speak of a rule or a ban no verdict has three times its share; as written, one has eight times."""
    chance = random.Random(1)  # noqa: S311 - a draw
    asked = [(each.verdict, each.words) for each in read_questions(root / "training") if each.verdict in ASKED]
    tells = re.compile(r"\b(?:rules?|breach|banned|barred|trouble)\b")
    written = Counter(verdict for verdict, words in asked if tells.search(words.lower()))
    given = Counter(verdict for verdict, words in asked if tells.search(reframed(words, verdict, chance).lower()))
    base = Counter(verdict for verdict, _ in asked)
    share = {verdict: given[verdict] / given.total() / (base[verdict] / base.total()) for verdict in ASKED}
    assert written["not_prohibited"] / written.total() > 4 * base["not_prohibited"] / base.total()
    assert max(share.values()) < 3, share
