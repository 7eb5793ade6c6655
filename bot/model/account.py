"""A model's part in one answer, told as it was: what was sent, what it proposed, what the checks made of that, whose verdict stood."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model.excerpts import Excerpts
from bot.model.quotes import standing
from bot.model.reply import Cited, Proposal
from bot.model.request import Request, sent_messages
from bot.model.weighing import Outcome
from bot.second import Account, Asked, Checked
from bot.verify import flat


def account(model: str, asked: Asked, sent: Excerpts, asking: Request, outcome: Outcome) -> Account:
    """What led from the question to ``outcome``, all in words that may be shown to whoever may see the answer."""
    proposed = outcome.proposal
    return Account(
        told=outcome.told,
        sent=tuple(_sent(model, asked, sent, asking)),
        proposed=tuple(_proposed(proposed)) if proposed else (),
        quotes=tuple(each for cited in proposed.cited for each in _checked(cited, sent)) if proposed else (),
        outcome=_came_to(asked, outcome),
    )


def _sent(model: str, asked: Asked, sent: Excerpts, asking: Request) -> Iterator[tuple[str, str]]:
    titles = dict.fromkeys(flat(each.source.title) for each in sent.by_id.values())
    yield "model", model
    yield "policies", "; ".join(titles)
    yield "clauses", f"{len(sent.by_id)}, about {asking.tokens} tokens in all"
    if sent.left_out:
        yield "left out", "; ".join(sent.left_out)
    for each in sent_messages(asked.question, sent.text):
        yield "message", flat(each)
    yield "request", f"{asking.key}, prompts {', '.join(f'{name} {version}' for name, version in asking.prompts)}"


def _proposed(proposal: Proposal) -> Iterator[tuple[str, str]]:
    yield "verdict", f"{proposal.verdict}, {proposal.sure:.2f} sure"
    if proposal.question:
        yield "question as it read it", flat(proposal.question)
    yield from (("fact", flat(f"{name}: {value}")) for name, value in proposal.facts)
    if proposal.missing:
        yield "turns on", proposal.missing
    if proposal.reason:
        yield "reason", flat(proposal.reason)


def _checked(cited: Cited, sent: Excerpts) -> Iterator[Checked]:
    excerpt = sent.by_id.get(cited.id)
    if excerpt is None:
        yield Checked(flat(cited.id), "", "not sent")
        return
    address = f"{flat(excerpt.clause.address)}, {flat(excerpt.source.title)}"
    if not cited.quotes:
        yield Checked(address, "", "whole")
    yield from (Checked(address, flat(quote), standing(quote, excerpt.clause, excerpt.source.text)) for quote in cited.quotes)


def _came_to(asked: Asked, outcome: Outcome) -> str:
    """Whose verdict stands, and why."""
    own = asked.decision.verdict
    if outcome.told is None:
        return f"Nothing that can be used: {outcome.why}. The norm reader's answer stands: {own}."
    if outcome.told.care and outcome.decision:
        return f"Exact reading: {own} is stricter than {outcome.decision.verdict}, so it stands, and the clause is to be read with care."
    verdict = outcome.told.decision.verdict
    if outcome.told.reader == "both":
        return f"Both readers say {verdict}."
    changed = outcome.proposal and outcome.proposal.verdict != verdict
    softened = f" (it said {outcome.proposal.verdict}; the clauses bear no more)" if changed and outcome.proposal else ""
    return f"The norm reader said {own}, and guessed; the model's verified verdict stands: {verdict}{softened}."
