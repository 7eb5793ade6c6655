"""A real store with policies in force and no index at all: what the look-up and the induction path read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from knowledge.catalogue import Audience, Policy, School, slug
from knowledge.plain import to_json
from knowledge.reading import read_policy, reader_name
from knowledge.store import Store


def stored(
    folder: Path, school: str, files: Mapping[str, bytes], audiences: Mapping[str, Audience] | None = None, generation: int = 1
) -> Store:
    """A store in ``folder`` whose ``school`` has ``files`` (name to bytes) in force, each for its audience or for staff."""
    store = Store(folder)
    with store.writing():
        policies = [_kept(store, school, name, data, (audiences or {}).get(name, "staff")) for name, data in files.items()]
        store.switch(School(school, school.title(), generation), policies)
    return store


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of ``folder`` by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def _kept(store: Store, school: str, name: str, data: bytes, audience: Audience) -> Policy:
    read, put = read_policy(data, name), store.blobs.put
    put(data)
    text, outline = put(read.document.text.encode()), put(to_json(read.outline).encode())
    return Policy(
        school=school,
        slug=slug(Path(name).stem),
        version=hashlib.sha256(data).hexdigest(),
        audience=audience,
        reader=reader_name(),
        file=name,
        media=read.document.media,
        title=read.metadata.title,
        text=text,
        outline=outline,
        metadata=to_json(read.metadata),
        oddities=read.document.oddities,
    )
