"""A folder in place of a model: requests are written there, and whoever reads them may put a response beside each."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.model.calling import ModelFaultyError, NotAnsweredYetError, Replied
from bot.model.request import Request

LONGEST = 1_000_000  # bytes of a response that are read


class Replay:
    """Answers each request with ``KEY.response.json`` of ``folder``; where there is none, writes ``KEY.request.json``."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first request is written."""
        self._folder = folder
        self.name = "replay"

    def reply(self, request: Request, seconds: float) -> Replied:  # noqa: ARG002 - a file is there or not
        """The kept response. Raises NotAnsweredYetError, ModelFaultyError."""
        found = self._folder / f"{request.key}.response.json"
        try:
            content = found.read_bytes()
        except FileNotFoundError:
            self._write(request)
            raise NotAnsweredYetError(request.key) from None
        if len(content) > LONGEST:
            message = f"{request.key}: the response is over {LONGEST} bytes"
            raise ModelFaultyError(message)
        return Replied(content.decode("utf-8-sig", "replace"))

    def _write(self, request: Request) -> None:
        """Write the request whole or not at all, so that several runs may share a folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{request.key}.request.json"
        if target.exists():
            return
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._folder, suffix=".part", delete=False) as part:
            part.write(request.as_json())
        os.replace(part.name, target)  # noqa: PTH105 - a Path's replace says the same and reads no better
