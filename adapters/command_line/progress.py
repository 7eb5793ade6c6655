"""A bar for long jobs, drawn on standard error and only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.printable import printable


class Bar:
    """One bar that starts again for each stage of the job."""

    def __init__(self, progress: Progress) -> None:
        """Draw on ``progress``."""
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def begin(self, what: str, total: int) -> None:
        """A stage of ``total`` equal steps starts."""
        self._progress.reset(self._task, description=printable(what), total=total)

    def advance(self, steps: int) -> None:
        """So many more steps of the stage are done."""
        self._progress.advance(self._task, steps)


@contextmanager
def watched() -> Iterator[Bar]:
    """A bar for the length of the block."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        yield Bar(progress)
