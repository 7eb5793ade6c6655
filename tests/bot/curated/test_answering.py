"""When a signed answer is given, what it always says, and when it lapses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer, Question
from bot.card import Quote, Words
from bot.concern import Concern
from bot.curated.answering import CuratedAnswers
from bot.curated.clauses import Lapsed, lapsed
from bot.curated.signed import Signed, Withdrawn
from bot.curated.signing import NotSignedError
from bot.showing import show
from bot.verify import stands
from knowledge.store import Store
from tests.bot.curated.signers import ASKED, BEES, DRAFT, NOW, TODAY, UNSURE, Scripted, answers, cited, in_force, school, signed_in

OTHER = "May I keep bees in the science block?"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The school with its first version in force."""
    return school(tmp_path)


def test_a_signed_answer_says_who_signed_when_and_still_cites(store: Store) -> None:
    """The ruling, the owner's name, the date, the version and the clause word for word."""
    answer = answers(store, signed_in(store), Scripted()).answer(Question("hill", "can i keep bees in the garden"), TODAY)

    assert ("permission_needed", "owner", "1.1") == (answer.verdict, answer.reader, answer.citations[0].ref)
    assert "Signed by Mrs Osei, Headteacher on 4 May 2026" in answer.text
    assert DRAFT.says in answer.text
    assert stands(answer.citations[0].quote, BEES)
    assert "signed" == answer.notices[0].kind


def test_a_card_of_a_signed_answer_shows_who_signed_it(store: Store) -> None:
    """In every channel the mark stands below the ruling, plainly and not as a warning, and the clause is quoted."""
    card = show(answers(store, signed_in(store), Scripted()).answer(Question("hill", ASKED), TODAY), "a1")

    mark = next(block for block in card.blocks if isinstance(block, Words) and "Signed by" in block.text)
    assert "plain" == mark.tone
    assert ["1.1"] == [block.address for block in card.blocks if isinstance(block, Quote)]


def test_another_question_is_answered_by_the_reader(store: Store) -> None:
    """A near miss, a follow-up, a pressed button and another school never get it."""
    reader = Scripted()
    given = answers(store, signed_in(store), reader)
    asked = [
        Question("hill", OTHER),
        Question("hill", ASKED, turns=("Is Mr Dale away?",)),
        Question("hill", ASKED, pressed=True),
        Question("dale", ASKED),
    ]

    assert [UNSURE] * 4 == [given.answer(each, TODAY) for each in asked]
    assert asked == reader.answered


