"""The organisations, policies and questions that the models are trained on.

A folder of data holds ``practice/SECTOR/ORG/*.md`` with ``practice/SECTOR.jsonl`` (one JSON object a question), and
``policies/SECTOR/ORG/*.md``; and for any of the two's organisations ``questions/SECTOR/ORG.txt``, most of them in pairs that differ in
one fact, ``asked/SECTOR/ORG.txt``, each for itself and as staff ask, and ``kept/SECTOR/ORG.txt``, as staff ask too but kept from the
networks: what weighs their numbers is fitted on these (``check_questions`` reads all three).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from bot.decide.reading import Passage
from bot.shelf import read_document
from knowledge.passages import CITABLE, passages
from knowledge.reading import PolicyRead, bytes_of, read_policy
from training.check_questions import rows

Source = Literal["practice", "questions", "asked", "kept"]
EXTRA: Final[tuple[Source, ...]] = ("questions", "asked", "kept")
SUFFIXES = frozenset({".md", ".txt"})
ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’", "'"),  # noqa: RUF001 - the quotes that stand in policies
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("–—", "-"),  # noqa: RUF001 - and their dashes
        **dict.fromkeys("\u00a0•✓✗➢▪|#", " "),
        **dict.fromkeys("\u00ad\u200b`", ""),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Organisation:
    """Whose policies: ``name`` is unique within its ``sector``."""

    sector: str
    name: str

    def __str__(self) -> str:
        """Its folder: "sector/name"."""
        return f"{self.sector}/{self.name}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may decide a question: ``words`` as embedded; its own and its clause's text, flattened to compare; and as judged."""

    words: str
    sentence: str
    whole: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ``turns`` its messages in order, with its verdict and snippets of the clauses that decide it.

    ``fair`` are snippets of others that are fair to cite, ``also`` other verdicts that are right: only practice questions have them.
    """

    organisation: Organisation
    turns: tuple[str, ...]
    verdict: str
    cite: tuple[str, ...]
    fair: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    source: Source = "practice"

    @property
    def extra(self) -> bool:
        """Whether it is none of practice."""
        return self.source != "practice"

    @property
    def paired(self) -> bool:
        """Whether it is of those where the rare verdicts, and what differs in one fact, are commoner than with those who ask."""
        return self.source == "questions"

    @property
    def kept(self) -> bool:
        """Whether no network learns from it."""
        return self.source == "kept"

    @property
    def words(self) -> str:
        """All turns, as they are embedded and judged."""
        return " ".join(self.turns)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All passages by organisation, and all questions about them."""

    candidates: dict[Organisation, tuple[Candidate, ...]]
    questions: tuple[Question, ...]

    def passages(self) -> dict[Organisation, tuple[Passage, ...]]:
        """Each organisation's passages as they are judged, in reading order."""
        return {whose: tuple(each.passage for each in some) for whose, some in self.candidates.items()}

    def deciding(self, question: Question, most: int) -> list[list[int]]:
        """For each snippet, the places of up to ``most`` passages that hold it: sentences where there are any, else clauses."""
        found = self.candidates[question.organisation]
        return [_holding(found, flat(snippet))[:most] for snippet in question.cite]

    def fair(self, question: Question) -> set[int]:
        """The places of passages whose clause is fair to cite."""
        snippets = [flat(snippet) for snippet in question.fair]
        return {
            place for place, each in enumerate(self.candidates[question.organisation]) if any(snippet in each.whole for snippet in snippets)
        }


def flat(text: str) -> str:
    """``text`` in lower case without marks of emphasis, links and lists, so that a snippet is found however it is laid out."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).translate(ALIKE)
    text = re.sub(r"(?m)^\s*(?:[-*>+]|X\b|\d+\.)\s+(?=\S)", " ", text.replace("**", ""))
    return " ".join(text.replace("*", "").split()).lower()


def finest(policy: PolicyRead, first: int = 0) -> Iterator[Candidate]:
    """The smallest passages of a policy, a clause's sentences, as they are served; its clauses are numbered from ``first``."""
    clauses = [clause for clause in policy.outline.clauses if clause.kind in CITABLE]
    judged = [each.passage for each in read_document(clauses, policy.document.text, first)]
    found = passages(policy.outline)
    several = {each.clause for each in found if each.sentence}
    wholes = {clause.id: flat(clause.text) for clause in clauses}
    smallest = [each for each in found if each.sentence or each.clause not in several]
    for each, passage in zip(smallest, judged, strict=True):
        yield Candidate(each.words, flat(each.text), wholes[each.clause], passage)


def read_corpus(data: Path, more: Sequence[Path] = ()) -> Corpus:
    """Everything under ``data``, and under further folders laid out as its ``practice``. Raises ValueError, KeyError, OSError, Refused."""
    practices = [data / "practice", *more]
    candidates = {whose: tuple(_read(folder)) for whose, folder in _folders([*practices, data / "policies"])}
    questions = read_questions(data, more)
    return Corpus(candidates, tuple(each for each in questions if each.organisation in candidates))


def read_questions(data: Path, more: Sequence[Path] = ()) -> tuple[Question, ...]:
    """The questions alone, without reading any policy. Raises ValueError, KeyError, OSError."""
    practice = (each for folder in (data / "practice", *more) for each in _practice(folder))
    return (*practice, *(each for source in EXTRA for each in _extra(data, source)))


def _holding(found: Sequence[Candidate], snippet: str) -> list[int]:
    sentences = [place for place, each in enumerate(found) if snippet in each.sentence]
    return sentences or [place for place, each in enumerate(found) if snippet in each.whole]


def _folders(roots: Sequence[Path]) -> Iterator[tuple[Organisation, Path]]:
    for root in roots:
        for folder in sorted(root.glob("*/*")):
            if folder.is_dir():
                yield Organisation(folder.parent.name, folder.name), folder


def _read(folder: Path) -> Iterator[Candidate]:
    clauses = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES:
            found = tuple(finest(read_policy(bytes_of(path), path.name), clauses))
            yield from found
            clauses = max((each.passage.clause + 1 for each in found), default=clauses)


def _practice(folder: Path) -> Iterator[Question]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            gold = json.loads(line)
            turns = tuple(gold.get("turns") or [gold["question"]])
            whose = Organisation(path.stem, gold["school"])
            cite, fair, also = (tuple(gold.get(name, ())) for name in ("cite_all", "cite_ok", "verdict_ok"))
            yield Question(whose, turns, gold["verdict"], cite, fair, also)


def _extra(data: Path, source: Source) -> Iterator[Question]:
    for path in sorted((data / source).glob("*/*.txt")):
        whose = Organisation(path.parent.name, path.stem)
        for _, row in rows(path):
            yield Question(whose, (row.question,), row.verdict, row.cite_all, source=source)
