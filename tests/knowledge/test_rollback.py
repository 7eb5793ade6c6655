"""Going back to an earlier version of a policy, and forth again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import connect
from knowledge.embedder import OnnxEmbedder
from knowledge.history import History, Moment, Switch
from knowledge.index.folder import numbers
from knowledge.ingest import Ingest
from knowledge.rollback import NothingToRollBack, RollBack
from knowledge.search import Search
from knowledge.store import Store, UnknownName


@pytest.fixture
def twice(ingest: Ingest, policies: Path) -> RollBack:
    """A school whose gift policy has a second version in force: £25 in the place of £20."""
    ingest.run(policies)
    file = policies / "Ashgate" / "Gifts.txt"
    file.write_bytes(file.read_bytes().replace("£20".encode(), "£25".encode()))
    replace(ingest, by="Mrs Osei").run(policies)
    return RollBack(ingest.builder)


def _limit(store: Store) -> str:
    text = store.text(store.policy(store.school("ashgate"), "gifts"))
    return next(amount for amount in ("£20", "£25") if amount in text)


def test_the_version_before_is_in_force_again_and_it_is_kept_who_did_it(twice: RollBack, onnx_embedder: OnnxEmbedder) -> None:
    """A generation of its own, found by search, with who and when; the other policy stays as it is."""
    store = twice.builder.store
    phones = store.policy(store.school("ashgate"), "mobile-phones")

    done = twice.to("ashgate", "gifts", "Mr Dale")

    first, second = (each.version for each in store.versions("ashgate", "gifts"))
    assert (3, second, first, "£20") == (done.school.generation, done.was, done.now, _limit(store))
    newest = store.history("ashgate", "gifts").moments[-1]
    assert (Switch("rollback", "Mr Dale"), 3) == (newest.how, newest.generation)
    assert newest.at
    assert phones == store.policy(store.school("ashgate"), "mobile-phones")
    assert all("£25" not in row.words for row in Search(store, onnx_embedder).index("ashgate").rows)


def test_a_roll_back_can_be_undone_once(twice: RollBack) -> None:
    """What was taken back is in force again; then there is nothing more to undo."""
    twice.to("ashgate", "gifts", "Mr Dale")
    twice.undo("ashgate", "gifts", "Mrs Osei")

    assert "£25" == _limit(twice.builder.store)
    with pytest.raises(NothingToRollBack, match="nothing to undo"):
        twice.undo("ashgate", "gifts", "Mrs Osei")


def test_a_version_may_be_named_and_what_is_not_there_is_said(twice: RollBack) -> None:
    """By the start of its hash; nothing before the first, nothing unknown, nothing that is in force already."""
    first, second = (each.version for each in twice.builder.store.versions("ashgate", "gifts"))

    with pytest.raises(NothingToRollBack, match=f"no version begins with zz. Versions that were in force: {first[:12]}, {second[:12]}"):
        twice.to("ashgate", "gifts", "", "zz")
    with pytest.raises(NothingToRollBack, match="in force already"):
        twice.to("ashgate", "gifts", "", second[:10])
    with pytest.raises(UnknownName):
        twice.to("ashgate", "cakes", "")
    assert first == twice.to("ashgate", "gifts", "", first[:10]).now
    with pytest.raises(NothingToRollBack, match="no version was in force before"):
        twice.to("ashgate", "gifts", "")


def test_a_version_that_was_taken_back_does_not_come_in_again_by_itself(twice: RollBack, ingest: Ingest, policies: Path) -> None:
    """The same folder ingested again is refused that file, and says what to do; a newer text comes in."""
    twice.to("ashgate", "gifts", "Mr Dale")

    report = ingest.run(policies).files[0]

    assert ("refused", "£20") == (report.state, _limit(twice.builder.store))
    assert "this version was rolled back by Mr Dale on" in report.reason
    assert "verse rollback gifts --undo" in report.reason
    file = policies / "Ashgate" / "Gifts.txt"
    file.write_bytes(file.read_bytes() + b"\n1.9 Wine is a gift.\n")
    assert "changed" == ingest.run(policies).files[0].state


def test_a_policy_kept_from_staff_is_still_kept_from_them_after_a_roll_back(twice: RollBack, ingest: Ingest, policies: Path) -> None:
    """The audience is today's, whoever could read the earlier version."""
    replace(ingest, audience="dsl").run(policies)

    twice.to("ashgate", "gifts", "Mr Dale")

    store = twice.builder.store
    assert "dsl" == store.policy(store.school("ashgate"), "gifts").audience


def test_a_roll_back_that_fails_leaves_the_version_in_force(twice: RollBack, ingest: Ingest) -> None:
    """Until the one switch nothing has changed, and nothing half built is left."""

    class Failing:
        checksum = ingest.builder.embedder.checksum

        def embed(self, texts: object) -> object:
            raise OSError(5, texts)

    broken = RollBack(replace(twice.builder, embedder=Failing()))  # type: ignore[arg-type]  # it only fails
    (twice.builder.store.folder / "vectors.sqlite").unlink()

    with pytest.raises(OSError, match="Errno 5"):
        broken.to("ashgate", "gifts", "Mr Dale")
    assert ("£25", [1, 2]) == (_limit(twice.builder.store), numbers(twice.builder.store.folder, "ashgate"))


def test_a_catalogue_of_an_earlier_release_has_a_history_without_names(twice: RollBack) -> None:
    """What came into force before it was kept who did it can still be rolled back."""
    with connect(twice.builder.store.folder / "catalogue.sqlite") as connection:
        connection.execute("DROP TABLE switches")

    assert [Switch("ingest")] * 2 == [moment.how for moment in twice.builder.store.history("ashgate", "gifts").moments]
    assert twice.to("ashgate", "gifts", "Mr Dale").now


def _history(*acts: str) -> History:
    """Versions that were ingested ("A"), rolled back to ("<A") or put back by an undo (">B")."""
    names = {"<": Switch("rollback"), ">": Switch("undo")}
    return History(tuple(Moment(n, act.lstrip("<>"), names.get(act[0], Switch("ingest"))) for n, act in enumerate(acts, 1)))


@pytest.mark.parametrize(
    ("acts", "before", "taken", "undo"),
    [
        ("", "", "", ""),
        ("A", "", "", ""),
        ("A A B B", "A", "", ""),
        ("A B C", "B", "", ""),
        ("A B C <B", "A", "C", "C"),
        ("A B C <B <A", "", "BC", "B"),
        ("A B C <A", "", "BC", "C"),
        ("A B <A >B", "A", "", ""),
        ("A B <A C", "A", "B", ""),
        ("A B <A >B <A", "", "B", "B"),
        ("A B A", "B", "", ""),
        ("A B <A <B", "A", "A", "A"),
    ],
)
def test_what_came_before_is_what_led_here(acts: str, before: str, taken: str, undo: str) -> None:
    """What was taken back is never gone back to by itself, however often things went back and forth."""
    history = _history(*acts.split())

    assert (before, taken, undo) == (history.before(), "".join(sorted(history.taken_back())), history.last_taken_back())


@given(st.lists(st.sampled_from(["A", "B", "C", "<", ">"]), max_size=12))
def test_no_history_offers_what_is_in_force_already(acts: list[str]) -> None:
    """Whatever was done, the version before and those taken back are others than the one in force."""
    done: list[str] = []
    for act in acts:
        history = _history(*done)
        wanted = {"<": history.before(), ">": history.last_taken_back()}.get(act)
        if wanted != "":
            done.append(f"{act}{wanted}" if wanted else act)

    history = _history(*done)
    assert not done or history.current not in {history.before(), *history.taken_back()}
