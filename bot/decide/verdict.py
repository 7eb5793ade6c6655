"""What the best passages say of the case: a learned verdict over exact readings, never more lenient than an exact one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.case.reading import Case
from bot.decide.features import AMOUNTS, MODALITIES, OUTPUTS, fits, question_features
from bot.decide.foremost import foremost
from bot.decide.ranking import Candidate, most_relevant
from bot.decide.trees import Forest, load_forest
from knowledge.norms.concepts import concepts
from knowledge.norms.reading import Norm
from knowledge.norms.words import stems

CIRCUMSTANCES = (
    "break",
    "lesson",
    "consent",
    "family_tie",
    "alone",
    "home",
    "emergency",
    "train",
    "phone",
    "computer",
    "visit",
    "identify",
    "internet",
    "storage",
)
BESIDE = 3  # passages that the verdict is read from one by one
FOREIGN: Final = "out_of_scope"
CLASSES = (*OUTPUTS[1:], "not_covered", FOREIGN)  # what the judge names, and what no one passage can say


# In the logarithm; chosen on questions that none of them had learnt from (training/README.md).
TREES_WEIGH, JUDGE_WEIGHS, ADJUDICATOR_WEIGHS = 0.35, 0.35, 0.3
LEAST = 1e-3  # a probability that may have come out as less
# The greatest relevance at which silence is as likely as not, and how soon it is likelier below (training.silence).
SILENT_AT, SILENT_BY = -0.89, 0.92

ALONE_WEIGHS = 0.5  # of what the adjudicator says: clauses that it read one by one, beside the same read together

Adjudicate = Callable[[Sequence[Sequence[int]]], Sequence[Sequence[float]]]
"""Each verdict's share for each of several readings, a reading being the places of passages that are read together."""


@cache
def reader() -> Forest:
    """The verdict reader as trained."""
    return load_forest("verdict")


def probabilities(case: Case, found: Sequence[Candidate], adjudicate: Adjudicate | None = None) -> dict[str, float]:
    """Each verdict's: the adjudicator's over the first three candidates, the judge's over what it read, and the trees', which hear both."""
    adjudged = Adjudged(named(adjudicate([foremost(found)])[0]) if adjudicate else {}, one_by_one(found))
    judged = by_judge(found, adjudged.foreign)
    trees = reader().probabilities(verdict_features(case, found, judged, adjudged))
    voices = ((TREES_WEIGH, trees), (JUDGE_WEIGHS, judged), (ADJUDICATOR_WEIGHS, adjudged.both))
    return with_foreign(together([(weight, voice) for weight, voice in voices if voice]), adjudged.foreign)


@dataclass(frozen=True, slots=True)
class Adjudged:
    """What the adjudicator says: of the first clauses read at once, and of each by itself; either may be empty."""

    at_once: Mapping[str, float]
    singly: Mapping[str, float]

    @property
    def foreign(self) -> float:
        """How likely the message is out of scope."""
        return self.at_once.get(FOREIGN, 0.0)

    @property
    def both(self) -> Mapping[str, float]:
        """One share a verdict from both."""
        some = [(weight, voice) for weight, voice in ((1.0 - ALONE_WEIGHS, self.at_once), (ALONE_WEIGHS, self.singly)) if voice]
        return together(some) if some else {}


def one_by_one(found: Sequence[Candidate]) -> dict[str, float]:
    """What the adjudicator says of each of the first three clauses by itself, by relevance; empty where none was read alone."""
    first = frozenset(foremost(found))
    read = [(clause_relevance(each, found), each.alone) for each in found if each.place in first and each.alone]
    whole = sum(relevance for relevance, _ in read) or 1.0
    return named([sum(relevance * alone[n] for relevance, alone in read) / whole for n in range(len(CLASSES))]) if read else {}


def clause_relevance(candidate: Candidate, found: Sequence[Candidate]) -> float:
    """How relevant all passages of a candidate's clause are together."""
    return sum(each.relevance for each in found if each.reading.passage.clause == candidate.reading.passage.clause)


def named(shares: Sequence[float]) -> dict[str, float]:
    """Each verdict's share by its name, from one in the order of ``CLASSES``."""
    return dict(zip(CLASSES, shares, strict=True))


def likeliest(weights: Mapping[str, float]) -> str:
    """The verdict that weighs most."""
    return max(weights, key=lambda name: weights[name])


def with_foreign(mixed: Mapping[str, float], share: float) -> dict[str, float]:
    """``mixed`` with "out of scope" no less likely than ``share``, as the adjudicator has it.

    It alone reads what a message is about where no passage is: trees see no words, the judge none without a passage. On dev, the sample
    school and organisations that it never met it gives all eight foreign messages 0.79 or more, of 1,330 others three more than 0.07.
    """
    most = max(share, mixed[FOREIGN])
    left = (1.0 - most) / max(1.0 - mixed[FOREIGN], LEAST)
    return {name: value * left for name, value in mixed.items()} | {FOREIGN: most}


