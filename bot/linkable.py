"""Whether a card may link to an address: only to hosts that were set, whatever the channel."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit


def leads_to(url: str, hosts: Collection[str]) -> bool:
    """Whether ``url`` is a web address of one of ``hosts``, with nobody's name or password in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and host in hosts and "@" not in parts.netloc
