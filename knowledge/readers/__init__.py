"""Readers: a policy's file in, a Document out, whatever the file may be.

    read_file(path, limits) -> Document        reads in a limited child process; raises Refused and nothing else
    read_bytes(data, name, limits) -> Document  the same for bytes already at hand
    SUFFIXES                                   the names' endings that are read, with what each stands for

One module reads one format (``text``, ``markdown``, ``html``, ``word``, ``pdf``); ``detect`` says which, by the bytes.
"""

from __future__ import annotations

from knowledge.readers.child import read_bytes, read_file
from knowledge.readers.detect import SUFFIXES
from knowledge.readers.limits import LIMITS, Limits
from knowledge.readers.refused import Reason, Refused

__all__ = ["LIMITS", "SUFFIXES", "Limits", "Reason", "Refused", "read_bytes", "read_file"]
