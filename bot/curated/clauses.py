"""The clauses of signed answers among the policies in force: whether each still reads as it was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answer import Citation
from bot.curated.signed import Pinned, Signed
from bot.curated.words import said
from bot.verify import JOINT, flat
from knowledge.catalogue import Policy
from knowledge.clauses import Clause
from knowledge.passages import CITABLE
from knowledge.store import Store, UnknownName

SHOWN = 8  # characters of a version's hash


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause of a policy in force, with the text that its spans point into."""

    policy: Policy
    clause: Clause
    text: str

    @property
    def words(self) -> str:
        """The clause with its lead-in, white space evened: what is compared."""
        return flat(" ".join((*self.clause.lead_in, self.clause.text)))

    def citation(self) -> Citation:
        """The clause word for word."""
        spans = (*self.clause.lead_in_spans, self.clause.span)
        return Citation(
            policy=self.policy.title,
            version=self.policy.version,
            ref=self.clause.address,
            path=self.clause.path,
            clause=self.words,
            quote=JOINT.join(flat(span.of(self.text)) for span in spans),
            page=self.clause.page,
        )


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A signed answer that no longer holds: the clause that is not what it was, what became of it, its words now ("" for none)."""

    signed: Signed
    pinned: Pinned
    what: str
    version: str = ""
    now: str = ""


class InForce:
    """The clauses in force. Safe to share between threads; sees a new version as soon as it is in force."""

    def __init__(self, store: Store) -> None:
        """Over ``store``; the last outlines and texts that were read are kept."""
        self._store = store
        self._clauses = lru_cache(maxsize=64)(self._read)

    def state(self, signed: Signed) -> tuple[Standing, ...] | Lapsed:
        """Every clause of ``signed`` as it now stands, or the first that is not what it was. Raises BlobDamaged."""
        found: list[Standing] = []
        for pinned in signed.pinned:
            policy = self.policy(signed.school, pinned.policy)
            if policy is None:
                return Lapsed(signed, pinned, said("state", "no_policy"))
            standing = self._same(policy, pinned)
            if standing is None:
                return self._lapsed(signed, pinned, policy)
            found.append(standing)
        return tuple(found)

    def policy(self, school: str, slug: str) -> Policy | None:
        """The policy in force; None where there is none of that name."""
        try:
            return next((each for each in self._store.policies(self._store.school(school)) if each.slug == slug), None)
        except UnknownName:
            return None

    def at(self, policy: Policy, address: str) -> tuple[Standing, ...]:
        """The clauses at an address; several where a number is printed twice."""
        wanted = flat(address).casefold()
        return tuple(each for each in self._clauses(policy) if flat(each.clause.address).casefold() == wanted)

    def addresses(self, policy: Policy) -> tuple[str, ...]:
        """Every address that can be cited, in reading order."""
        return tuple(each.clause.address for each in self._clauses(policy))

    def _same(self, policy: Policy, pinned: Pinned) -> Standing | None:
        """The clause that reads as it was signed: at its address, or where the same words now stand."""
        alike = [each for each in self._clauses(policy) if each.words == pinned.words]
        return next((each for each in alike if each.clause.address == pinned.address), alike[0] if alike else None)

    def _lapsed(self, signed: Signed, pinned: Pinned, policy: Policy) -> Lapsed:
        now = next((each.words for each in self.at(policy, pinned.address)), "")
        what = said("state", "changed" if now else "gone", version=policy.version[:SHOWN])
        return Lapsed(signed, pinned, what, policy.version, now)

    def _read(self, policy: Policy) -> tuple[Standing, ...]:
        text = self._store.text(policy)
        return tuple(Standing(policy, clause, text) for clause in self._store.outline(policy).clauses if clause.kind in CITABLE)


def lapsed(in_force: InForce, signed: Iterable[Signed]) -> Iterator[Lapsed]:
    """Those of ``signed`` that no longer hold and were not withdrawn."""
    for each in signed:
        state = in_force.state(each) if each.withdrawn is None else None
        if isinstance(state, Lapsed):
            yield state
