"""Which clauses a decision is given with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.case.reading import read_case
from bot.decide.deciding import BESIDE_SHARE, LEAST_SHARE, MOST_CITED, decide
from bot.decide.decision import Source
from bot.decide.features import OUTPUTS
from bot.decide.ranking import CLEAR, Candidate, candidates
from bot.decide.reading import Passage, read_library
from bot.decide.verdict import CLASSES
from bot.shelf import Place
from knowledge.clauses import Clause
from knowledge.lines import Span

CASE = read_case(("can I take the minibus home?",))
RULES = tuple(f"Staff must not take {what} home." for what in ("the minibus", "any school vehicle", "keys", "a van", "the trailer"))
BAN = tuple(9.0 * (name == "prohibited") for name in OUTPUTS[1:])


def decided(*told: tuple[float, float]) -> list[str]:
    """The clauses of the decision where the ranker and the judge find the rules, one clause each, so relevant."""
    library = read_library([Passage(n, rule, rule, "", "", "", n / len(RULES), first=True) for n, rule in enumerate(RULES[: len(told)])])
    found = candidates(CASE, library, [0.9] * len(told), [True] * len(told), lambda chosen: [(told[n][1], *BAN) for n in chosen])
    surest: list[Candidate] = [replace(each, relevance=told[each.place][0]) for each in found]
    ranked = sorted(surest, key=lambda each: -each.relevance)
    return [each.passage.sentence for each in decide(CASE, ranked, [_place(n) for n in range(len(told))]).grounds]


def _place(n: int) -> Place:
    span = Span(0, len(RULES[n]))
    return Place(Source("cars", "Cars", f"v{n}", RULES[n]), Clause(f"c{n}", "clause", f"{n}", f"{n}", (), RULES[n], span), span, n)


@pytest.mark.parametrize(
    ("share", "judged", "cited"),
    [
        (BESIDE_SHARE + 0.01, -2.0, 2),
        (BESIDE_SHARE - 0.01, -2.0, 1),
        (BESIDE_SHARE - 0.01, CLEAR + 0.1, 2),
        (LEAST_SHARE / 2, CLEAR + 0.1, 1),
    ],
)
def test_a_further_clause_is_cited_where_it_is_nearly_as_relevant_or_decides_by_itself(share: float, judged: float, cited: int) -> None:
    """A clause that the ranker puts far behind is shown all the same where the judge reads a ruling in it."""
    assert list(RULES[:cited]) == decided((0.8, CLEAR + 3), (0.8 * share, judged))


def test_no_more_clauses_are_cited_than_a_reader_takes_in() -> None:
    """However many decide, the surest few come, the surest first."""
    assert list(RULES[:MOST_CITED]) == decided(*((0.3 - n / 50, CLEAR + 2) for n in range(len(RULES))))


def test_what_a_ruling_turns_on_may_stand_in_another_sentence_of_its_clause() -> None:
    """The surest sentence only adds to a ban; the one before it says when that holds, and this is what is asked for."""
    clause = ("Staff must not take the minibus home on working days.", "This includes the small one.")
    library = read_library([Passage(0, each, " ".join(clause), first=each == clause[0]) for each in clause])
    hangs = [float(name == "depends") for name in CLASSES]
    near = candidates(
        CASE, library, [0.9, 0.9], [True, True], lambda chosen: [(CLEAR, *(9.0 * each for each in hangs[:-2])) for _ in chosen]
    )
    surest = sorted((replace(each, relevance=0.1 + 0.8 * each.place) for each in near), key=lambda each: -each.relevance)
    decision = decide(CASE, surest, [_place(0), _place(0)], lambda _: [hangs])
    assert ("depends", "time", clause[1]) == (decision.verdict, decision.missing, decision.grounds[0].passage.sentence)
