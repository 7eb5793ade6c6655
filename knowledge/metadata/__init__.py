"""Whose policy, its title, and when it was adopted, reviewed and is due for review."""

from __future__ import annotations

from knowledge.metadata.periods import Period
from knowledge.metadata.read import Metadata, read_metadata

__all__ = ["Metadata", "Period", "read_metadata"]
