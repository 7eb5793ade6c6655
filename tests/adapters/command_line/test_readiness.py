"""Whether questions can be answered and kept."""

from __future__ import annotations

from pathlib import Path

from adapters.command_line.readiness import LEAST_FREE, wanting


def _whole() -> tuple[str, ...]:
    return ("oak",)


def _broken() -> tuple[str, ...]:
    raise OSError


def test_all_is_well_where_records_room_and_policies_are_there(tmp_path: Path) -> None:
    """With this computer's own disk asked."""
    assert () == wanting(_whole, _whole, tmp_path)


def test_a_disk_that_is_nearly_full_is_said_before_anything_is_refused(tmp_path: Path) -> None:
    """From the last byte too few on."""
    assert () == wanting(_whole, _whole, tmp_path, lambda _folder: LEAST_FREE)
    assert ("less than 64 MB are free for what must be kept",) == wanting(_whole, _whole, tmp_path, lambda _folder: LEAST_FREE - 1)


def test_everything_that_is_wanting_is_said_at_once(tmp_path: Path) -> None:
    """Records, room and policies, a line each."""
    found = wanting(_broken, tuple, tmp_path / "gone")
    assert ("the records can't be read", "the folder of data can't be read", "no school's policies have been read in") == found
