"""Which definition tells whether the ruling clause is about the people of the message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.case.reading import Case
from bot.decide.features import told
from bot.decide.ranking import Candidate
from knowledge.norms.definitions import definitions, uses_term
from knowledge.norms.reading import Norm


def defining(case: Case, ruling: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The first of ``found`` that defines a term of the ruling clause, from outside it, by what is told and that clause does not say."""
    rule = ruling.reading
    for each in found:
        terms = (said.term for said in definitions(each.reading.passage.sentence))
        apart = each.reading.passage.clause != rule.passage.clause and each.reading.norm.modality == "none"
        if apart and any(uses_term(rule.norm.text, term) and _settles(case, rule.norm, each.reading.norm, term) for term in terms):
            return each
    return None


def _settles(case: Case, rule: Norm, definition: Norm, term: str) -> bool:
    """Whether people or amounts are told that the definition names and the rule does not; or somebody left, and it says who is a pupil."""
    bounded = told(case.amounts) & ({bound.kind for bound in definition.bounds} - {bound.kind for bound in rule.bounds})
    left = "former_pupil" in case.parties - rule.parties and uses_term(term, "pupil")
    return bool(bounded) or left or bool((case.parties & definition.parties) - rule.parties)
