"""The induction from its first card to the receipt, and again when a policy changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.card import Card, Heading, Quote, Rows, Words
from bot.induction.inductions import Inductions
from bot.induction.kept import InRecords
from bot.induction.path import MOST, WORDS, read_path
from bot.induction.progress import InMemory, Progress
from bot.messages import Press
from bot.records.acknowledgements import Acknowledgements
from bot.records.engine import Records
from bot.records.induction import InductionProgress
from knowledge.store import Store
from tests.bot.induction.walking import LEAD, STARTER, Chain, inductions, is_done, onward, press, rightly, walk
from tests.bot.stored import files_of, stored

PHONES = "mobile-phones.md"


@pytest.fixture(scope="module")
def store(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stored(tmp_path_factory.mktemp("store"), "larkfield", files_of(larkfield))


@pytest.fixture(params=["memory", "sqlite"])
def progress(request: pytest.FixtureRequest, tmp_path: Path) -> Progress:
    return InMemory() if request.param == "memory" else InRecords(InductionProgress(_records(tmp_path)))


def _records(folder: Path) -> Records:
    from bot.records.engine import open_records  # noqa: PLC0415 - only these tests need a database

    return open_records(folder)


def _finish(of: Inductions) -> list[Card]:
    return walk(of, STARTER, is_done, rightly(of, STARTER))


def test_a_new_starter_goes_from_the_first_card_to_a_receipt(store: Store, progress: Progress) -> None:
    """Every section is read, every statement agreed, each policy signed once, and only then is anything said to be recorded."""
    chain = Chain()
    of = inductions(store, progress, chain)

    cards = _finish(of)

    titles = [card.title for card in cards]
    assert max(len(button.value) for card in cards for button in card.buttons) < 100  # a channel leaves out a button whose id is long
    assert sum("section" in title for title in titles) == len(of.path(STARTER).sections)
    assert sum("statement" in title for title in titles) == 8
    assert [policy.slug for policy in of.path(STARTER).policies] == [each.acknowledgement.policy for each in chain.kept]
    assert ["Sam Example"] == sorted({each.acknowledgement.typed_name for each in chain.kept})
    assert all(each.holds() for each in chain.kept)
    receipt = cards[titles.index("Recorded")]
    links = [value for block in receipt.blocks if isinstance(block, Rows) for _, value in block.rows]
    assert [f"Receipt {each.number}: {each.link}" for each in chain.kept] == links


def test_every_clause_that_is_shown_stands_in_its_policy(store: Store) -> None:
    """Each clause is its policy's own words, with its address, in sections of about two minutes."""
    path = read_path(store, store.school("larkfield"), "new_starter")
    texts = {policy.slug: " ".join(store.text(policy).replace("**", "").split()) for policy in path.policies}

    bonds = [bond for section in path.sections for bond in section.bonds]
    assert [] == [bond for bond in bonds if " ".join(bond.clause.text.replace("**", "").split()) not in texts[bond.policy]]
    assert [] == [bond for bond in bonds if not bond.clause.address]
    assert [] == [section for section in path.sections if len(section.bonds) > MOST + 2]
    assert [] == [each for each in path.sections if sum(len(bond.text.split()) for bond in each.bonds) > WORDS * 1.4]


def test_what_binds_others_is_not_on_a_new_starters_path(store: Store) -> None:
    """The headteacher's duties and the DSL's are the DSL's to read."""
    marks = {role: _addresses(store, role) for role in ("new_starter", "dsl")}

    dsl = ("safeguarding-and-low-level-concerns", "8.2")
    head = ("safeguarding-and-low-level-concerns", "4.4")
    assert {dsl, head} <= marks["dsl"] - marks["new_starter"]
    assert ("social-media", "6.3") in marks["new_starter"]


def _addresses(store: Store, role: str) -> set[tuple[str, str]]:
    path = read_path(store, store.school("larkfield"), role)  # type: ignore[arg-type]  # one of the roles
    return {(bond.policy, bond.clause.address) for section in path.sections for bond in section.bonds}


