"""A real browser, and where its screenshots go."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, sync_playwright

from tests.conftest import absent


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    """The system's Chromium, ready to be opened."""
    if not shutil.which("chromium"):
        absent("chromium")
    with sync_playwright() as started:
        yield started.chromium


@pytest.fixture
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: VERSE_TEST_SHOTS, to be looked at, or a folder that is thrown away."""
    folder = Path(os.environ.get("VERSE_TEST_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
