"""The readers that ``verse eval`` sets side by side, over one store: norms alone, the model alone, both together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from adapters.command_line.evaluating import Reader
from bot.answer import Answer, Question
from bot.answering import Answerer
from bot.case.reading import read_case
from bot.decide.decision import Decision
from bot.model.calling import Model, Replied
from bot.model.reading import ModelReader, Stance
from bot.model.request import Request
from bot.phrase import phrase
from bot.second import SecondReader

OpenAnswerer = Callable[[SecondReader | None], Answerer]


class Kept:
    """A model whose replies are kept, so that two readers ask it once; counts the tokens of what was really asked."""

    def __init__(self, model: Model) -> None:
        """Ask ``model``."""
        self.name, self._model, self._lock = model.name, model, Lock()
        self._replies: dict[str, Replied] = {}
        self._spent = (0, 0)

    def reply(self, request: Request, seconds: float) -> Replied:
        """The reply, kept or new. Raises ModelError."""
        with self._lock:
            held = self._replies.get(request.key)
        if held is not None:
            return held
        replied = self._model.reply(request, seconds)
        with self._lock:
            self._replies[request.key] = replied
            spent_in = replied.tokens_in or request.tokens
            self._spent = (self._spent[0] + spent_in, self._spent[1] + replied.tokens_out)
        return replied

    def spent(self) -> tuple[int, int]:
        """Tokens in and out so far."""
        return self._spent


@dataclass(frozen=True, slots=True)
class Alone:
    """The model by itself: where it gave no answer that could be used, nothing is answered."""

    answers: Answerer

    def answer(self, question: Question, today: date) -> Answer:
        """The model's answer; ``unsure`` without it. A concern is answered as always."""
        found = self.answers.answer(question, today)
        if found.reader != "norms" or found.verdict == "refer":
            return found
        return phrase(Decision("unsure", 0.0, ()), read_case((question.text,)))


def side_by_side(opened: OpenAnswerer, model: Model | None, stance: Stance) -> tuple[Reader, ...]:
    """The readers to compare; only the first without a model."""
    norms = Reader("norms", opened(None), lambda: (0, 0))
    if model is None:
        return (norms,)
    kept = Kept(model)
    alone = ModelReader(kept, Stance(stance.budget, stance.seconds, checked=False))
    return norms, Reader("model", Alone(opened(alone)), kept.spent), Reader("both", opened(ModelReader(kept, stance)), kept.spent)