def test_it_goes_on_where_it_was_left(store: Store, progress: Progress) -> None:
    """After a restart the next card is the one that was next."""
    first = inductions(store, progress)
    left = walk(first, STARTER, lambda card: "section 3" in card.title, rightly(first, STARTER))[-1]

    again = inductions(store, progress)

    assert "You have read 2 of" in again.card(STARTER, "induction").plain
    assert left == again.card(STARTER, "induction_next")


def test_a_wrong_answer_shows_the_clause_and_comes_back_later(store: Store) -> None:
    """The clause stands on the card, and the question is put again before the statements."""
    of = inductions(store)
    question = walk(of, STARTER, lambda card: card.title == "What would you do?")[-1]
    right = rightly(of, STARTER)(question)
    wrong = next(button for button in onward(question) if button != right)

    told = press(of, STARTER, wrong)
    assert ["Not quite"] == [told.title]
    assert [block for block in told.blocks if isinstance(block, Quote)]

    later = walk(of, STARTER, lambda card: card.blocks == question.blocks or "statement" in card.title, rightly(of, STARTER))[-1]
    assert question.blocks == later.blocks


def test_nothing_is_called_recorded_that_could_not_be_kept(store: Store) -> None:
    """Where the record fails, the card says so and offers to sign again; a second press records it once."""
    chain = Chain(fault=OSError("disk full"))
    of = inductions(store, chain=chain)
    sign = walk(of, STARTER, lambda card: card.title == "Sign", rightly(of, STARTER))[-1]

    failed = press(of, STARTER, onward(sign)[0], name="Sam Example")
    assert "Recorded" not in failed.plain
    assert "Nothing is recorded yet" == failed.title

    chain.fault = None
    first = press(of, STARTER, onward(failed)[0], name="Sam Example")
    second = press(of, STARTER, onward(failed)[0], name="Sam Example")
    assert ("Recorded", True) == (first.title, is_done(second))
    assert len(of.path(STARTER).policies) == len(chain.kept)


def test_a_signature_needs_a_name(store: Store) -> None:
    """An empty name is asked for again and nothing is kept."""
    chain = Chain()
    of = inductions(store, chain=chain)
    sign = walk(of, STARTER, lambda card: card.title == "Sign", rightly(of, STARTER))[-1]

    assert "Please type your full name" in press(of, STARTER, onward(sign)[0], name="   ").plain
    assert [] == chain.kept


def test_a_signature_cannot_come_before_the_reading(store: Store) -> None:
    """A press that signs out of turn is shown what is still to be read."""
    chain = Chain()
    of = inductions(store, chain=chain)

    assert "section 1 of" in of.card(STARTER, "induction_sign", "social-media:0", (("name", "Sam"),)).title
    assert [] == chain.kept


def test_a_new_version_reopens_only_what_changed_and_shows_the_difference(larkfield: Path, tmp_path: Path) -> None:
    """One changed and one removed clause: one section with one clause, the words before and now, then that policy's signature alone."""
    files, chain, progress = files_of(larkfield), Chain(), InMemory()
    _finish(inductions(stored(tmp_path, "larkfield", files), progress, chain))
    signed = len(chain.kept)
    text = files[PHONES].decode()
    changed = text.replace("within five working days", "within two working days").replace("Staff should not record meetings. ", "")
    changed = changed.replace("When telephoning a family from a personal phone, staff must withhold their number.\n", "")
    of = inductions(stored(tmp_path, "larkfield", files | {PHONES: changed.encode()}, generation=2), progress, chain)

    cards = walk(of, STARTER, is_done, rightly(of, STARTER))

    assert "The policies have changed" in cards[0].plain
    assert "withhold their number" in cards[0].plain
    sections = [card for card in cards if "section" in card.title]
    assert 1 == len(sections)
    quotes = [block for block in sections[0].blocks if isinstance(block, Quote)]
    assert ["two"] == [quote.marked for quote in quotes if "two working days" in quote.text]
    assert any("five working days" in quote.text for quote in quotes)
    assert 4 == len(quotes)  # two changed clauses, each before and now
    assert ["mobile-phones"] == [each.acknowledgement.policy for each in chain.kept[signed:]]


