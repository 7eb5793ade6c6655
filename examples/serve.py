"""``make serve``: serve the policies that were read in, or the sample school's where there are none."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from adapters.command_line.app import main
from adapters.command_line.wiring import Wiring
from examples.demo import LARKFIELD

DEMO = Path(".verse/demo")


def serve(arguments: list[str]) -> None:
    """``verse serve`` with ``arguments``; where nothing was read in, over the made-up school's policies, which it says."""
    if "--data" in arguments or Wiring(None).schools():
        main(["serve", *arguments])
    print(f"No policies have been read in yet, so the made-up school Larkfield is served, from {DEMO}.")  # noqa: T201 - told in the terminal
    print("Your own: verse ingest ~/policies --school NAME, then make serve again.\n")  # noqa: T201 - as above
    if not Wiring(DEMO).schools():
        with suppress(SystemExit):
            main(["ingest", str(LARKFIELD), "--school", "larkfield", "--data", str(DEMO)])
    main(["serve", "--data", str(DEMO), *arguments])


if __name__ == "__main__":
    serve(sys.argv[1:])
