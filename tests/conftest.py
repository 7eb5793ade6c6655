"""What every test may ask for: the sample school, and the real policies where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
ON_CI = os.environ.get("CI") == "true"
settings.load_profile("ci" if ON_CI else "here")


def absent(what: str) -> None:
    """Skip the test for want of ``what``."""
    pytest.skip(f"{what} is not at hand")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On CI, where nothing may be wanting, a test that is skipped for want of something (``absent``) fails."""
    report = yield
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if ON_CI and report.skipped and ("is not at hand" in why or "empty parameter set" in why):
        report.outcome, report.longrepr = "failed", f"{why}; CI=true allows no skip for that"
    return report


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
    from adapters.command_line.parts import Intake  # noqa: PLC0415 - only the tests that need an index pay for it
    from adapters.command_line.progress import watched  # noqa: PLC0415
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415

    data = tmp_path_factory.mktemp("data")
    with watched() as progress:
        Wiring(data).ingest(Intake(larkfield, "larkfield"), progress)
    return data
