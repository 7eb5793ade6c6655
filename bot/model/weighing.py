"""Which of two readers is believed: the stricter where the norm reader's reading is exact, the model's where that one guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answer import Verdict
from bot.decide.decision import Decision
from bot.model.agreement import exact
from bot.model.reply import Proposal
from bot.model.wording import plain_options, plain_reason
from bot.second import Asked, Told
from bot.verify import flat

# How strict a verdict is, for what an exact reading forbids: anything lower is more permissive.
STRICT: dict[Verdict, int] = {
    "prohibited": 2,
    "refer": 2,
    "permission_needed": 1,
    "depends": 0,
    "unsure": 2,
    "required": 0,
    "information": 0,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one call to a model, as far as it came: its proposal, what the checks made of it, and what is told.

    ``stood`` says whose verdict was given where the two readers differ, None where they don't; ``why`` in a few words of ours.
    """

    proposal: Proposal | None = None
    decision: Decision | None = None
    told: Told | None = None
    stood: Literal["norms", "model"] | None = None
    why: str = ""


def weighed(proposal: Proposal, decision: Decision, asked: Asked, *, checked: bool) -> Outcome:
    """What is told, of ``decision``, the proposal as the checks let it through; ``checked`` lets an exact reading win."""
    if decision.verdict == "unsure":
        return Outcome(proposal, decision, why="the model is unsure")
    strict = exact(asked.case, asked.decision) if checked else None
    if strict and STRICT.get(decision.verdict, -1) < STRICT[strict]:
        return Outcome(proposal, decision, Told(asked.decision, "norms", care=True), "norms", "an exact reading is stricter")
    agrees = decision.verdict == asked.decision.verdict
    reader: Literal["both", "model"] = "both" if agrees else "model"
    why = "the norm reader guessed" if asked.decision.sure and not agrees else ""
    told = Told(decision, reader, refer_to=proposal.refer_to) if decision.verdict == "refer" else _told(decision, proposal, asked, reader)
    return Outcome(proposal, decision, told, None if agrees else "model", why)


def _told(decision: Decision, proposal: Proposal, asked: Asked, reader: Literal["model", "both"]) -> Told:
    cited = " ".join(
        flat(" ".join((ground.source.title, *ground.clause.path, *ground.clause.lead_in, ground.clause.text)))
        for ground in decision.grounds
    )
    said = " ".join(asked.question.messages)
    reason = plain_reason(proposal.reason, decision.verdict, cited, said)
    return Told(decision, reader, reason, plain_options(proposal.options) if decision.missing else ())
