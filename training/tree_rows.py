"""Questions with their candidates as the trees see them, and how each candidate is labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.case.reading import Case, read_case
from bot.decide.features import question_features
from bot.decide.ranking import Candidate, candidates
from bot.decide.reading import Library, Passage, read_library
from training.read_data import Corpus, Organisation, Question, flat
from training.similarity_file import Nearness

Table = NDArray[np.float64]
Ranked = tuple[Candidate, ...]  # surest first, each with its relevance
DECIDES, FAIR, NEITHER = 2, 1, 0
LONG = 25  # characters: a shorter sentence may stand in a snippet by chance
NEVER_RANKED = "refer"  # a concern is answered before any passage is read


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, its candidates nearest first, and a row of numbers for each, (candidates, features).

    By a candidate's place: whether its sentence decides, its clause does or is fair to cite, or neither; and which of the question's
    snippets its clause holds.
    """

    question: Question
    case: Case
    found: tuple[Candidate, ...]
    rows: Table
    labels: dict[int, int]
    held: dict[int, frozenset[int]]

    @property
    def decided(self) -> bool:
        """Whether any candidate is worth ranking first."""
        return any(self.labels.values())


Group = tuple[tuple[Passage, ...], list[tuple[int, Question, Nearness]]]


def labelled(corpus: Corpus, near: Sequence[Nearness], processes: int = 2) -> list[Labelled]:
    """The questions to learn from or to measure by, in the corpus's order; of those in pairs only what was judged, where any was."""
    any_judged = any(each.judged for each in near)
    groups: dict[Organisation, list[tuple[int, Question, Nearness]]] = defaultdict(list)
    for place, (question, each) in enumerate(zip(corpus.questions, near, strict=True)):
        if question.verdict != NEVER_RANKED and (each.judged or not question.paired or not any_judged):
            groups[question.organisation].append((place, question, each))
    work: list[Group] = [(tuple(each.passage for each in corpus.candidates[whose]), some) for whose, some in groups.items()]
    with ProcessPoolExecutor(processes) as pool:
        found = dict(row for some in pool.map(_group, work) for row in some)
    return [found[place] for place in sorted(found)]


def _group(group: Group) -> list[tuple[int, Labelled]]:
    passages, some = group
    library, plain = read_library(passages), [(flat(f"{each.lead_in} {each.whole}"), flat(each.sentence)) for each in passages]
    return [(place, read_question(question, near, library, plain)) for place, question, near in some]


def read_question(question: Question, near: Nearness, library: Library, plain: Sequence[tuple[str, str]]) -> Labelled:
    """One question; ``plain`` is each passage's clause with its lead-in, and its sentence, flattened to compare."""
    case = read_case(question.turns)
    found = candidates(case, library, near.cosines.tolist(), [True] * len(library.readings), near.judge())
    asked = question_features(case)
    rows = np.array([(*each.row, *asked) for each in found], dtype=np.float64)
    labels = {each.place: label(question, *plain[each.place]) for each in found}
    held = {each.place: frozenset(_held(question, plain[each.place][0])) for each in found}
    return Labelled(question, case, tuple(replace(each, row=()) for each in found), rows, labels, held)


def label(question: Question, clause: str, sentence: str) -> int:
    """``DECIDES`` where a snippet and the sentence hold one another, ``FAIR`` where the clause holds one or one that is fair to cite."""
    held = [flat(question.cite[place]) for place in _held(question, clause)]
    if any(snippet in sentence or (len(sentence) > LONG and sentence in snippet) for snippet in held):
        return DECIDES
    return FAIR if held or any(flat(snippet) in clause for snippet in question.fair) else NEITHER


def _held(question: Question, clause: str) -> Iterator[int]:
    return (place for place, snippet in enumerate(question.cite) if flat(snippet) in clause)
