"""Opens what ``verse serve`` serves, and says where it is."""

from __future__ import annotations

from pathlib import Path

from adapters.command_line.logs import set_up_logs
from adapters.command_line.refused import refuse
from adapters.command_line.serve_wiring import ServeWiring
from adapters.command_line.serving import serve
from bot.printable import printable


def open_service(data: Path | None, host: str | None, port: int | None, *, playground: bool = False) -> None:
    """Serve until stopped. Raises RefusedError with everything that is wrong, before anything listens."""
    set_up_logs()
    wiring = ServeWiring(data, host, port, _tell, playground=playground)
    settings = wiring.settings
    try:
        serve(wiring.service(), settings.host, settings.port)
    except OSError as fault:
        refuse(f"Cannot listen at {settings.host}:{settings.port}: {fault.strerror or type(fault).__name__}. Choose another with --port.")


def _tell(line: str) -> None:
    print(printable(line), flush=True)  # noqa: T201 - the terminal is this channel
