"""The store: every version of every policy, and which of them are in force. Every index is made from it and can be made again."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.blobs import Blobs
from knowledge.catalogue import Policy, School, Version, connect, prepare
from knowledge.clauses import Outline
from knowledge.history import INGESTED, History, Moment, Switch
from knowledge.lines import Oddity
from knowledge.metadata import Metadata
from knowledge.plain import from_json
from knowledge.writer_lock import writer_lock

FIELDS = """
SELECT f.school, f.policy, f.version, f.audience, f.reader, v.file, v.media, r.title, r.text, r.outline, r.metadata, r.oddities
FROM in_force f JOIN versions v USING (school, policy, version) JOIN readings r USING (version, reader)
"""
POLICIES = f"{FIELDS} WHERE f.school = ? AND f.generation = ? ORDER BY f.policy"
MOMENTS = "SELECT generation, version FROM in_force WHERE school = ? AND policy = ? ORDER BY generation"
SWITCHES = "SELECT generation, act, by, at FROM switches WHERE school = ?"
KEEPS_SWITCHES = "SELECT 1 FROM sqlite_master WHERE name = 'switches'"  # a catalogue that an earlier release wrote last does not
PAST = f"{FIELDS} WHERE f.school = ? AND f.policy = ? AND f.version = ? ORDER BY f.generation DESC LIMIT 1"


class UnknownName(Exception):  # noqa: N818 - says what is so, like Refused
    """No such school or policy; the message gives the nearest name and those there are."""

    def __init__(self, name: str, known: Iterable[str], *, kind: str) -> None:
        """Say which ``kind`` has no ``name``; ``nearest`` is the closest known name or None."""
        names = sorted(known)
        self.nearest = next(iter(difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.5)), None)
        meant = f" Did you mean {self.nearest}?" if self.nearest else ""
        there = f"There are: {', '.join(names)}." if names else f"There is no {kind} yet: run `verse ingest` first."
        super().__init__(f"There is no {kind} called {name}.{meant} {there}")


class Store:
    """A folder holding all that was ingested. Reading needs no lock; writing is through ``writing`` and ``switch``."""

    def __init__(self, folder: Path) -> None:
        """Open the store in ``folder``; it is made when first written to."""
        self.folder = folder
        self.blobs = Blobs(folder / "blobs")
        self._catalogue = folder / "catalogue.sqlite"

    def schools(self) -> tuple[School, ...]:
        """All schools, by slug."""
        if not self._catalogue.exists():
            return ()
        with connect(self._catalogue) as connection:
            rows = connection.execute("SELECT slug, name, generation FROM schools ORDER BY slug").fetchall()
        return tuple(School(*row) for row in rows)

    def school(self, slug: str) -> School:
        """One school. Raises UnknownName."""
        schools = {school.slug: school for school in self.schools()}
        if slug not in schools:
            raise UnknownName(slug, schools, kind="school")
        return schools[slug]

    def policies(self, school: School, audience: Collection[str] | None = None) -> tuple[Policy, ...]:
        """The policies that ``school.generation`` has in force, by slug; only those for ``audience`` where it is given."""
        if not self._catalogue.exists():
            return ()
        with connect(self._catalogue) as connection:
            rows = connection.execute(POLICIES, (school.slug, school.generation)).fetchall()
        found = (_policy(row) for row in rows)
        return tuple(policy for policy in found if audience is None or policy.audience in audience)

    def policy(self, school: School, slug: str) -> Policy:
        """One policy in force. Raises UnknownName."""
        policies = {policy.slug: policy for policy in self.policies(school)}
        if slug not in policies:
            raise UnknownName(slug, policies, kind="policy")
        return policies[slug]

    def versions(self, school: str, policy: str) -> tuple[Version, ...]:
        """Every version of a policy ever ingested, oldest first."""
        query = "SELECT version, file, media, added FROM versions WHERE school = ? AND policy = ? ORDER BY added, rowid"
        with connect(self._catalogue) as connection:
            return tuple(Version(*row) for row in connection.execute(query, (school, policy)))

    def past(self, school: str, policy: str, version: str) -> Policy:
        """A policy as any version ever in force had it, by the newest reading. Raises UnknownName."""
        with connect(self._catalogue) as connection:
            row = connection.execute(PAST, (school, policy, version)).fetchone()
        if row is None:
            raise UnknownName(version, (known.version for known in self.versions(school, policy)), kind="version")
        return _policy(row)

    def history(self, school: str, policy: str) -> History:
        """What was in force of a policy, generation by generation; nothing for one that never was."""
        if not self._catalogue.exists():
            return History(())
        with connect(self._catalogue) as connection:
            rows = connection.execute(MOMENTS, (school, policy)).fetchall()
            kept = connection.execute(SWITCHES, (school,)).fetchall() if connection.execute(KEEPS_SWITCHES).fetchone() else []
        switches = {generation: (Switch(act, by), at) for generation, act, by, at in kept}
        return History(tuple(Moment(generation, version, *switches.get(generation, ())) for generation, version in rows))

    def text(self, policy: Policy) -> str:
        """The text as read, that every span points into. Raises BlobDamaged."""
        return self.blobs.get(policy.text).decode("utf-8")

    def outline(self, policy: Policy) -> Outline:
        """The clause tree as read. Raises BlobDamaged, ValueError."""
        return from_json(Outline, self.blobs.get(policy.outline).decode("utf-8"))

    def metadata(self, policy: Policy) -> Metadata:
        """Whose policy it is, its title and its dates, as read. Raises ValueError."""
        return from_json(Metadata, policy.metadata)

    def original(self, version: str) -> bytes:
        """The bytes of a version's file, in force or not. Raises BlobDamaged."""
        return self.blobs.get(version)

    @contextmanager
    def writing(self, *, wait: float = 0.0) -> Iterator[None]:
        """Be the one writer for the length of the block. Raises StoreBusy."""
        with writer_lock(self.folder, wait=wait):
            prepare(self._catalogue)
            yield

    def switch(self, school: School, policies: Iterable[Policy], how: Switch = INGESTED) -> None:
        """Put ``policies`` in force as ``school.generation``, all at once; the blobs must be there. Only while ``writing``.

        ``how`` is kept with the time.
        """
        entered, now = tuple(policies), datetime.now(UTC).isoformat()
        with connect(self._catalogue) as connection:
            for p in entered:
                version = (p.school, p.slug, p.version, p.file, p.media, now)
                connection.execute("INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?, ?)", version)
                oddities = json.dumps([asdict(oddity) for oddity in p.oddities])
                reading = (p.version, p.reader, p.text, p.outline, p.title, p.metadata, oddities)
                connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)", reading)
                row = (school.slug, school.generation, p.slug, p.version, p.reader, p.audience)
                connection.execute("INSERT INTO in_force VALUES (?, ?, ?, ?, ?, ?)", row)
            connection.execute(
                "INSERT OR REPLACE INTO switches VALUES (?, ?, ?, ?, ?)", (school.slug, school.generation, now, how.act, how.by)
            )
            connection.execute("INSERT OR REPLACE INTO schools VALUES (?, ?, ?)", (school.slug, school.name, school.generation))


def _policy(row: tuple[Any, ...]) -> Policy:
    oddities = tuple(Oddity(**oddity) for oddity in json.loads(row[-1]))
    values = (*row[:-1], oddities)
    return Policy(*values)


__all__ = ["Policy", "School", "Store", "UnknownName", "Version"]
