"""A desk over a store, with no records and nobody to hand a question to: what `verse chat` opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.concern import Concern, find_concern
from bot.conversation import Answers
from bot.desk.desk import FrontDesk
from bot.desk.parts import Induction, LookUp, Parts
from bot.desk.reviews import Reviews
from bot.directory import Directory
from bot.memory import Memory
from knowledge.embedder import Embedder
from knowledge.store import Store


def open_desk(  # noqa: PLR0913 - one for each part that differs between the terminal and a service
    store: Store,
    embedder: Embedder,
    answers: Answers,
    *,
    memory: Memory,
    directory: Directory,
    today: Callable[[], date],
    lookup: LookUp | None = None,
    induction: Induction | None = None,
) -> FrontDesk:
    """The desk that answers from ``store``; ``answers`` is the plain ``Answerer``, since the desk restates questions itself."""
    reviews = Reviews(store)
    return FrontDesk(
        Parts(
            answers,
            memory,
            directory,
            concern=lambda text: _concern(embedder, text),
            today=today,
            lookup=lookup,
            induction=induction,
            policies=reviews.titles,
            due=reviews.due,
        )
    )


def _concern(embedder: Embedder, text: str) -> Concern | None:
    """The concern that a message reports, by its words and its meaning."""
    return find_concern((text,), embedder.embed([text])[0].tolist())
