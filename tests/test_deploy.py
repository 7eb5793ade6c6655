"""The files in deploy/ and what docs say of settings, held against the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings
from deploy.served import served

OTHERS = r"VERSE_(?:CACHE|DEBUG|SLACK_[A-Z_]+|TEAMS_[A-Z_]+)"


@pytest.mark.parametrize(
    "file", ["docs/serve.md", "deploy/Dockerfile", "deploy/compose.yaml", "deploy/verse.env.example", "deploy/verse.service"]
)
def test_every_setting_that_is_named_is_one(root: Path, file: str) -> None:
    """Nobody is told to set what nothing reads."""
    named = set(re.findall(r"VERSE_[A-Z_]*[A-Z]", (root / file).read_text("utf-8")))
    known = {f"VERSE_{name.upper()}" for name in Settings.model_fields}

    assert set() == {name for name in named - known - {"VERSE_SLACK", "VERSE_TEAMS"} if not re.fullmatch(OTHERS, name)}


def test_every_setting_of_serving_is_explained(root: Path) -> None:
    """What can be set is in the table, but for what the language model and the tests have."""
    words = (root / "docs/serve.md").read_text("utf-8")
    wanting = {name for name in Settings.model_fields if f"VERSE_{name.upper()}`" not in words}

    assert set() == {name for name in wanting if not name.startswith("model") and name != "today"}


def test_the_image_has_all_that_is_served_and_no_pytorch(root: Path) -> None:
    """The image's libraries are the project's, without those that only tests and training need."""
    project = (root / "pyproject.toml").read_text("utf-8")
    left_out = set(tomllib.loads(project)["project"]["dependencies"]) - set(served(project))

    assert ["sentence-transformers", "torch"] == sorted(re.split(r"[<>=]", each)[0] for each in left_out)


def test_the_containers_run_as_nobody_and_are_reached_from_this_machine_alone(root: Path) -> None:
    """Compose opens one port, on loopback, and the image has a user of its own."""
    ports = re.findall(r"^ +ports: (.*)$", (root / "deploy/compose.yaml").read_text("utf-8"), re.MULTILINE)

    assert ['["127.0.0.1:8080:8080"]'] == ports
    assert re.search(r"^USER 10001", (root / "deploy/Dockerfile").read_text("utf-8"), re.MULTILINE)
