"""What every test may ask for: the sample school, and the real policies where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


def absent(what: str) -> None:
    """Skip the test for want of ``what``; on CI, where nothing may be wanting, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not at hand, and CI=true allows no skip for that")
    pytest.skip(f"{what} is not at hand")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real policies and gold questions beside the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        absent("../shared")
    return folder


@pytest.fixture(scope="session")
def larkfield() -> Path:
    """The sample school's folder of policies."""
    return ROOT / "examples" / "larkfield"
