"""Which one fact a case leaves out that its clauses turn on. The words that tell are in ``missing.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answer import Fact
from bot.case.reading import Case
from bot.decide.features import age_told, told
from bot.decide.reading import Reading
from knowledge.norms.reading import unconceded
from knowledge.vocabulary import compiled

if TYPE_CHECKING:
    import re


def _patterns(table: str) -> Mapping[str, re.Pattern[str]]:
    return compiled("bot.decide", "missing.toml", table)


def _named(readings: Sequence[Reading]) -> set[str]:
    """The facts that the clauses' words turn on."""
    text = " ".join(unconceded(r.norm.text) for r in readings).lower()
    return {name for name, expression in _patterns("turns_on").items() if expression.search(text)}


def _weights(readings: Sequence[Reading], case: Case) -> dict[Fact, float]:
    """How much the ruling turns on each fact; what the case gives counts less. The weights were set by judgement on practice questions."""
    named = _named(readings)
    bounds = [bound for reading in readings for bound in reading.norm.bounds]
    bound, given = told(bounds), told(case.amounts)
    untold = (bound - given) | (bound & {"age"} if not age_told(bounds, case) else set())
    dated = bool(_patterns("told")["date"].search(case.whole.lower()))
    timed = 2.0 * bool(bound & ({"clock"} if dated else {"clock", "duration"})) + 1.2 * ("time" in named and not dated)
    time_told = 2.0 * bool(case.asks & {"own_time", "work_time"}) + 1.5 * bool(given & {"clock", "duration"})
    return {
        "age": 3.0 * ("age" in untold),
        "amount": 2.5 * ("money" in untold) + 1.5 * ("measure" in untold),
        "time": timed - time_told,
        "permission": 1.4 * any(r.norm.needs_approval for r in readings) - 1.5 * ("approval_held" in case.asks),
        "device": 1.3 * ("device" in named) - 2.0 * bool(case.asks & {"own_device", "work_device"}),
        "relationship": 1.3 * ("relationship" in named) - 1.3 * bool(case.parties & {"relative", "former_pupil"}),
        "purpose": 1.1 * ("purpose" in named),
        "place": 1.0 * ("place" in named),
        "role": 0.9 * ("role" in named),
    }


def missing_fact(readings: Sequence[Reading], case: Case) -> Fact | None:
    """The fact that the ruling clauses turn on most and the case does not give, of equals the first; None where they turn on none known."""
    weights = _weights(readings, case)
    most = max(weights, key=lambda fact: weights[fact])
    return most if weights[most] > 0 else None
