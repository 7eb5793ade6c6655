"""What a gold question makes of an answer: one mark for each thing that must be right of it. Fields are those of the gold files."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer import LENIENT, Answer
from bot.verify import stands

STRICT = frozenset({"prohibited", "permission_needed", "required", "refer"})
DRAWS = 1_000
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "|": " ", "#": " ", "*": "", "`": ""})  # noqa: RUF001 - as printed
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answer to one question: verdicts that are right (the first is best), what must be cited, may be, and must be said."""

    verdicts: Words
    cite_all: Words = ()
    cite_ok: Words = ()
    mention: Words = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """``right``: verdict, clauses, words and quotes are; None where a mark does not apply. ``precision`` is a share, 0 to 1."""

    verdict: bool
    ruled: bool
    dangerous: bool
    cited: bool | None
    mention: bool | None
    missing: bool | None
    quoted: bool
    precision: float | None

    @property
    def right(self) -> bool:
        """Whether nothing that counts is wrong."""
        return self.verdict and self.cited is not False and self.mention is not False and self.quoted


def marked(gold: Gold, answer: Answer, sources: Mapping[str, str]) -> Marks:
    """The marks of ``answer``; ``sources`` are the texts by version."""
    clauses = [_flat(f"{citation.clause} {citation.quote}") for citation in answer.citations]
    wanted = [_flat(snippet) for snippet in gold.cite_all]
    fair = [*wanted, *map(_flat, gold.cite_ok)]
    text = _flat(answer.text)
    fine = [any(snippet in clause for snippet in fair) for clause in clauses]
    asked = answer.ask.fact if answer.ask else ""
    return Marks(
        verdict=answer.verdict in gold.verdicts,
        ruled=answer.verdict != "unsure",
        dangerous=gold.verdicts[0] in STRICT and answer.verdict in LENIENT and answer.verdict not in gold.verdicts,
        cited=all(any(snippet in clause for clause in clauses) for snippet in wanted) if wanted else None,
        mention=all(any(_flat(way) in text for way in each.split("|")) for each in gold.mention) if gold.mention else None,
        missing=asked == gold.missing if gold.missing and answer.verdict == "depends" else None,
        quoted=all(stands(citation.quote, sources.get(citation.version, "")) for citation in answer.citations),
        precision=sum(fine) / len(fine) if fine and fair else None,
    )


def _flat(text: str) -> str:
    """Words as compared: no links, no signs of markup or lists, one kind of quotation mark, no case."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).translate(_SIGNS)
    return re.sub(r"\s+", " ", re.sub(r"(?m)^\s*(?:[-•➢▪✓✗>+]|\d+\.)\s+", " ", text)).strip().lower()


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean with its 95 % bootstrap interval, drawn alike in every run. Raises ValueError where there are no values."""
    if not values:
        message = "no values"
        raise ValueError(message)
    draw = random.Random(0)  # noqa: S311 - no secret hangs on it
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(DRAWS))
    return sum(values) / len(values), means[int(0.025 * DRAWS)], means[int(0.975 * DRAWS) - 1]
