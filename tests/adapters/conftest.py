"""What tests of every channel share: both databases, and the sample school with its answers kept, so that each is worked out once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.inducting import Sample, sample_school
from tests.bot.records.conftest import cluster, database, memory

__all__ = ["cluster", "database", "memory"]


@pytest.fixture(scope="session")
def sample(larkfield_data: Path) -> Sample:
    """The sample school."""
    return sample_school(larkfield_data)
