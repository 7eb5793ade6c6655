"""What can be set from outside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.settings import SettingsFaultyError, read_settings, usual_data_folder


def test_an_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder named on the command line is used before the one in VERSE_DATA."""
    monkeypatch.setenv("VERSE_DATA", str(tmp_path / "environment"))

    assert tmp_path / "environment" == read_settings().data
    assert tmp_path / "option" == read_settings(tmp_path / "option").data


def test_every_fault_is_reported_at_once_without_its_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two settings that cannot be used are two lines, each by its name; what was given is not printed."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("VERSE_TODAY", "secret")

    with pytest.raises(SettingsFaultyError) as fault:
        read_settings(tmp_path / "file")

    lines = str(fault.value).splitlines()
    assert ["VERSE_DATA", "VERSE_TODAY"] == [line.split()[0] for line in lines]
    assert lines[0] == "VERSE_DATA is a file; a folder is needed"
    assert "secret" not in str(fault.value)


def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """VERSE_TODAY takes the place of today's date."""
    monkeypatch.setenv("VERSE_TODAY", "2026-05-04")
    assert date(2026, 5, 4) == read_settings().today


@pytest.mark.parametrize(
    ("platform", "folder"),
    [("linux", ".local/share/verse"), ("darwin", "Library/Application Support/verse"), ("win32", "AppData/Local/verse")],
)
def test_data_is_kept_where_the_platform_keeps_it(platform: str, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each platform has its usual folder for a user's data."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)

    assert Path("/home/ana") / folder == usual_data_folder(platform, Path("/home/ana"))
