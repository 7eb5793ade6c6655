"""Signing an answer: the clauses pinned as they read today, and what speaks against it said first."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.answer import Question, Verdict
from bot.curated.answering import Reader
from bot.curated.clauses import InForce, Standing
from bot.curated.phrasing import stricter
from bot.curated.same import LONGEST, said_in
from bot.curated.signed import Pinned, Signed, Strength
from bot.printable import printable
from knowledge.catalogue import slug
from knowledge.store import Store

LONGEST_SAYS, LONGEST_NAME = 1200, 120  # characters
NEAR = 6  # addresses that are offered where one is not found


class NotSignedError(Exception):
    """The answer can't be signed so; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to sign. ``clauses`` are "POLICY/ADDRESS" each; ``even_so`` signs it though the reading is stricter."""

    question: str
    verdict: Verdict
    says: str
    clauses: tuple[str, ...]
    by: str
    also: tuple[str, ...] = ()
    strength: Strength | None = None
    even_so: bool = False


class Signing:
    """Makes signed answers of one school's drafts; keeping them is the caller's."""

    def __init__(self, store: Store, reader: Reader, clock: Callable[[], datetime]) -> None:
        """``reader`` says what would be answered without the signature."""
        self._in_force, self._reader, self._clock = InForce(store), reader, clock

    def sign(self, school: str, draft: Draft, today: date) -> Signed:
        """``draft`` signed. Raises NotSignedError where anything is amiss, UnknownName for a school that is not there."""
        _check(draft)
        found = tuple(self._clause(school, each) for each in draft.clauses)
        for wording in (draft.question, *draft.also):
            self._may_stand(Question(school, wording, "dsl"), draft, today)
        pinned = (Pinned(each.policy.slug, each.policy.title, each.policy.version, each.clause.address, each.words) for each in found)
        return Signed(
            name=secrets.token_hex(4),
            school=school,
            question=printable(draft.question.strip()),
            verdict=draft.verdict,
            says=printable(draft.says.strip()),
            pinned=tuple(dict.fromkeys(pinned)),
            by=printable(draft.by.strip()),
            when=self._clock(),
            also=tuple(printable(each.strip()) for each in draft.also),
            strength=draft.strength,
        )

    def _may_stand(self, question: Question, draft: Draft, today: date) -> None:
        """Raise where the question is a concern, or where the reading is stricter and the signer has not said so."""
        read = self._reader.read(question, today)
        if read.concern is not None or read.answer.verdict == "refer":
            message = (
                f"“{question.text}” reads as a concern about somebody's safety. Such a message always gets the fixed reply: whom to tell."
            )
            raise NotSignedError(message)
        if stricter(read.answer.verdict, draft.verdict) and not draft.even_so:
            where = next((f" ({each.policy}, {each.ref})" for each in read.answer.citations), "")
            message = (
                f"The policies are read as stricter than “{draft.verdict}”: {read.answer.text.splitlines()[0]}{where} "
                "Sign it all the same with --even-so; where the reading is exact, the answer will say so."
            )
            raise NotSignedError(message)

    def _clause(self, school: str, name: str) -> Standing:
        """The clause at "POLICY/ADDRESS". Raises NotSignedError."""
        title, _, address = name.partition("/")
        policy = self._in_force.policy(school, slug(title))
        if policy is None or not address.strip():
            message = f"{name}: write POLICY/ADDRESS with a policy of {school} by its file's name, as in social-media/6.3."
            raise NotSignedError(message)
        found = self._in_force.at(policy, address)
        if len(found) != 1:
            message = f"{name}: {_which(found, self._in_force.addresses(policy), address)} (see: verse outline {policy.slug})"
            raise NotSignedError(message)
        return found[0]


def _which(found: Sequence[Standing], addresses: Sequence[str], address: str) -> str:
    if found:
        return "that address is printed more than once; the policy must be put right first"
    near = [each for each in addresses if each.casefold().startswith(address.casefold()[:3])] or list(addresses)
    return f"there is no clause of that address. There are: {', '.join(near[:NEAR])}"


def _check(draft: Draft) -> None:
    wordings = (draft.question, *draft.also)
    faults = (
        (not draft.by.strip() or len(draft.by) > LONGEST_NAME, "Say who signs with --by, as staff know them."),
        (
            not draft.says.strip() or len(draft.says) > LONGEST_SAYS,
            f"Say the answer in the owner's words: up to {LONGEST_SAYS} characters.",
        ),
        (not draft.clauses, "An answer is signed on a clause: name at least one."),
        (any(not said_in(each) or len(each) > LONGEST for each in wordings), f"A question is a sentence of up to {LONGEST} characters."),
    )
    for fault, message in faults:
        if fault:
            raise NotSignedError(message)
