"""What every channel renders: one answer, with its verdict and its verified citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal[
    "prohibited",
    "permitted",
    "permission_needed",
    "required",
    "not_required",
    "not_prohibited",
    "not_covered",
    "depends",
    "information",
    "refer",
    "out_of_scope",
    "unsure",
]
# What does harm where it is wrong: somebody is told that nothing stands in the way.
LENIENT: Final = frozenset({"permitted", "not_prohibited", "not_required", "not_covered"})
Fact = Literal["age", "permission", "relationship", "time", "device", "role", "purpose", "amount", "place"]
Role = Literal["staff", "new_starter", "dsl"]


@dataclass(frozen=True, slots=True)
class Question:
    """One message to answer; ``turns`` are the asker's earlier messages of the same conversation, oldest first.

    ``said`` are all messages as written, the newest last, where ``turns`` and ``text`` are only what is read as the case. ``pressed``:
    the newest are a button's words, which are ours, so that no concern is looked for in them.
    """

    school: str
    text: str
    role: Role = "staff"
    turns: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    pressed: bool = False

    @property
    def messages(self) -> tuple[str, ...]:
        """Every message of the conversation, oldest first."""
        return self.said or (*self.turns, self.text)


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause in force and the words of it that rule; ``quote`` joins verbatim parts by " … "."""

    policy: str
    version: str
    ref: str
    path: tuple[str, ...]
    clause: str
    quote: str
    page: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """The one missing fact that the verdict turns on, with the buttons to offer."""

    fact: Fact
    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that stands beside the answer: ``kind`` is a stable name ("review_overdue")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. ``text`` is what a person reads where there are no cards; ``reader`` "owner" says that a person signed it."""

    verdict: Verdict
    text: str
    citations: tuple[Citation, ...] = ()
    strength: Literal["must", "should"] | None = None
    ask: Ask | None = None
    notices: tuple[Notice, ...] = ()
    refer_to: Literal["dsl", "headteacher", "chair_of_governors", "lado"] | None = None
    reader: Literal["norms", "model", "both", "owner"] = "norms"
    sure: float = 0.0
