"""The sample school with one more policy that only the DSL may see, another school, and a scripted model."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.command_line.parts import Intake
from adapters.command_line.progress import watched
from adapters.command_line.wiring import Wiring
from tests.bot.model.scripted import DSL_ONLY, OTHER, Bench, Scripted


@pytest.fixture(scope="session")
def _wired(larkfield: Path, tmp_path_factory: pytest.TempPathFactory) -> Wiring:
    folder = tmp_path_factory.mktemp("model")
    (folder / "sealed.md").write_text(DSL_ONLY, encoding="utf-8")
    (folder / "kites.md").write_text(OTHER, encoding="utf-8")
    wiring = Wiring(folder / "data")
    with watched() as progress:
        wiring.ingest(Intake(larkfield, "larkfield"), progress)
        wiring.ingest(Intake(folder / "sealed.md", "larkfield", "dsl"), progress)
        wiring.ingest(Intake(folder / "kites.md", "elsewhere"), progress)
    return wiring


@pytest.fixture(scope="session")
def _bench(_wired: Wiring) -> Bench:
    return Bench(_wired)


@pytest.fixture
def bench(_bench: Bench) -> Bench:
    """The parts, with a fresh model."""
    _bench.model = Scripted()
    return _bench
