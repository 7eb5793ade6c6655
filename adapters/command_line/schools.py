"""Which schools there are, and what to say about one that there is not."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from adapters.command_line.refused import refuse

FIRST = "Nothing has been read yet. Start with: verse ingest FOLDER --school NAME"


def known_school(name: str, schools: Sequence[str]) -> str:
    """The school of that name, spelt as it was ingested; case, spaces and hyphens do not matter.

    Raises RefusedError that lists the known schools and the nearest name.
    """
    same = next((school for school in schools if _bare(school) == _bare(name)), None)
    if same is None:
        refuse(unknown("school", name, schools) if schools else FIRST)
    return same


def the_school(name: str | None, schools: Sequence[str]) -> str:
    """The school asked for, or the only one there is where none was named."""
    if name is not None:
        return known_school(name, schools)
    if not schools:
        refuse(FIRST)
    if len(schools) > 1:
        refuse(f"Which school? Add --school and one of: {', '.join(sorted(schools))}")
    return schools[0]


def unknown(kind: str, name: str, names: Sequence[str]) -> str:
    """One line: there is no such thing, what there is, and the nearest."""
    near = difflib.get_close_matches(_bare(name), [_bare(each) for each in names], n=1, cutoff=0.5)
    meant = next((f" Did you mean {each}?" for each in names if [_bare(each)] == near), "")
    return f"No {kind} called {name}.{meant} Known: {', '.join(sorted(names))}."


def _bare(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
