"""Which clauses bind a role, and how: what it must do, must not do, may do only with permission, and whom it must tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from bot.answer import Role
from bot.induction.wording import speaks
from bot.verify import flat
from knowledge.catalogue import Policy
from knowledge.clauses import Clause, Outline
from knowledge.norms.reading import BANS, Norm, read_norm
from knowledge.outline.sentences import sentences
from knowledge.passages import CITABLE

Kind = Literal["report", "permission", "must_not", "must"]
KINDS: tuple[Kind, ...] = ("must", "must_not", "permission", "report")
_US = frozenset({"staff", "volunteer"})
_OTHERS = frozenset({"pupil", "parent", "client", "manager", "former_pupil", "relative"})
_DUTIES = frozenset({"must", "should"})


@dataclass(frozen=True, slots=True)
class Bond:
    """A clause that binds. ``norms`` are those of its sentences that do; ``mark`` is the same for the same words of the same policy."""

    policy: str
    title: str
    version: str
    clause: Clause
    kind: Kind
    norms: tuple[Norm, ...]
    mark: str

    @property
    def text(self) -> str:
        """The clause whole, with its lead-ins."""
        return whole(self.clause)


@dataclass(frozen=True, slots=True)
class Statement:
    """One "I will …" of a policy's own agreement."""

    policy: str
    title: str
    version: str
    clause: Clause
    mark: str


def whole(clause: Clause) -> str:
    """The clause as it is cited: lead-ins, then its own words."""
    return flat(" ".join((*clause.lead_in, clause.text)).replace("**", ""))


def mark_of(policy: str, clause: Clause) -> str:
    """A fingerprint of the words, wherever in the policy they stand."""
    return sha256(f"{policy}\n{whole(clause)}".encode("utf-8", "replace")).hexdigest()[:20]


def bonds(policy: Policy, outline: Outline, role: Role) -> Iterator[Bond]:
    """The clauses of a policy that bind ``role``, in reading order; the steps under a clause that binds come with it."""
    bound: dict[str, Kind] = {}
    for clause in outline.clauses:
        if clause.kind not in {"clause", "table_row"} or is_statement(clause):
            continue
        norms = tuple(norm for norm in norms_of(clause) if binds(norm, role))
        kind = _kind(norms) or ("must" if clause.parent in bound else None)
        if kind:
            bound[clause.id] = kind
            yield Bond(policy.slug, policy.title, policy.version, clause, kind, norms, mark_of(policy.slug, clause))


def statements(policy: Policy, outline: Outline) -> Iterator[Statement]:
    """What the policy's own agreement has staff say, in order."""
    for clause in outline.clauses:
        if clause.kind in CITABLE and is_statement(clause) and not _for_others(clause, outline):
            yield Statement(policy.slug, policy.title, policy.version, clause, mark_of(policy.slug, clause))


def is_statement(clause: Clause) -> bool:
    """Whether a clause is said by the one who signs."""
    return speaks("agreement", "statement", clause.text)


def _for_others(clause: Clause, outline: Outline) -> bool:
    """Whether the agreement is one for pupils or parents to sign."""
    part = outline.parts[clause.part].title if clause.part else ""
    heads = " ".join((part, *clause.path[-1:]))
    return speaks("agreement", "not_staff", heads)


def norms_of(clause: Clause) -> tuple[Norm, ...]:
    """The norm of each sentence; a table's row is one."""
    lead = flat(" ".join(clause.lead_in))
    if clause.kind == "table_row":
        return (read_norm(flat(clause.text), lead, lead),)
    return tuple(read_norm(flat(span.of(clause.text)), lead) for span in sentences(clause.text))


def binds(norm: Norm, role: Role) -> bool:
    """Whether a sentence rules what ``role`` does."""
    if norm.modality in {"none", "need_not", "may"} or norm.defines or speaks("binds", "institution", norm.text):
        return False
    if speaks("binds", "nobody", norm.text):
        return False
    if speaks("binds", "dsl", norm.text) or speaks("binds", "manager", norm.text):
        return role == "dsl" or bool(norm.bearers & _US and not speaks("binds", "dsl", norm.text))
    return bool(norm.bearers & _US) or not norm.bearers & _OTHERS


def _kind(norms: tuple[Norm, ...]) -> Kind | None:
    """How the clause binds: by the sentence that asks most of the reader's attention."""
    found = {_kind_of(norm) for norm in norms}
    return next((kind for kind in ("report", "permission", "must_not", "must") if kind in found), None)


def _kind_of(norm: Norm) -> Kind:
    if norm.modality in _DUTIES and speaks("binds", "tells", norm.text) and speaks("binds", "named", norm.text):
        return "report"
    if norm.needs_approval or norm.modality == "may_with_approval":
        return "permission"
    return "must_not" if norm.modality in BANS else "must"
