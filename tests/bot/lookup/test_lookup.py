"""The look-up: the procedure word for word, fast, from the store alone, and of a document for the DSL no trace to anyone else."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from bot.answer import Role
from bot.card import Button, Card, Heading, Quote, Rows, Steps
from bot.lookup.lookup import Lookup
from bot.lookup.topics import topics
from knowledge.norms.words import stems
from knowledge.store import Store
from tests.bot.stored import files_of, stored

ASKS = int(os.environ.get("VERSE_TEST_ASKS", "200"))
CANARY = "kestrel-quartz-0417"
SECRET = f"""# DSL procedure

## 1. Referral to the LADO

1.1 The DSL must telephone the LADO on {CANARY} within one hour of an allegation.

1.2 If a pupil discloses harm by a governor, the DSL must open file {CANARY} and tell nobody on site.

1.3 Indecent images, low-level concerns and cyberbullying must be logged under {CANARY}.
"""


@pytest.fixture(scope="module")
def store(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    files = files_of(larkfield) | {"dsl-only.md": SECRET.encode()}
    return stored(tmp_path_factory.mktemp("store"), "larkfield", files, {"dsl-only.md": "dsl"})


@pytest.fixture(scope="module")
def bare(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The same school without the DSL's document."""
    return stored(tmp_path_factory.mktemp("store"), "larkfield", files_of(larkfield))


@pytest.mark.parametrize(
    ("topic", "heading", "address"),
    [
        ("LADO", "Section 4: Concerns about adults", "4.4"),
        ("an allegation about a colleague", "Section 4: Concerns about adults", "4.1"),
        ("disclosure", "Section 2: If a pupil tells you something", "2.1, paragraph 7"),
        ("a nude on a phone", "Section 3: Nudes and semi-nudes", "3.3"),
        ("low level concern", "Section 5: Low-level concerns", "5.1"),
        ("whistle-blowing", "3. How to raise a concern", "3.2"),
        ("cyber bullying by an adult", "7. If something goes wrong", "7.1"),
        ("visitors", "Section 6: Visitors and site security", "6.1"),
        ("smoking", "2 Professional behaviour", "2.2(c)"),
    ],
)
def test_a_topic_finds_its_procedure(bare: Store, topic: str, heading: str, address: str) -> None:
    """Whatever it is called, the section that says what to do comes first, with the address of each step."""
    card = Lookup(bare).lookup(topic, "larkfield", "staff")

    assert heading == next(block.text for block in card.blocks if isinstance(block, Heading))
    assert any(step.endswith(f" [{address}]") for step in _steps(card))


def test_every_step_is_the_policys_own_words(bare: Store) -> None:
    """Steps and lead-ins stand in a policy's text as they are shown."""
    sources = " ".join(" ".join(bare.text(policy).replace("**", "").split()) for policy in bare.policies(bare.school("larkfield")))
    cards = [Lookup(bare).lookup(topic.title, "larkfield", "staff") for topic in topics()]

    shown = [words for card in cards for words in (*_quotes(card), *(step.rsplit(" [", 1)[0] for step in _steps(card)))]

    assert len(shown) > 20
    assert [] == [words for words in shown if words not in sources]


def test_the_people_to_go_to_are_those_that_are_set_or_that_the_documents_name(bare: Store) -> None:
    """Contacts that the school has set are shown; without any, those that its documents print."""
    ours = (("DSL", "room 4"),)

    assert Rows(ours) in Lookup(bare, lambda _: ours).lookup("LADO", "larkfield", "staff").blocks
    printed = next(block for block in Lookup(bare).lookup("LADO", "larkfield", "staff").blocks if isinstance(block, Rows))
    assert ("Headteacher", "Mrs Adwoa Osei, extension 200") in printed.rows


def test_a_document_for_the_dsl_is_shown_to_the_dsl(store: Store) -> None:
    """The role dsl sees the DSL's own procedure."""
    assert CANARY in Lookup(store).lookup("LADO", "larkfield", "dsl").plain