def together(voices: Sequence[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    """One probability a verdict from several readers' with their weights: the mean of the logarithms."""
    whole = sum(weight for weight, _ in voices)
    logs = {name: sum(weight * math.log(max(voice[name], LEAST)) for weight, voice in voices) / whole for name in CLASSES}
    return dict(zip(CLASSES, _softmax([logs[name] for name in CLASSES]), strict=True))


def by_judge(found: Sequence[Candidate], foreign: float) -> dict[str, float]:
    """The judge's verdicts over all that it read, by relevance; the less relevant the best is, the likelier the policy is silent.

    Of what lies out of scope it knows nothing, and has what the adjudicator does (``foreign``). Empty where it read nothing.
    """
    relevance = most_relevant(found)
    if math.isnan(relevance):
        return {}
    silent = silence(relevance)
    said = {name: share * (1.0 - silent) for name, share in zip(OUTPUTS[1:], _weighted(found), strict=True)} | {"not_covered": silent}
    return {name: share * (1.0 - foreign) for name, share in said.items()} | {FOREIGN: foreign}


def silence(relevance: float) -> float:
    """How likely the policy is silent where its most relevant passage has this ``relevance``, a logit."""
    return 1.0 / (1.0 + math.exp(SILENT_BY * (relevance - SILENT_AT)))


def _softmax(numbers: Sequence[float]) -> list[float]:
    if not numbers or math.isnan(numbers[0]):
        return [float("nan")] * len(numbers)
    top = max(numbers)
    weights = [math.exp(n - top) for n in numbers]
    return [w / sum(weights) for w in weights]


def _one(case: Case, candidate: Candidate) -> list[float]:
    norm = candidate.reading.norm
    row = [candidate.relevance, candidate.similarity.cosine, candidate.similarity.judged[0], *_softmax(candidate.similarity.judged[1:])]
    row += [
        float(MODALITIES.index(norm.modality)),
        float(norm.needs_approval),
        float(bool(norm.exception)),
        float(norm.strength == "should"),
    ]
    row += [float(norm.defines), float(norm.reports), float(bool(candidate.reading.passage.header))]
    row += [
        float(label in norm.labels)
        for label in ("must_not", "need_not", "may", "must", "should", "approval", "condition", "consequence", "limit")
    ]
    for kind in AMOUNTS:
        found = [fits(bound, case.amounts) for bound in norm.bounds if bound.kind == kind]
        row += [float(bool(found)), max(found, default=0.0), min(found, default=0.0)]
    row += [float(p in norm.bearers) for p in ("staff", "pupil", "parent", "manager", "volunteer", "client")]
    row += [float(p in norm.parties and p in case.parties) for p in ("pupil", "former_pupil", "parent", "relative", "client")]
    row += [float(case_has and party_missing) for case_has, party_missing in _mismatches(case, norm)]
    return row + _circumstances(case, norm)


def _mismatches(case: Case, norm: Norm) -> list[tuple[bool, bool]]:
    """Parties that the case is about and the norm does not name."""
    former = "former_pupil" in case.parties
    return [
        (former, "former_pupil" not in norm.parties and "pupil" in norm.parties),
        ("relative" in case.parties, "relative" not in norm.parties),
        ("parent" in case.parties, "parent" not in norm.parties),
        ("pupil" in case.parties and not former, "pupil" not in norm.parties),
        ("client" in case.parties, "client" not in norm.parties),
        ("former_pupil" in norm.parties, not former),
    ]


def _circumstances(case: Case, norm: Norm) -> list[float]:
    """Which circumstances the case shares with the rule and with its exception, and which the exception asks for in vain."""
    main, apart = concepts(norm.main), concepts(norm.exception)
    row = []
    for topic in CIRCUMSTANCES:
        told = topic in case.topics
        row += [
            float(told and topic in main),
            float(told and topic in apart),
            float(not told and topic in apart),
            float(not told and topic in main),
        ]
    words, asked = frozenset(stems(norm.exception)), frozenset(case.stems)
    return [*row, len(words & asked) / max(1, len(words)), float(len(words & asked))]


@cache
def _width() -> int:
    return 3 + 8 + 4 + 3 + 9 + 3 * len(AMOUNTS) + 6 + 5 + 6 + 4 * len(CIRCUMSTANCES) + 2


def _weighted(found: Sequence[Candidate]) -> list[float]:
    """The pair scorer's verdicts over all that it read, weighed by relevance."""
    read = [c for c in found if not math.isnan(c.similarity.judged[0])]
    total = sum(c.relevance for c in read) or 1.0
    sums = [0.0] * (len(OUTPUTS) - 1)
    for c in read:
        for n, share in enumerate(_softmax(c.similarity.judged[1:])):
            sums[n] += share * c.relevance / total
    return sums


def _modalities(found: Sequence[Candidate]) -> list[float]:
    """How much relevance lies on each modality."""
    return [sum(c.relevance for c in found if c.reading.norm.modality == modality) for modality in MODALITIES]


def verdict_features(case: Case, found: Sequence[Candidate], judged: Mapping[str, float], adjudged: Adjudged) -> list[float]:
    """The numbers for one case, its ranked candidates and what judge and adjudicator say (either may be empty), in a fixed order."""
    row = question_features(case)
    for n in range(BESIDE):
        row += _one(case, found[n]) if n < len(found) else [float("nan")] * _width()
    row += _weighted(found) + _modalities(found)
    row += [most_relevant(found)]
    row += [max((c.similarity.cosine for c in found), default=0.0), max((c.similarity.bm25 for c in found), default=0.0)]
    return [*row, *_logs(judged), *_logs(adjudged.at_once), *_logs(adjudged.singly)]


def _logs(voice: Mapping[str, float]) -> list[float]:
    """The logarithm of each verdict's share; nan where nobody spoke."""
    return [math.log(max(voice[name], LEAST)) if voice else float("nan") for name in CLASSES]
