"""What is decided before any word is phrased: the verdict, how sure, and the clauses it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import Final, Literal

from bot.answer import Fact, Verdict
from bot.decide.exact import Rule
from bot.decide.reading import Passage
from knowledge.clauses import Clause
from knowledge.lines import Span
from knowledge.norms.reading import Norm


@dataclass(frozen=True, slots=True)
class Source:
    """The policy version that a ground comes from: its slug, printed title, version hash and text."""

    policy: str
    title: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause that an answer stands on, with the words of it that rule.

    ``quotes`` are spans of the source's text: the lead-in where there is one, then the sentence that rules and its exception.
    ``use``: it rules, it stands beside ("also"), or it is only the nearest and decides nothing.
    """

    source: Source
    clause: Clause
    passage: Passage
    norm: Norm
    quotes: tuple[Span, ...]
    use: Literal["rules", "also", "nearest"]
    relevance: float


@dataclass(frozen=True, slots=True)
class Basis:
    """What caution goes by: the readings that the exact rules look at, the ruling one first; the most relevant passage's number.

    ``relevance`` is the judge's (a logit), nan where it read none; ``leeway`` how likely strict verdicts may be for a lenient one to stand,
    since what rules excepts what the message tells (0 where it does not: ``bot.decide.exempting``); ``leavers_named`` says that a ban
    among the likeliest passages, cited or not, goes by age or is about those who left.
    """

    norms: tuple[Norm, ...] = ()
    relevance: float = nan
    leeway: float = 0.0
    leavers_named: bool = False

    @property
    def decides(self) -> bool:
        """Whether any passage decides by the judge; where none read, it is taken for granted."""
        return isnan(self.relevance) or self.relevance > 0


NO_BASIS: Final = Basis()


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and its grounds, the ruling ones first. ``missing`` is the fact that a ``depends`` turns on.

    ``likely`` are the verdicts with their probabilities, before caution and exact rules, likeliest first; ``basis`` is what these went by;
    ``rule`` is the one that spoke; ``settleable`` says that "depends" was left in question.
    """

    verdict: Verdict
    sure: float
    grounds: tuple[Ground, ...]
    strength: Literal["must", "should"] | None = None
    missing: Fact | None = None
    likely: tuple[tuple[str, float], ...] = ()
    basis: Basis = NO_BASIS
    rule: Rule | None = None
    settleable: bool = False
