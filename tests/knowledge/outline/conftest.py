"""Outlines of policies in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.outline import build_outline
from knowledge.readers.markdown import read_markdown
from knowledge.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.clauses import Clause, Outline


@pytest.fixture
def outlined() -> Callable[[str], Outline]:
    """Reads a text into its outline; a text that opens with "#" as Markdown."""

    def read(text: str) -> Outline:
        reader = read_markdown if text.lstrip().startswith("#") else read_text
        return build_outline(reader(text.encode(), "policy.md"))

    return read


@pytest.fixture
def cited(outlined: Callable[[str], Outline]) -> Callable[[str], dict[str, Clause]]:
    """Reads a text into its clauses by address, furniture left out."""
    return lambda text: {clause.address: clause for clause in outlined(text).clauses if clause.kind != "furniture"}
