"""Answers while the language model hangs, beside the same without one: ``python -m benchmarks.hung``, with ``--help`` for its options.

Questions about the sample school are accepted by the real post at a steady pace and answered by as many threads as serve them: first
without a model, then with one that never replies. An ack is what a channel waits for (the event is kept); an answer is timed from there
until its reply is handed to the channel. In the second run the breaker has to open, and from then on nothing may wait.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from adapters.command_line.parts import Intake
from adapters.command_line.progress import watched
from adapters.command_line.serve_parts import ServeParts
from benchmarks.where import ROOT, asked
from bot.answer import Question
from bot.answering import Answerer
from bot.card import Card
from bot.messages import Asker, Channel, Envelope, Incoming, Message, Reply
from bot.model.calling import ModelSilentError, Replied
from bot.model.guarding import Guarded, Limits
from bot.model.reading import ModelReader
from bot.model.request import Request
from bot.records.engine import open_records
from bot.records.post import Post
from bot.records.working import ANSWERING

SCHOOL = "larkfield"
PACE = 2.0  # median answers between two questions, so that the processor keeps up


class Hung:
    """A model that takes the request and never replies."""

    name = "hung"

    def reply(self, request: Request, seconds: float) -> Replied:  # noqa: ARG002 - a model's signature
        """Nothing, a while after everybody has given up."""
        time.sleep(seconds + 1.0)
        message = "no reply"
        raise ModelSilentError(message)


@dataclass(slots=True)
class Out:
    """A channel's way out that notes when each reply came; and, before, when each question was accepted."""

    channel: Channel = "slack"
    accepted: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:  # noqa: ARG002 - a sender's signature
        """Note the time."""
        self.answered[place] = time.monotonic()


@dataclass(frozen=True, slots=True)
class Plain:
    """A desk that answers and does nothing else."""

    answerer: Answerer
    parts: ServeParts

    def reply(self, incoming: Incoming) -> Reply:
        """The answer's text as a card."""
        text = incoming.text if isinstance(incoming, Message) else ""
        return Reply(Card(self.answerer.answer(Question(SCHOOL, text), self.parts.today()).text))


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each question, in the order asked, for its ack and for its answer."""

    acks: tuple[float, ...]
    answers: tuple[float, ...]


def measured(desk: Plain, questions: Sequence[str], pace: float, records: Path, threads: int) -> Times:
    """Ask one question every ``pace`` seconds, and wait until all are answered."""
    post, out, stop = Post(open_records(records, None), lambda _: None, answering=threads), Out(), threading.Event()
    worker = threading.Thread(target=post.run, args=(desk, (out,), stop))
    worker.start()
    acks = []
    for number, question in enumerate(questions):
        time.sleep(pace)
        place = str(number)
        out.accepted[place] = began = time.monotonic()
        post.accept(Envelope((place,), place, Message(Asker("slack", f"T/{number}", SCHOOL), place, question)))
        acks.append(time.monotonic() - began)
    while len(out.answered) < len(questions):
        time.sleep(0.1)
    stop.set()
    worker.join()
    return Times(tuple(acks), tuple(out.answered[str(n)] - out.accepted[str(n)] for n in range(len(questions))))


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where the breaker did not open."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hung", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=int, default=200, help="how many are asked in each run")
    parser.add_argument("--seconds", type=float, default=12.0, help="how long a reply is waited for")
    parser.add_argument("--pace", type=float, default=0.0, help="seconds between two questions, if not twice what an answer takes here")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        parts = ServeParts(data / "data")
        with watched() as progress:
            parts.ingest(Intake(ROOT / "examples" / SCHOOL, SCHOOL), progress)
        questions = tuple(islice(cycle(text for _, text in asked(ROOT / "examples" / "questions.jsonl")), given.questions))
        limits = Limits(seconds=given.seconds, retries=0)
        model = Guarded(Hung(), limits)
        hung = parts.reading_with(ModelReader(model))
        pace = given.pace or PACE * _median_answer(parts, questions[:20])
        without = measured(Plain(parts.answerer, parts), questions, pace, data / "without", ANSWERING)
        for each in (parts.answerer, hung):
            each.warm(Question(SCHOOL, questions[0]), parts.today())
        beside = measured(Plain(hung, parts), questions, pace, data / "hung", ANSWERING + limits.at_once)
        return _print(without, beside, model, given.seconds)


def _median_answer(parts: ServeParts, questions: Sequence[str]) -> float:
    spent = []
    for question in questions:
        began = time.monotonic()
        parts.answerer.answer(Question(SCHOOL, question), parts.today())
        spent.append(time.monotonic() - began)
    return sorted(spent)[len(spent) // 2]


def _print(without: Times, beside: Times, model: Guarded, seconds: float) -> int:
    def line(what: str, plain: Sequence[float], hung: Sequence[float], share: float) -> None:
        one, other = _part(plain, share) * 1000, _part(hung, share) * 1000
        sys.stdout.write(f"{what} p{share * 100:.0f}: {one:.0f} ms without, {other:.0f} ms hung, ratio {other / one:.2f}\n")

    waited = [n for n, each in enumerate(beside.answers) if each >= seconds]
    since = beside.answers[max(waited, default=-1) + 1 :]
    for share in (0.5, 0.95):
        line("ack", without.acks, beside.acks, share)
        line("answer", without.answers, beside.answers, share)
    sys.stdout.write(
        f"waited {seconds:.0f} s, before the breaker opened: {len(waited)} of {len(beside.answers)}; asked since: {len(since)}\n"
    )
    if since:
        line("answer since", without.answers, since, 0.95)
    used, resting = model.usage(), model.resting()
    breaker = "open" if resting else "closed"
    sys.stdout.write(f"calls {used.calls}, failed {used.failed}, not made {used.refused}; breaker {breaker}\n")
    return 0 if resting else 1


def _part(spent: Sequence[float], share: float) -> float:
    return sorted(spent)[min(len(spent) - 1, int(len(spent) * share))]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
