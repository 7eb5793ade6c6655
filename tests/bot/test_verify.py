"""The last gate."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Citation
from bot.verify import JOINT, RULINGS, flat, verified

SOURCE = "Staff must not:\n  lend keys;\n  copy keys or have them copied.\nVisitors sign the book."
SOURCES = {"v1": SOURCE, "v2": "Staff may lend keys to each other."}
FALLBACK = Answer("unsure", "I am not sure.")
parts = st.one_of(st.text(max_size=30), st.tuples(st.integers(0, 90), st.integers(1, 40)).map(lambda cut: SOURCE[cut[0] : cut[0] + cut[1]]))


def _answer(quote: str, version: str = "v1") -> Answer:
    return Answer("prohibited", f"No. “{quote}”", (Citation("Keys", version, "2.1", (), quote, quote),))


def _leaves(answer: Answer) -> bool:
    return verified(answer, SOURCES, FALLBACK) is answer


def test_a_quote_that_stands_leaves() -> None:
    """Parts in the source's order, with white space evened, pass."""
    assert _leaves(_answer("Staff must not: … copy keys or have them copied."))


def test_an_altered_quote_does_not_leave() -> None:
    """One word or one capital changed, or the parts swapped, and the fallback goes out instead."""
    for quote in (
        "Staff may not: … lend keys;",
        "staff must not: … lend keys;",
        "copy keys or have them … Staff must not:",
        "Staff must not: … ",
    ):
        assert FALLBACK == verified(_answer(quote), SOURCES, FALLBACK)


def test_a_quote_from_another_version_does_not_leave() -> None:
    """Words of one version are not passed for another's, nor for one that is not there."""
    assert (True, False, False) == tuple(_leaves(_answer("Staff must not:", version)) for version in ("v1", "v2", "v3"))


def test_a_ruling_needs_a_citation() -> None:
    """A ruling without a clause does not leave; an answer that rules nothing may have none."""
    assert {FALLBACK} == {verified(Answer(verdict, "Yes."), SOURCES, FALLBACK) for verdict in RULINGS}  # type: ignore[arg-type]  # its members are verdicts
    assert _leaves(Answer("out_of_scope", "Outside."))


def test_a_scrap_proves_nothing() -> None:
    """A few letters that stand by chance are no quote, unless the whole clause stands too."""
    scrap = _answer("keys")
    whole = replace(scrap.citations[0], clause="lend keys;")
    assert (True, True) == (_leaves(scrap), _leaves(replace(scrap, citations=(whole,))))
    elsewhere = replace(scrap.citations[0], clause="borrow keys;")
    assert not _leaves(replace(scrap, citations=(elsewhere,)))


@given(st.lists(parts, min_size=1, max_size=3), st.sampled_from(["v1", "v2", "v3"]))
def test_whatever_leaves_stands_in_its_source(found: list[str], version: str) -> None:
    """Of any answer that leaves, every part of every quote is in the text of its version."""
    answer = verified(_answer(JOINT.join(found), version), SOURCES, FALLBACK)
    for citation in answer.citations:
        assert all(flat(part) and flat(part) in flat(SOURCES[citation.version]) for part in citation.quote.split(JOINT))
