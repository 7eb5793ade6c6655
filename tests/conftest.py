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


@pytest.fixture(scope="session")
def larkfield_data(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data into which the sample school's policies were ingested, by the real parts."""
    from adapters.command_line.progress import watched  # noqa: PLC0415 - only the tests that need an index pay for it
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415

    data = tmp_path_factory.mktemp("data")
    with watched() as progress:
        Wiring(data).ingest(larkfield, "larkfield", None, progress)
    return data
