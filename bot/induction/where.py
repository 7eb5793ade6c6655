"""Where a person stands on a path: what is read, what comes next, what a new version has reopened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.induction.binding import Statement
from bot.induction.path import Path, Section, digest
from bot.induction.progress import Step
from bot.induction.scenarios import Scenario

ScenariosOf = Callable[[Section], tuple[Scenario, ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """What of a person's steps counts: marks of clauses read and statements agreed with the version they were read in."""

    started: bool
    read: dict[str, str]
    agreed: dict[str, str]
    tried: dict[str, str]
    signed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A section to read: of it only what is not read yet. ``number`` counts from 1."""

    section: Section
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Agreeing:
    """A statement to agree to; ``number`` counts from 1."""

    statement: Statement
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Signing:
    """The policies, by slug, that are still to be signed."""

    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left."""


Next = Reading | Scenario | Agreeing | Signing | Finished


def done(steps: Sequence[Step]) -> Done:
    """The steps as they count."""

    def of(part: str) -> dict[str, str]:
        return {step.item: step.state for step in steps if step.part == part}

    return Done(bool(steps), of("read"), of("agree"), of("scenario"), of("sign"))


def open_sections(path: Path, so_far: Done) -> tuple[Section, ...]:
    """Each section that has clauses to read, with only those."""
    left = (replace(each, bonds=tuple(bond for bond in each.bonds if bond.mark not in so_far.read)) for each in path.sections)
    return tuple(section for section in left if section.bonds)


def sections_read(path: Path, so_far: Done) -> int:
    """How many sections are read whole."""
    return len(path.sections) - len(open_sections(path, so_far))


def to_sign(path: Path, so_far: Done) -> tuple[str, ...]:
    """The policies whose binding words are not the ones that were signed."""
    return tuple(policy.slug for policy in path.policies if so_far.signed.get(policy.slug, "").split(":")[-1] != path.bound_by(policy.slug))


def is_finished(path: Path, so_far: Done) -> bool:
    """Whether everything is read, agreed to and signed; without asking for scenarios."""
    return not open_sections(path, so_far) and not _to_agree(path, so_far) and not to_sign(path, so_far)


def upcoming(path: Path, so_far: Done, scenarios: ScenariosOf) -> Next:
    """What comes next: sections in order, after each its questions; then those answered wrong; then statements, then the signature."""
    again: list[Scenario] = []
    for number, section in enumerate(path.sections, start=1):
        left = replace(section, bonds=tuple(bond for bond in section.bonds if bond.mark not in so_far.read))
        if left.bonds:
            return Reading(left, number, len(path.sections))
        if not to_sign_of(path, so_far, section.policy):
            continue  # signed as it stands: its questions are behind this person, whatever a later answerer would ask
        for scenario in scenarios(section):
            if scenario.name not in so_far.tried:
                return scenario
            again += [scenario] if so_far.tried[scenario.name] == "wrong" else []
    return again[0] if again else _closing(path, so_far)


def to_sign_of(path: Path, so_far: Done, policy: str) -> bool:
    """Whether ``policy`` is still to be signed."""
    return policy in to_sign(path, so_far)


def _to_agree(path: Path, so_far: Done) -> tuple[Statement, ...]:
    return tuple(each for each in path.statements if each.mark not in so_far.agreed)


def _closing(path: Path, so_far: Done) -> Next:
    statements = _to_agree(path, so_far)
    if statements:
        first = statements[0]
        own = [each for each in path.statements if each.policy == first.policy]
        return Agreeing(first, own.index(first) + 1, len(own))
    unsigned = to_sign(path, so_far)
    return Signing(unsigned) if unsigned else Finished()


def name_of(section: Section) -> str:
    """The id of what is left of a section: a press on a card of other words marks nothing."""
    return digest(bond.mark for bond in section.bonds)