def test_no_ask_by_other_staff_shows_a_trace_of_a_document_for_the_dsl(store: Store, bare: Store, caplog: pytest.LogCaptureFixture) -> None:
    """Every card is the card of a school that has no such document, and nothing of it is logged."""
    caplog.set_level(0)
    seeing, without = Lookup(store), Lookup(bare)
    seeing.lookup("LADO", "larkfield", "dsl")  # the DSL has looked before, so that whatever is kept is there to leak
    roles: tuple[Role, ...] = ("staff", "new_starter")

    for number, topic in enumerate(_asks(ASKS)):
        card = seeing.lookup(topic, "larkfield", roles[number % 2])
        assert without.lookup(topic, "larkfield", "staff") == card, topic
        assert CANARY not in repr(card).replace(topic, "")

    assert CANARY not in caplog.text


def test_nothing_found_looks_the_same_whether_or_not_a_document_is_hidden(larkfield: Path, tmp_path: Path) -> None:
    """A topic that only the DSL's document has is as absent as one that no document has."""
    files = {"mobile-phones.md": (larkfield / "mobile-phones.md").read_bytes(), "dsl-only.md": SECRET.encode()}
    hidden = Lookup(stored(tmp_path, "larkfield", files, {"dsl-only.md": "dsl"}))

    assert hidden.lookup("LADO", "larkfield", "staff") == hidden.lookup("xyzzy", "larkfield", "staff")


def test_it_works_with_the_index_gone(bare: Store) -> None:
    """There is no index in the folder at all, and the procedure is found."""
    assert [] == [child.name for child in bare.folder.iterdir() if child.name not in {"blobs", "catalogue.sqlite", "writer.lock"}]
    assert _steps(Lookup(bare).lookup("LADO", "larkfield", "staff"))


def test_a_warm_look_up_takes_less_than_a_fifth_of_a_second(bare: Store) -> None:
    """The processor's time of 19 look-ups in 20, once the school has been read, is below 200 ms."""
    lookup, times = Lookup(bare), []
    lookup.lookup("LADO", "larkfield", "staff")
    for topic in _asks(100):
        began = time.process_time()
        lookup.lookup(topic, "larkfield", "staff")
        times.append(time.process_time() - began)

    assert sorted(times)[94] < 0.2


def test_a_new_version_is_seen_at_once(tmp_path: Path) -> None:
    """What was looked up before does not hide what is in force now."""
    lookup = Lookup(stored(tmp_path, "hill", {"a.txt": b"Bee Policy\n\n1. Bees\n\n1.1 Staff must report a swarm to the caretaker.\n"}))
    assert "caretaker" in lookup.lookup("swarm", "hill", "staff").plain

    stored(tmp_path, "hill", {"a.txt": b"Bee Policy\n\n1. Bees\n\n1.1 Staff must report a swarm to the gardener.\n"}, generation=2)

    assert "gardener" in lookup.lookup("swarm", "hill", "staff").plain


def test_without_a_topic_it_asks_for_one(bare: Store) -> None:
    """An empty topic offers the usual ones to press, and the way to a person stays."""
    card = Lookup(bare).lookup("  ", "larkfield", "staff")

    assert "indecent image" in [button.value for button in card.buttons if button.action == "lookup"]
    assert Button("Ask a person", "person", lasting=True) in card.buttons


def _steps(card: Card) -> list[str]:
    return [item for block in card.blocks if isinstance(block, Steps) for item in block.items]


def _quotes(card: Card) -> list[str]:
    return [block.text for block in card.blocks if isinstance(block, Quote)]


def _asks(count: int) -> list[str]:
    """Topics as people type them: known ones, the hidden document's own words, and mixtures, always the same for a seed."""
    chance = random.Random(4)  # noqa: S311 - variety, not secrecy
    words = sorted({*stems(SECRET), "lado", "allegation", "phone", "gift", "governor", "disclosure", "image", CANARY})
    known = [topic.title for topic in topics()]
    return [
        chance.choice(known) if chance.random() < 0.3 else " ".join(chance.choices(words, k=chance.randint(1, 5))) for _ in range(count)
    ]
