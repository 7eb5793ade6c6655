"""Logs as JSON, one line an event, and never a word of what people write.

Our own lines keep their wording, whose blanks we fill. Of another library's record only its level, its name and its place are kept;
what it says may hold a request, a token or a message.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import TextIO

import structlog

OURS = ("verse", "adapters", "bot", "knowledge", "prompts")


def set_up_logs(to: TextIO | None = None) -> None:
    """Send every library's records through here, to standard error unless ``to`` is given; others' only where something is amiss."""
    handler = logging.StreamHandler(to or sys.stderr)
    steps: list[structlog.types.Processor] = [_silent, structlog.processors.JSONRenderer(ensure_ascii=False)]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=steps))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def _silent(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """The line for one record: nothing of it that another may have put words into."""
    record = event["_record"]
    if not isinstance(record, logging.LogRecord):
        return {"event": "unknown"}
    line: dict[str, object] = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
    if record.name.split(".")[0] in OURS:
        line["event"] = event["event"]
    else:
        line["where"] = f"{Path(record.pathname).name}:{record.lineno}"
    raised = event.get("exc_info")
    if isinstance(raised, tuple) and raised[0]:
        line["fault"] = raised[0].__name__  # a fault's own words could hold the message's
    return line


def _time(record: logging.LogRecord) -> str:
    return logging.Formatter().formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