@pytest.mark.parametrize("certain", [True, False])
def test_a_concern_is_never_given_a_signed_answer(store: Store, certain: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Where harm may be reported, the fixed reply or the reader's answer with its signpost stands."""
    signed, reader = signed_in(store), Scripted(concern=Concern("dsl", certain=certain))

    assert UNSURE == answers(store, signed, reader).answer(Question("hill", ASKED), TODAY)


def test_who_may_not_see_a_clause_gets_no_answer_that_stands_on_it(tmp_path: Path) -> None:
    """An answer that cites a document for the DSL alone is as absent for staff as the document."""
    store = school(tmp_path, audience="dsl")
    given = answers(store, signed_in(store), Scripted())

    assert UNSURE == given.answer(Question("hill", ASKED, "staff"), TODAY)
    assert "owner" == given.answer(Question("hill", ASKED, "dsl"), TODAY).reader


def test_it_lapses_when_its_clause_changes_and_holds_again_after_a_return(tmp_path: Path) -> None:
    """In force with other words the owner's answer is not shown; the first version in force again, it is."""
    signed = signed_in(school(tmp_path))
    changed = school(tmp_path, BEES.replace("the garden", "the orchard"), 2)

    assert UNSURE == answers(changed, signed, Scripted()).answer(Question("hill", ASKED), TODAY)
    state = in_force(changed).state(signed)
    assert isinstance(state, Lapsed)
    assert "was changed in version" in state.what
    assert "orchard" in state.now

    back = school(tmp_path, BEES, 3)
    assert "owner" == answers(back, signed, Scripted()).answer(Question("hill", ASKED), TODAY).reader


def test_it_lapses_when_its_clause_or_its_policy_is_gone(tmp_path: Path, store: Store) -> None:
    """A clause that is left out lapses as one that is reworded does; one that was withdrawn is told of no more."""
    signed = signed_in(store)
    shorter = school(tmp_path, BEES.replace("1.1 Staff may keep bees in the garden with the agreement of the headteacher.\n\n", ""), 2)

    assert [signed.name] == [each.signed.name for each in lapsed(in_force(shorter), [signed])]
    assert [] == list(lapsed(in_force(shorter), [replace(signed, withdrawn=Withdrawn("Mrs Osei", NOW))]))
    assert isinstance(in_force(shorter).state(replace(signed, pinned=(replace(signed.pinned[0], policy="wasps"),))), Lapsed)


def test_a_clause_that_only_moved_still_bears_it_under_its_new_address(tmp_path: Path, store: Store) -> None:
    """A new version that leaves the clause's words alone says so, and cites the clause where it now stands."""
    signed = signed_in(store)
    moved = school(
        tmp_path, BEES.replace("1.1 Staff may", "1.1 Wasps are not bees.\n\n1.2 Staff may").replace("1.2 Staff must", "1.3 Staff must"), 2
    )

    answer = answers(moved, signed, Scripted()).answer(Question("hill", ASKED), TODAY)

    assert ("owner", "1.2", moved.policy(moved.school("hill"), "bees").version) == (
        answer.reader,
        answer.citations[0].ref,
        answer.citations[0].version,
    )
    assert "the clause reads the same in it" in answer.text


def test_it_says_where_an_exact_reading_is_stricter(store: Store) -> None:
    """An owner may be more permissive than the rule as read, but never silently: the stricter clause is shown with it."""
    rule = Answer("prohibited", "No.", (cited("Bee Policy", "Staff must not keep bees in the science block."),), sure=0.9)
    signed = signed_in(store, replace(DRAFT, question=OTHER, verdict="permitted"))

    answer = answers(store, signed, Scripted(rule)).answer(Question("hill", OTHER), TODAY)

    assert ["signed", "stricter_reading"] == [notice.kind for notice in answer.notices]
    assert "Read by itself, the rule is stricter" in answer.text
    assert "Staff must not keep bees in the science block." == answer.citations[1].quote


def test_it_says_where_its_own_clause_asks_for_permission(store: Store) -> None:
    """A “yes” that is signed on a clause that asks for the head's agreement is said to be more than the clause says."""
    signed = signed_in(store, replace(DRAFT, verdict="permitted"))

    answer = answers(store, signed, Scripted()).answer(Question("hill", ASKED), TODAY)

    assert "stricter_reading" in [notice.kind for notice in answer.notices]
    assert 1 == len(answer.citations)


def test_records_that_fail_leave_the_reader_to_answer(store: Store) -> None:
    """Where the signed answers can't be read, every question still gets its ordinary answer."""

    def broken(school_: str) -> Sequence[Signed]:
        raise OSError(school_)

    assert UNSURE == CuratedAnswers(Scripted(), store, broken).answer(Question("hill", ASKED), TODAY)


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (replace(DRAFT, clauses=()), "name at least one"),
        (replace(DRAFT, clauses=("bees/9.9",)), "no clause of that address. There are: 1.1"),
        (replace(DRAFT, clauses=("wasps/1.1",)), "write POLICY/ADDRESS"),
        (replace(DRAFT, by=" "), "Say who signs"),
        (replace(DRAFT, says=""), "in the owner's words"),
        (replace(DRAFT, question="?!"), "A question is a sentence"),
    ],
)
def test_a_draft_that_lacks_something_is_not_signed(store: Store, draft: object, said: str) -> None:
    """Nobody signs without a name, words, a question and a clause that stands."""
    with pytest.raises(NotSignedError, match=said):
        signed_in(store, draft)  # type: ignore[arg-type]  # each is a draft


def test_it_is_explained_as_signed_with_what_would_be_read_without_it(store: Store) -> None:
    """So that nobody takes the reader's own way for the way to the answer; any other question is explained by the reader."""
    given = answers(store, signed_in(store), Scripted())
    told = given.explain(Question("hill", ASKED), TODAY)

    assert told.answer == given.answer(Question("hill", ASKED), TODAY)
    assert "signed" in told.steps[0]
    assert UNSURE.text.partition("\n\n")[0] in told.steps[1]
    assert given.explain(Question("hill", OTHER), TODAY).answer == UNSURE


def test_a_concern_is_never_signed_and_a_laxer_answer_only_knowingly(store: Store) -> None:
    """The signer is told what is read, and says “even so” or thinks again."""
    rule = Answer("prohibited", "No. The policy forbids this.", (cited("Bee Policy", "Staff must not keep bees."),), sure=0.5)

    with pytest.raises(NotSignedError, match="concern"):
        signed_in(store, reader=Scripted(concern=Concern("dsl", certain=False)))
    with pytest.raises(NotSignedError, match=r"No\. The policy forbids this\. \(Bee Policy, 1\.2\) Sign it all the same with --even-so"):
        signed_in(store, reader=Scripted(rule))
    assert signed_in(store, replace(DRAFT, even_so=True), Scripted(rule)).name


def test_every_wording_that_was_signed_is_answered(store: Store) -> None:
    """An owner may sign several wordings of one question."""
    signed = signed_in(store, replace(DRAFT, also=("Who says whether I may put a hive in the garden?",)))

    found = answers(store, signed, Scripted()).answer(Question("hill", "who says whether i may put a hive in the garden"), TODAY)

    assert "owner" == found.reader
