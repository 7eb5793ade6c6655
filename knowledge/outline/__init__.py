"""Lines into the clause tree: markers, headings, lists, lead-ins, tables, parts and addresses."""

from __future__ import annotations

from knowledge.outline.build import build_outline
from knowledge.outline.sentences import sentences

__all__ = ["build_outline", "sentences"]
