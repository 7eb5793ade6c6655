"""Reading JSON that others wrote: what is not there, or of another kind, is simply not there."""

from __future__ import annotations

from collections.abc import Mapping


def at(payload: object, *path: str) -> object:
    """The value at ``path``, or None."""
    for name in path:
        if not isinstance(payload, Mapping):
            return None
        payload = payload.get(name)
    return payload


def text_at(payload: object, *path: str) -> str:
    """The text at ``path``, or ""."""
    found = at(payload, *path)
    return found if isinstance(found, str) else ""


def each_at(payload: object, *path: str) -> tuple[object, ...]:
    """The items of the list at ``path``, or none."""
    found = at(payload, *path)
    return tuple(found) if isinstance(found, list) else ()
