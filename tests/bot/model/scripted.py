"""A model that says what a test tells it, over the sample school with one more policy that only the DSL may see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from adapters.command_line.wiring import Wiring
from bot.answer import Answer, Question
from bot.answering import Adjudicates, Answerer, Networks, Pairs
from bot.model.calling import ModelError, Replied
from bot.model.reading import ModelReader
from bot.model.request import Request
from bot.second import SecondReader
from knowledge.adjudicator import adjudicator
from knowledge.pair_scorer import pair_scorer
from knowledge.search import Search

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TODAY = date(2026, 11, 21)
CANARY = "The sealed register of heron files is kept in drawer nine and only deputies may open it."
DSL_ONLY = f"# Sealed register policy\n\n## 1. Register\n\n1.1 {CANARY}\n\n1.2 Deputies must not copy the register.\n"
OTHER = "# Kite policy\n\n## 1. Kites\n\n1.1 Staff may fly kites in the playground at weekends without asking anybody first.\n"


@dataclass
class Scripted:
    """A model in this process: ``says`` makes the reply (fields, text, or a ModelError to raise) from the request."""

    says: Callable[[Request], dict[str, Any] | str | ModelError] = lambda _: {}
    name: str = "scripted"
    asked: list[Request] = field(default_factory=list)

    def reply(self, request: Request, seconds: float) -> Replied:  # noqa: ARG002 - Model's signature
        self.asked.append(request)
        said = self.says(request)
        if isinstance(said, ModelError):
            raise said
        return Replied(said if isinstance(said, str) else json.dumps(said))


@dataclass
class Remembered:
    """The real networks, which read the same words once: what they say of them hangs on nothing else."""

    pairs: Pairs
    adjudicator: Adjudicates
    said: dict[tuple[object, ...], NDArray[np.float32]] = field(default_factory=dict)

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return self._once((question, *passages), lambda: self.pairs.score(question, passages))

    def weigh(self, question: str, readings: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        return self._once((question, *map(tuple, readings)), lambda: self.adjudicator.weigh(question, readings))

    def _once(self, read: tuple[object, ...], ask: Callable[[], NDArray[np.float32]]) -> NDArray[np.float32]:
        if read not in self.said:
            self.said[read] = ask()
        return self.said[read]


@dataclass
class Bench:
    """The sample school's parts with a model: ``answer`` puts a question to both readers."""

    wiring: Wiring
    model: Scripted = field(default_factory=Scripted)

    def __post_init__(self) -> None:
        self.store = self.wiring._store  # noqa: SLF001 - the wiring's own store, to see the source
        embedder = self.wiring._embedder  # noqa: SLF001 - as above, loaded once
        pairs, adjudicates = pair_scorer(), adjudicator()
        assert pairs
        assert adjudicates
        networks = Remembered(pairs, adjudicates)
        self._parts = (self.store, Search(self.store, embedder), embedder, Networks(networks, networks))

    def answerer(self, second: SecondReader | None) -> Answerer:
        """The answerer with another second reader."""
        return Answerer(*self._parts, second)

    def answer(self, text: str, *, role: str = "staff", turns: tuple[str, ...] = (), second: SecondReader | None = None) -> Answer:
        """The answer to ``text``, with the scripted model unless another reader is handed in."""
        question = Question("larkfield", text, role, turns)  # type: ignore[arg-type]  # the test says which
        return self.answerer(second or ModelReader(self.model)).answer(question, TODAY)

    def norms(self, text: str) -> Answer:
        """The norm reader's answer by itself."""
        return self.answerer(None).answer(Question("larkfield", text), TODAY)

    def sources(self) -> dict[str, str]:
        """Every text in force, by version."""
        school = self.store.school("larkfield")
        return {policy.version: self.store.text(policy) for policy in self.store.policies(school)}


def clause_id(request: Request, words: str) -> str:
    """The id under which the clause that holds ``words`` was sent."""
    line = next(line for line in request.user.splitlines() if words in line and line.lstrip().startswith("["))
    match = re.match(r"\s*\[(p\d+\.c\d+)\]", line)
    assert match
    return match[1]


def proposal(verdict: str, *clauses: tuple[str, str], **fields: object) -> dict[str, Any]:
    """A reply in the schema's form."""
    cited = [{"id": each, "quotes": [quote] if quote else []} for each, quote in clauses]
    usual: dict[str, Any] = {"question": "", "facts": [], "strength": None, "missing": None, "reason": "", "refer_to": None, "sure": 0.9}
    return {**usual, "verdict": verdict, "clauses": cited, **fields}
