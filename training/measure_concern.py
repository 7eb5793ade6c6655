"""What is noticed of messages that were never learnt from: ``python -m training.measure_concern``. Prints a table by class."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.concern import Concern, find_concern
from knowledge.embedder import OnnxEmbedder
from training.train_concern import HELD_OUT, REPORT, Message, listed

Find = Callable[[str], Concern | None]


def table(some: Sequence[Message], find: Find) -> Iterator[str]:
    """A row for each kind and class: how many there are, answered as a concern alone, with the signpost, not noticed; routed right."""
    yield "| kind | class | messages | alone | signpost | nothing | right route |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for kind, sort in dict.fromkeys((each.kind, each.sort) for each in some):
        yield _row(kind, sort, [each for each in some if (each.kind, each.sort) == (kind, sort)], find)
    for kind in dict.fromkeys(each.kind for each in some):
        yield _row(kind, "all", [each for each in some if each.kind == kind], find)


def _row(kind: str, sort: str, some: Sequence[Message], find: Find) -> str:
    found = [find(each.words) for each in some]
    alone = sum(1 for each in found if each and each.certain)
    nothing = sum(1 for each in found if not each)
    noticed = [(each, concern) for each, concern in zip(some, found, strict=True) if concern and each.route]
    right = sum(1 for each, concern in noticed if concern.refer_to == each.route)
    way = f"{right} of {len(noticed)}" if noticed else ""
    return f"| {kind} | {sort} | {len(some)} | {alone} | {len(some) - alone - nothing} | {nothing} | {way} |"


def wrong(some: Sequence[Message], find: Find) -> Iterator[str]:
    """The messages that were missed, falsely noticed, or sent the wrong way."""
    for each in some:
        concern = find(each.words)
        if (concern is None) == (each.kind == REPORT) and each.kind != "suppose":
            yield f"{'missed' if concern is None else 'false'}\t{each.sort}\t{each.words}"
        elif concern and each.route and concern.refer_to != each.route:
            yield f"{concern.refer_to} for {each.route}\t{each.sort}\t{each.words}"


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.measure_concern", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--list", type=Path, default=Path(__file__).parent / HELD_OUT)
    parser.add_argument("--words-alone", action="store_true", help="as where the embedder is down")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    chosen = parser.parse_args(arguments)
    some, embedder = tuple(listed(chosen.list)), None if chosen.words_alone else OnnxEmbedder()

    def find(words: str) -> Concern | None:
        return find_concern((words,), embedder.embed([words])[0].tolist() if embedder else None)

    for line in (*table(some, find), *(wrong(some, find) if chosen.wrong else ())):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
