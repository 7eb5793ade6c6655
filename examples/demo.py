"""``make demo``: read the sample school's policies, then answer questions that its staff might ask."""

from __future__ import annotations

import argparse
import shlex
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from adapters.command_line.app import main

LARKFIELD = Path(__file__).parent / "larkfield"
QUESTIONS = (
    "A girl I taught who left last year has sent me a follow request on Insta. She's 17. Can I accept it?",
    "an old pupil has added me on facebook, can I accept?",
    "Can I accept a £10 gift voucher from a parent at the end of term?",
    "Can I install a free drawing app on my school laptop?",
    "Do I have to answer emails at 8 pm?",
    "Can I bring my dog to work?",
)
OPENING = "First the policies of a made-up school are read in, then six questions that its staff might ask are answered."
CLOSING = """
Those answers come from the made-up policies in examples/larkfield. To use your own:

    source .venv/bin/activate
    verse ingest ~/policies --school NAME
    verse ask --school NAME "your question"

To ask in a web page: make serve, then open http://127.0.0.1:8080 (it takes these made-up policies until there are your own).
To ask in Slack or Microsoft Teams: docs/connect-slack.md and docs/connect-teams.md say how, step by step.
"""


def demo(data: Path) -> None:
    """Ingest and ask, each command shown as a person would type it; everything is kept in ``data``."""
    console = Console(highlight=False)
    console.print(OPENING, markup=False)
    _run(console, data, "ingest", str(LARKFIELD.relative_to(Path.cwd())), "--school", "larkfield")
    for question in QUESTIONS:
        _run(console, data, "ask", "--school", "larkfield", question)
    console.print(CLOSING, markup=False)


def _run(console: Console, data: Path, *arguments: str) -> None:
    console.rule(style="dim")
    console.print(f"$ verse {' '.join(map(_typed, arguments))}\n", style="green", markup=False, soft_wrap=True)
    with suppress(SystemExit):  # one question that can't be answered does not end the demo
        main([*arguments, "--data", str(data)])


def _typed(argument: str) -> str:
    return f'"{argument}"' if " " in argument else shlex.quote(argument)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path(".verse/demo"))
    demo(options.parse_args().data)
