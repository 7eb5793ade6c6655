"""The language model as the second reader: asks once, believes only what verifies, and gives way to an exact reading that is stricter."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from bot.answer import Verdict
from bot.model.acceptance import NotBorneOutError, accepted
from bot.model.account import account
from bot.model.calling import Model, ModelError, NotAnsweredYetError
from bot.model.differences import Difference, Differences
from bot.model.excerpts import Excerpts, excerpts
from bot.model.guarding import Guarded, Usage
from bot.model.reply import Proposal, read_reply
from bot.model.request import Request, request
from bot.model.weighing import Outcome, weighed
from bot.second import Account, Asked, Told

SECONDS = 12.0  # of the 15 that an answer may take
BUDGET = 24_000  # tokens of policy
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
        sent, asking = self._request(asked)
        if sent.left_out:
            _LOG.info("left out of the request: %s", "; ".join(sent.left_out))
        outcome = self._outcome(asked, sent, asking)
        if outcome.stood and outcome.proposal:
            verdict = outcome.decision.verdict if outcome.decision else outcome.proposal.verdict
            self._note(asked, verdict, outcome.stood, outcome.why)
        return outcome.told

    def account(self, asked: Asked) -> Account:
        """The same with how it was reached; no difference is noted."""
        sent, asking = self._request(asked)
        return account(self._model.name, asked, sent, asking, self._outcome(asked, sent, asking))

    def _request(self, asked: Asked) -> tuple[Excerpts, Request]:
        sent = excerpts(asked.shelf, asked.open_to, asked.near, self._stance.budget)
        return sent, request(asked.question, sent, asked.today)

    def _outcome(self, asked: Asked, sent: Excerpts, asking: Request) -> Outcome:
        """What became of one call; a fault of any kind leaves the norm reader's answer."""
        proposal: Proposal | None = None
        try:
            proposal = read_reply(self._model.reply(asking, self._stance.seconds).text)
            return weighed(proposal, accepted(proposal, sent, asked.shelf, asked.case), asked, checked=self._stance.checked)
        except NotAnsweredYetError:
            return Outcome(why="nobody has answered this request yet")
        except ModelError as fault:
            _LOG.info("no usable reply to %s: %s", asking.key, fault)
            return Outcome(why=str(fault))
        except NotBorneOutError as fault:
            _LOG.info("reply to %s not borne out: %s", asking.key, fault)
            return Outcome(proposal, stood="norms", why=str(fault))
        except Exception as fault:  # noqa: BLE001 - whatever a reply holds, the norm reader's answer goes out
            _LOG.warning("reply to %s: %s", asking.key, type(fault).__name__)
            return Outcome(proposal, why=type(fault).__name__)

    def _note(self, asked: Asked, model: Verdict, stood: Literal["norms", "model"], why: str) -> None:
        if self._differences is None:
            return
        ground = asked.decision.grounds[0] if asked.decision.grounds else None
        policy, clause = (ground.source.policy, ground.clause.address) if ground else ("", "")
        self._differences.add(Difference(asked.shelf.school, policy, clause, asked.decision.verdict, model, stood, why))
