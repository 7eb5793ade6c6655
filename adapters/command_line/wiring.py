"""Chooses the real parts. Only this module names them, and only inside functions, so that a command loads what it uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from adapters.command_line.parts import Answers, Audience, Policy, Progress, Read
from bot.settings import read_settings


class Wiring:
    """The real parts over one folder of data."""

    def __init__(self, data: Path | None) -> None:
        """Take ``data``, or the folder that the settings name. Raises SettingsFaultyError."""
        self._data = read_settings(data).data