def test_a_card_from_before_the_change_marks_nothing(larkfield: Path, tmp_path: Path) -> None:
    """A press on an old section leaves the new one to be read."""
    files, progress = files_of(larkfield), InMemory()
    of = inductions(stored(tmp_path, "larkfield", {PHONES: files[PHONES]}), progress)
    old = of.card(STARTER, "induction_next")
    changed = files[PHONES].replace(b"on silent", b"switched off")
    of = inductions(stored(tmp_path, "larkfield", {PHONES: changed}, generation=2), progress)

    card = press(of, STARTER, onward(old)[0])

    assert "section 1 of" in card.title
    assert "switched off" in card.plain


def test_the_dsl_sees_who_has_finished_and_others_do_not(store: Store) -> None:
    """The table names each person's id and how far they are; a new starter is refused it."""
    of = inductions(store)
    _finish(of)
    of.start(replace(STARTER, person="T1/U2"), by="office")

    rows = next(block for block in of.card(LEAD, "induction_status").blocks if isinstance(block, Rows)).rows

    total = len(of.path(STARTER).sections)
    assert (("slack:T1/U1", "finished 21 November 2026"), ("slack:T1/U2", f"0 of {total} sections")) == rows
    office = replace(STARTER, role="staff", duties=("office",))
    assert "Induction at larkfield" == of.card(office, "induction_status").title
    assert "induction_status" in [button.action for button in of.card(office, "induction").buttons]
    assert "That is for the DSL and the office" == of.card(STARTER, "induction_status").title


def test_the_desk_calls_it_by_opening_and_pressing(store: Store) -> None:
    """What the desk knows of it leads to the same cards."""
    of = inductions(store)
    assert of.card(STARTER, "induction") == of.open(STARTER)
    assert "section 1 of" in of.pressed(Press(STARTER, "C1", "induction_next")).title


def test_a_school_without_policies_that_bind_is_told_so(tmp_path: Path) -> None:
    """There is nothing to read, and that is what the card says."""
    of = inductions(stored(tmp_path, "larkfield", {"a.txt": b"Bee Policy\n\nBees are insects.\n"}))
    assert [Words("No policy has been read in for your school yet. Ask the office.")] == list(of.open(STARTER).blocks)


def test_clauses_are_shown_by_what_they_ask(store: Store) -> None:
    """What one must do, must not do, may do with permission and whom one tells stand under their own headings."""
    of = inductions(store)
    heads = {block.text for card in _finish(of) for block in card.blocks if isinstance(block, Heading)}
    assert {"You must or should", "You must not or should not", "Only with permission", "Whom to tell"} <= heads


def test_the_chain_of_a_whole_induction_verifies(larkfield: Path, tmp_path: Path) -> None:
    """With the real records the receipts are links of a whole chain, and none is added by going through again."""
    store = stored(tmp_path, "larkfield", {PHONES: files_of(larkfield)[PHONES]})
    records = _records(tmp_path)
    chain = Acknowledgements(records)
    of = inductions(store, InRecords(InductionProgress(records)), chain)

    _finish(of)
    _finish(of)

    given = chain.given("larkfield", "slack:T1/U1")
    assert [("mobile-phones", "Sam Example", True)] == [(e.acknowledgement.policy, e.acknowledgement.typed_name, e.holds()) for e in given]
    assert () == chain.verify()


def test_who_the_office_started_goes_on_whatever_their_place_makes_of_them(store: Store, progress: Progress) -> None:
    """Started as a new starter, and staff where they write: what they read counts on the path that the office looks at."""
    of = inductions(store, progress)
    of.start(STARTER, "office")
    as_staff = replace(STARTER, role="staff")
    walk(of, as_staff, lambda card: "section 2" in card.title)

    assert [("new_starter", 1)] == [(each.role, each.read) for each in of.standings("larkfield")]


def test_a_role_with_more_documents_is_never_taken_from_an_earlier_start(store: Store, progress: Progress) -> None:
    """Started as DSL by mistake, and staff where they write: the DSL's documents stay closed."""
    of = inductions(store, progress)
    of.start(replace(STARTER, role="dsl"), "office")

    assert f"{len(of.path(replace(STARTER, role='staff')).sections)} sections" in of.card(replace(STARTER, role="staff"), "induction").plain
