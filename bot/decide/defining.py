"""Which definition tells whether the ruling clause is about the people of the message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.case.reading import Case
from bot.decide.ranking import Candidate
from knowledge.norms.definitions import defined_term, uses_term
from knowledge.norms.reading import Norm

AGES = frozenset({"age", "year_group"})


def defining(case: Case, ruling: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The first of ``found`` that defines a term of the ruling clause, from outside it, by what is told and that clause does not say."""
    rule = ruling.reading
    for each in found:
        term = defined_term(each.reading.passage.sentence)
        apart = each.reading.passage.clause != rule.passage.clause and each.reading.norm.modality == "none"
        if apart and uses_term(rule.norm.text, term) and _settles(case, rule.norm, each.reading.norm, term):
            return each
    return None


def _settles(case: Case, rule: Norm, definition: Norm, term: str) -> bool:
    """Whether people, or an age, are told that the definition names and the rule does not; or somebody left, and it says who is a pupil."""
    of_age = bool(AGES & {told.kind for told in case.amounts}) and _bounds_age(definition) and not _bounds_age(rule)
    left = "former_pupil" in case.parties - rule.parties and uses_term(term, "pupil")
    return of_age or left or bool((case.parties & definition.parties) - rule.parties)


def _bounds_age(norm: Norm) -> bool:
    return any(bound.kind == "age" for bound in norm.bounds)
