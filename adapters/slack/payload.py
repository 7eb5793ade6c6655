"""Reading what Slack sent without trusting its shape: what is not there, or is of another kind, reads as nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def find(payload: object, *path: str | int) -> object:
    """What stands at ``path``; None where anything on the way is missing or of another kind."""
    for step in path:
        if isinstance(step, str) and isinstance(payload, Mapping):
            payload = payload.get(step)
        elif isinstance(step, int) and isinstance(payload, Sequence) and not isinstance(payload, str) and step < len(payload):
            payload = payload[step]
        else:
            return None
    return payload


def text_at(payload: object, *path: str | int) -> str:
    """The text at ``path``, "" where there is none."""
    found = find(payload, *path)
    return found if isinstance(found, str) else ""


def each(payload: object, *path: str | int) -> Sequence[object]:
    """The list at ``path``, empty where there is none."""
    found = find(payload, *path)
    return found if isinstance(found, list) else ()
