"""What the service counts, for Prometheus: how many of what, how long it took, how much waits. No words, no person, no school."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.messages import Incoming, Message, Press, Reply
from bot.post import Desk

SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)
Numbers = Callable[[], Mapping[str, float]]


class Metrics:
    """The counts of one process."""

    def __init__(self) -> None:
        """Begin at nought."""
        self._registry = CollectorRegistry()
        self._replies = Counter("verse_replies", "Replies by channel and kind of event", ("channel", "kind"), registry=self._registry)
        self._faults = Counter("verse_faults", "Events that ended in a fault of ours", ("channel",), registry=self._registry)
        self._seconds = Histogram(
            "verse_reply_seconds", "How long a reply took to work out", ("channel",), buckets=SECONDS, registry=self._registry
        )

    def watch(self, name: str, about: str, numbers: Numbers, *, rising: bool = False) -> None:
        """Read ``numbers`` at every scrape: one metric, labelled by each number's name. ``rising``: they only ever grow."""
        self._registry.register(_Read(name, about, numbers, rising=rising))

    def text(self) -> tuple[str, bytes]:
        """Media type and body for a scraper."""
        return CONTENT_TYPE_LATEST, generate_latest(self._registry)

    def measured(self, desk: Desk) -> Desk:
        """``desk``, its replies counted and timed."""
        return _Measured(desk, self._replies, self._faults, self._seconds)


class _Measured:
    def __init__(self, desk: Desk, replies: Counter, faults: Counter, seconds: Histogram) -> None:
        self._desk, self._replies, self._faults, self._seconds = desk, replies, faults, seconds

    def reply(self, incoming: Incoming) -> Reply:
        """The desk's reply."""
        channel, kind = incoming.asker.channel, _kind(incoming)
        began = time.perf_counter()
        try:
            reply = self._desk.reply(incoming)
        except Exception:
            self._faults.labels(channel).inc()
            raise
        self._seconds.labels(channel).observe(time.perf_counter() - began)
        self._replies.labels(channel, kind).inc()
        return reply


class _Read:
    """A collector of numbers kept elsewhere."""

    def __init__(self, name: str, about: str, numbers: Numbers, *, rising: bool) -> None:
        self._name, self._about, self._numbers, self._rising = name, about, numbers, rising

    def collect(self) -> Iterator[Metric]:
        """The numbers as they are now."""
        family = (CounterMetricFamily if self._rising else GaugeMetricFamily)(self._name, self._about, labels=("what",))
        for name, number in self._numbers().items():
            family.add_metric((name,), number)
        yield family


def _kind(incoming: Incoming) -> str:
    if isinstance(incoming, Message):
        return "message"
    return "press" if isinstance(incoming, Press) else "concern"
