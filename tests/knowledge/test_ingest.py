"""Ingest into a real store with a real index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.embedder import OnnxEmbedder, Vectors
from knowledge.index.folder import numbers
from knowledge.ingest import Ingest, NothingToIngest
from knowledge.readers.refused import Refused
from knowledge.reading import PolicyRead, read_policy
from knowledge.search import Search


class Counting:
    """An embedder that counts the texts it is given."""

    def __init__(self, inner: OnnxEmbedder) -> None:
        self.inner, self.count = inner, 0

    @property
    def checksum(self) -> str:
        return self.inner.checksum

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.count += len(texts)
        return self.inner.embed(texts)


def test_a_folder_of_schools_becomes_searchable(ingest: Ingest, policies: Path, onnx_embedder: OnnxEmbedder) -> None:
    """After one ingest each subfolder is a school, and its clauses are found."""
    report = ingest.run(policies)
    assert [("ashgate", "gifts", "new"), ("ashgate", "mobile-phones", "new")] == [(f.school, f.policy, f.state) for f in report.files]
    hit = Search(ingest.builder.store, onnx_embedder).find("may I accept money from a family", "ashgate", audience={"staff"})[0]
    store = ingest.builder.store
    clause = {clause.id: clause for clause in store.outline(store.policy(store.school("ashgate"), hit.policy)).clauses}[hit.clause]
    expected = "1.3"
    assert expected == clause.marker


def test_the_same_bytes_again_cost_nothing(ingest: Ingest, policies: Path, onnx_embedder: OnnxEmbedder) -> None:
    """Nothing is read, embedded or rebuilt where no file changed."""

    def unread(_data: bytes, name: str) -> PolicyRead:
        raise AssertionError(name)

    before = ingest.run(policies)
    counting = Counting(onnx_embedder)
    again = replace(ingest, builder=replace(ingest.builder, embedder=counting), read=unread).run(policies)
    assert (before.schools, 0) == (again.schools, counting.count)
    assert ["unchanged", "unchanged"] == [file.state for file in again.files]


def test_a_changed_policy_becomes_a_new_version(ingest: Ingest, policies: Path, onnx_embedder: OnnxEmbedder) -> None:
    """Only changed words are embedded again, and the old version can still be read byte for byte."""
    ingest.run(policies)
    file = policies / "Ashgate" / "Gifts.txt"
    old = file.read_bytes()
    file.write_bytes(old.replace("£20".encode(), "£25".encode()))
    counting = Counting(onnx_embedder)
    report = replace(ingest, builder=replace(ingest.builder, embedder=counting)).run(policies)
    store = ingest.builder.store
    versions = store.versions("ashgate", "gifts")
    assert (["changed", "unchanged"], 2, 1) == ([file.state for file in report.files], report.schools[0].generation, counting.count)
    assert old == store.original(versions[0].version)
    assert old.decode() == store.text(store.past("ashgate", "gifts", versions[0].version))
    assert "£25" in store.text(store.policy(store.school("ashgate"), "gifts"))


def test_a_refused_file_does_not_stop_the_rest(ingest: Ingest, policies: Path) -> None:
    """One file that cannot be read is one line of the report, and its earlier version stays in force."""
    ingest.run(policies)
    (policies / "Ashgate" / "Gifts.txt").write_text("other", "utf-8")
    (policies / "Ashgate" / "New.txt").write_text("1. Staff must sign in.\n", "utf-8")

    def picky(data: bytes, name: str) -> PolicyRead:
        if name == "Gifts.txt":
            raise Refused("damaged", "is not readable")  # noqa: EM101 - the first is a name
        return ingest.read(data, name)

    report = replace(ingest, read=picky).run(policies)
    assert ["refused", "unchanged", "new"] == [file.state for file in report.files]
    assert "is not readable; the earlier version stays in force" == report.files[0].reason
    store = ingest.builder.store
    assert ["gifts", "mobile-phones", "new"] == [policy.slug for policy in store.policies(store.school("ashgate"))]


def test_two_files_of_one_name_are_not_mixed(ingest: Ingest, policies: Path) -> None:
    """The second of two files that differ only in their ending is refused, and says why."""
    (policies / "Ashgate" / "gifts.md").write_text("1. Other\n", "utf-8")
    states = {file.file.name: file.state for file in ingest.run(policies).files}
    assert {"Gifts.txt": "new", "Mobile phones.txt": "new", "gifts.md": "refused"} == states


def test_an_audience_stays_until_it_is_changed(ingest: Ingest, policies: Path) -> None:
    """A policy kept from staff is still kept from them when it is ingested again without saying so."""
    replace(ingest, audience="dsl").run(policies)
    ingest.run(policies)
    store = ingest.builder.store
    assert () == store.policies(store.school("ashgate"), {"staff"})
    replace(ingest, audience="staff").run(policies)
    assert len(store.policies(store.school("ashgate"), {"staff"})) == len(store.policies(store.school("ashgate")))


def test_a_path_without_schools_says_what_to_do(ingest: Ingest, tmp_path: Path) -> None:
    """Files with no school named, and no path at all, are each one clear line."""
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "a.txt").write_text("1. Words\n", "utf-8")
    with pytest.raises(NothingToIngest, match="--school"):
        ingest.run(tmp_path / "loose")
    with pytest.raises(NothingToIngest, match="nothing at"):
        ingest.run(tmp_path / "absent")


def test_one_file_for_a_named_school(ingest: Ingest, policies: Path) -> None:
    """A single file goes to the school named, beside what that school has."""
    ingest.run(policies)
    report = ingest.run(policies / "Ashgate" / "Gifts.txt", "Ashgate")
    assert (("unchanged",), 1) == (tuple(file.state for file in report.files), report.schools[0].generation)


def test_only_two_generations_are_kept(ingest: Ingest, policies: Path) -> None:
    """The generation in force and the one before stay on disk; older ones go."""
    file = policies / "Ashgate" / "Gifts.txt"
    for amount in ("£20", "£21", "£22", "£23"):
        file.write_text(f"1. Staff may keep {amount}.\n", "utf-8")
        ingest.run(policies)
    assert [3, 4] == numbers(ingest.builder.store.folder, "ashgate")


def test_stopped_by_the_keyboard_the_old_index_serves(ingest: Ingest, policies: Path, onnx_embedder: OnnxEmbedder) -> None:
    """Ctrl-C while embedding leaves the generation in force, and no half-made one behind."""
    ingest.run(policies)

    class Interrupted(Counting):
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise KeyboardInterrupt(texts)

    (policies / "Ashgate" / "Gifts.txt").write_text("1. All is new.\n", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        replace(ingest, builder=replace(ingest.builder, embedder=Interrupted(onnx_embedder))).run(policies)
    store = ingest.builder.store
    assert (1, [1]) == (store.school("ashgate").generation, numbers(store.folder, "ashgate"))
    assert ("changed", "unchanged") == tuple(file.state for file in ingest.run(policies).files)


def test_policies_are_read_again_when_the_readers_change(ingest: Ingest, policies: Path) -> None:
    """Repair reads stored originals again where other code read them, without the school's files."""
    report = ingest.run(policies)
    store, school = ingest.builder.store, report.schools[0]
    older = [replace(policy, reader="older", title="Older") for policy in store.policies(school)]
    with store.writing():
        school = ingest.builder.put_in_force(school, older)
    repaired = ingest.repair(school).schools[0]
    assert {"Older"} != {policy.title for policy in store.policies(repaired)}
    assert school.generation + 1 == repaired.generation


def test_the_real_readers_serve_ingest(ingest: Ingest, policies: Path) -> None:
    """The reader used by default takes the same files."""
    report = replace(ingest, read=read_policy).run(policies)
    assert ("new", "new") == tuple(file.state for file in report.files)


def test_dates_and_title_are_kept(ingest: Ingest, policies: Path) -> None:
    """What the policy says of itself can be asked of the store; one that does not say its title is called what its file is."""
    (policies / "Ashgate" / "Visitors.txt").write_text("Visitors Policy\nNext review: 1 September 2027\n\n1. Visitors sign in.\n", "utf-8")
    (policies / "Ashgate" / "lone-working.txt").write_text("1. Nobody works alone.\n", "utf-8")
    store, school = ingest.builder.store, ingest.run(policies).schools[0]
    expected = date(2027, 9, 1)
    assert expected == store.metadata(store.policy(school, "visitors")).due
    assert "lone working" == store.policy(school, "lone-working").title
