"""The language model as the second reader: asks once, believes only what verifies, and gives way to an exact reading that is stricter."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from bot.answer import Verdict
from bot.decide.decision import Decision
from bot.model.acceptance import NotBorneOutError, accepted
from bot.model.agreement import exact
from bot.model.calling import Model, ModelError, NotAnsweredYetError
from bot.model.differences import Difference, Differences
from bot.model.excerpts import Excerpts, excerpts
from bot.model.guarding import Guarded, Usage
from bot.model.reply import Proposal, read_reply
from bot.model.request import request
from bot.model.wording import plain_options, plain_reason
from bot.second import Asked, Told
from bot.verify import flat

SECONDS = 12.0  # of the 15 that an answer may take
BUDGET = 24_000  # tokens of policy
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
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stance:
    """How far the model is followed: ``checked`` False leaves the norm reader's exact readings out, to measure the model by itself."""

    budget: int = BUDGET
    seconds: float = SECONDS
    checked: bool = True


class ModelReader:
    """One model call a question."""

    def __init__(self, model: Model, stance: Stance | None = None, differences: Differences | None = None) -> None:
        """``differences`` is told where the two readers differ."""
        self._model, self._stance, self._differences = model, stance or Stance(), differences

    def usage(self) -> Usage:
        """What the model was used for since the start; nothing, for one that counts nothing (a replay)."""
        return self._model.usage() if isinstance(self._model, Guarded) else Usage()

    def read(self, asked: Asked) -> Told | None:
        """What the model's reply comes to; None where there is none that can be used."""
        sent = excerpts(asked.shelf, asked.open_to, asked.near, self._stance.budget)
        if sent.left_out:
            _LOG.info("left out of the request: %s", "; ".join(sent.left_out))
        asking = request(asked.question, sent, asked.today)
        try:
            proposal = read_reply(self._model.reply(asking, self._stance.seconds).text)
            return self._weighed(proposal, sent, asked)
        except NotAnsweredYetError:
            return None
        except ModelError as fault:
            _LOG.info("no usable reply to %s: %s", asking.key, fault)
        except NotBorneOutError as fault:
            _LOG.info("reply to %s not borne out: %s", asking.key, fault)
            self._note(asked, proposal.verdict, "norms", str(fault))
        except Exception as fault:  # noqa: BLE001 - whatever a reply holds, the norm reader's answer goes out
            _LOG.warning("reply to %s: %s", asking.key, type(fault).__name__)
        return None

    def _weighed(self, proposal: Proposal, sent: Excerpts, asked: Asked) -> Told | None:
        decision = accepted(proposal, sent, asked.shelf, asked.case)
        if decision.verdict == "unsure":
            return None
        strict = exact(asked.case, asked.decision) if self._stance.checked else None
        if strict and STRICT.get(decision.verdict, -1) < STRICT[strict]:
            self._note(asked, decision.verdict, "norms", "an exact reading is stricter")
            return Told(asked.decision, "norms", care=True)
        agrees = decision.verdict == asked.decision.verdict
        if not agrees:
            self._note(asked, decision.verdict, "model", "the norm reader guessed" if asked.decision.sure else "")
        if decision.verdict == "refer":
            return Told(decision, "both" if agrees else "model", refer_to=proposal.refer_to)
        return self._told(decision, proposal, asked, reader="both" if agrees else "model")

    @staticmethod
    def _told(decision: Decision, proposal: Proposal, asked: Asked, *, reader: Literal["model", "both"]) -> Told:
        cited = " ".join(
            flat(" ".join((ground.source.title, *ground.clause.path, *ground.clause.lead_in, ground.clause.text)))
            for ground in decision.grounds
        )
        said = " ".join(asked.question.messages)
        reason = plain_reason(proposal.reason, decision.verdict, cited, said)
        return Told(decision, reader, reason, plain_options(proposal.options) if decision.missing else ())

    def _note(self, asked: Asked, model: Verdict, stood: Literal["norms", "model"], why: str) -> None:
        if self._differences is None:
            return
        ground = asked.decision.grounds[0] if asked.decision.grounds else None
        policy, clause = (ground.source.policy, ground.clause.address) if ground else ("", "")
        self._differences.add(Difference(asked.shelf.school, policy, clause, asked.decision.verdict, model, stood, why))
