"""Decisions to phrase, made from a few sentences as the bot makes them from a policy."""

from __future__ import annotations

from typing import Literal

from bot.answer import Fact, Verdict
from bot.decide.decision import Decision, Ground, Source
from bot.decide.reading import Passage
from knowledge.clauses import Clause
from knowledge.lines import Span
from knowledge.norms.reading import read_norm


def ground(text: str, use: Literal["rules", "also", "nearest"] = "rules", title: str = "Keys and doors", lead_in: str = "") -> Ground:
    """A ground whose policy is just ``lead_in`` and ``text``, a line apart."""
    whole = f"{lead_in}\n{text}" if lead_in else text
    spans = (Span(0, len(lead_in)),) if lead_in else ()
    own = Span(len(whole) - len(text), len(whole))
    leads = (lead_in,) if lead_in else ()
    clause = Clause("c1", "clause", "2.1", "2.1", ("2 Keys",), text, own, lead_in=leads, lead_in_spans=spans, page=3)
    passage = Passage(0, text, text, lead_in)
    return Ground(Source("keys", title, "v1", whole), clause, passage, read_norm(text, lead_in), (*spans, own), use, 1.0)


def decision(
    verdict: Verdict, *grounds: Ground, strength: Literal["must", "should"] | None = "must", missing: Fact | None = None
) -> Decision:
    """A decision that is rather sure."""
    return Decision(verdict, 0.9, grounds, strength, missing)
