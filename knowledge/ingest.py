"""Take in a folder of policies: read what is new, index it, put it in force; say what was odd."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from knowledge.catalogue import Audience, Policy, School, slug
from knowledge.clauses import Problem
from knowledge.history import Moment, Switch
from knowledge.index.generation import Builder, Progress, Silent
from knowledge.index.school_index import damage_of
from knowledge.lines import Oddity
from knowledge.passages import CITABLE
from knowledge.plain import to_json
from knowledge.readers.refused import Refused
from knowledge.reading import PolicyRead, ReadPolicy, bytes_of, read_policy, reader_name

State = Literal["new", "changed", "unchanged", "refused"]


class NothingToIngest(Exception):  # noqa: N818 - says what is so, like Refused
    """The path holds no file that can be tied to a school; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. ``school`` and ``policy`` are slugs; ``version`` is a sha256, "" where refused for ``reason``."""

    file: Path
    school: str
    policy: str
    state: State
    version: str = ""
    clauses: int = 0
    oddities: tuple[Oddity, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did: each file in the order read, each school as it now stands, and schools whose damaged index was made anew."""

    files: tuple[FileReport, ...]
    schools: tuple[School, ...]
    repaired: tuple[str, ...] = ()

    def ended(self, state: State) -> tuple[FileReport, ...]:
        """The files that ended in one state."""
        return tuple(file for file in self.files if file.state == state)


def schools_in(path: Path, school: str | None) -> tuple[tuple[str, tuple[Path, ...]], ...]:
    """Each school's name with its files: one named school's, or a subfolder each. Raises NothingToIngest."""
    if not path.exists():
        message = f"There is nothing at {path}."
        raise NothingToIngest(message)
    if school is not None:
        found = [(school, _files(path))]
    else:
        folders = sorted(child for child in path.iterdir() if child.is_dir()) if path.is_dir() else []
        found = [(folder.name, _files(folder)) for folder in folders if not folder.name.startswith(".")]
    kept = tuple((name, files) for name, files in found if files)
    if not kept:
        hint = "" if school else " Name the school with --school, or give a folder that has a subfolder for each school."
        message = f"No policies were found in {path}.{hint}"
        raise NothingToIngest(message)
    return kept


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes in files. ``audience`` None keeps what a policy had, "staff" for a new one; ``read`` reads one file.

    ``by`` is who is kept as having put them in force.
    """

    builder: Builder
    audience: Audience | None = None
    progress: Progress = field(default_factory=Silent)
    read: ReadPolicy = read_policy
    by: str = ""

    def run(self, path: Path, school: str | None = None) -> Report:
        """Take in all that is new or changed under ``path``; policies that are not there stay in force.

        A file that is refused is one line of the report, and its earlier version stays. Stopped at any point, each school is
        as it was or as it should be. Raises NothingToIngest, StoreBusy.
        """
        found = schools_in(path, school)
        with self.builder.store.writing():
            reports = [self._school(name, files) for name, files in found]
        return _joined(reports)

    def repair(self, school: School) -> Report:
        """Make a school's index anew where it is damaged, and read its policies again where the readers have changed."""
        with self.builder.store.writing():
            current = self.builder.store.policies(school)
            policies = [policy if policy.reader == reader_name() else self._again(policy) for policy in current]
            return self._settle(school, {policy.slug: policy for policy in policies}, ())

    def _school(self, name: str, files: Sequence[Path]) -> Report:
        store, identity = self.builder.store, slug(name)
        school = next((each for each in store.schools() if each.slug == identity), School(identity, name, 0))
        policies = {policy.slug: policy for policy in store.policies(school)}
        reports: list[FileReport] = []
        self.progress.begin(f"Reading {name}", len(files))
        for file in files:
            seen = {report.policy: report.file.name for report in reports}
            reports.append(self._file(file, school, policies, seen.get(slug(file.stem))))
            self.progress.advance(1)
        return self._settle(school, policies, tuple(reports))

    def _settle(self, school: School, policies: dict[str, Policy], reports: tuple[FileReport, ...]) -> Report:
        builder, wanted = self.builder, tuple(policies.values())
        before = builder.store.policies(school)
        damage = damage_of(builder.store, school, builder.embedder.checksum) if before else ""
        if damage or sorted(wanted, key=lambda policy: policy.slug) != list(before):
            school = builder.put_in_force(school, wanted, self.progress, Switch("ingest", self.by))
        return Report(reports, (school,) if school.generation else (), (school.slug,) if damage else ())

    def _file(self, file: Path, school: School, policies: dict[str, Policy], twin: str | None) -> FileReport:
        """Read one file where it is new, and enter it into ``policies``."""
        identity = slug(file.stem)
        refused = FileReport(file, school.slug, identity, "refused")
        if twin:
            return replace(refused, reason=f"its name is that of {twin} but for the ending; one policy has one file")
        before = policies.get(identity)
        try:
            policy = self._policy(file, school, before)
        except Refused as error:
            stays = "; the earlier version stays in force" if before else ""
            return replace(refused, reason=f"{error}{stays}")
        taken = self.builder.store.history(school.slug, identity).taken_back().get(policy.version) if before else None
        if taken:
            return replace(refused, reason=_taken_back(taken, identity))
        policies[identity] = policy
        state: State = "new" if before is None else "changed" if before.version != policy.version else "unchanged"
        return self._report(replace(refused, state=state, version=policy.version), policy)

    def _policy(self, file: Path, school: School, before: Policy | None) -> Policy:
        audience = self.audience or (before.audience if before else "staff")
        data = bytes_of(file)
        version = hashlib.sha256(data).hexdigest()
        if before and (before.version, before.reader) == (version, reader_name()):
            return replace(before, audience=audience)
        read = self.read(data, file.name)
        self.builder.store.blobs.put(data)
        return self._kept(read, Policy(school.slug, slug(file.stem), version, audience, "", file.name, "", "", "", "", "", ()))

    def _kept(self, read: PolicyRead, policy: Policy) -> Policy:
        """Store what was read, and name it in the policy."""
        put = self.builder.store.blobs.put
        text, outline = put(read.document.text.encode("utf-8")), put(to_json(read.outline).encode("utf-8"))
        kept = replace(policy, reader=reader_name(), media=read.document.media, oddities=read.document.oddities, text=text, outline=outline)
        return replace(kept, title=read.metadata.title, metadata=to_json(read.metadata))

    def _again(self, policy: Policy) -> Policy:
        try:
            return self._kept(self.read(self.builder.store.original(policy.version), policy.file), policy)
        except Refused:
            return policy  # a stricter release still answers from what an earlier one read

    def _report(self, report: FileReport, policy: Policy) -> FileReport:
        outline = self.builder.store.outline(policy)
        clauses = sum(clause.kind in CITABLE for clause in outline.clauses)
        problems = outline.problems + self.builder.store.metadata(policy).problems
        return replace(report, clauses=clauses, oddities=policy.oddities, problems=problems)


def _taken_back(moment: Moment, policy: str) -> str:
    who = f" by {moment.how.by}" if moment.how.by else ""
    return f"this version was rolled back{who} on {moment.at[:10]}; put it in force again with: verse rollback {policy} --undo"


def _joined(reports: Sequence[Report]) -> Report:
    files, schools, repaired = zip(*((report.files, report.schools, report.repaired) for report in reports), strict=True)
    return Report(sum(files, ()), sum(schools, ()), sum(repaired, ()))


def _files(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    return tuple(sorted(file for file in _under(path) if not file.name.startswith((".", "~$"))))


def _under(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
