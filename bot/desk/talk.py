"""One talk with one person: a question read with those before it, answered, and what the next message needs kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from bot.answer import Answer, Ask, Question
from bot.conversation import MOST_TURNS, Restated, asked_once, restate, told
from bot.desk.parts import Parts
from bot.memory import Kept
from bot.messages import Asker

Turns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, the id by which buttons find it ("" where it is not kept), and the words that it answers."""

    answer: Answer
    name: str
    words: Turns


@dataclass(frozen=True, slots=True)
class Open:
    """How a talk stands: its newest answer's id, and the facts that were asked for."""

    name: str = ""
    asked: tuple[str, ...] = ()


class Talk:
    """The talks of everybody. Safe to share between threads."""

    def __init__(self, parts: Parts) -> None:
        """Over the parts that answer and remember."""
        self._parts, self._memory = parts, parts.memory

    def hear(self, asker: Asker, conversation: str, text: str) -> Said:
        """The answer to a message, read with those before it. Raises what the parts raise."""
        turns = self._turns(asker, conversation)
        if turns and turns[-1] == text:  # the same event again, after a fall
            turns = turns[:-1]
        stands = self._open(asker, conversation) if turns else Open()
        ask = self._asked(asker, stands)
        return self._answer(asker, conversation, restate(turns, text, ask), stands, (*turns, text))

    def choose(self, asker: Asker, name: str, number: int) -> Said | None:
        """The answer with the option chosen; None where the option is to be typed. Raises LookupError where there is no such answer."""
        kept = self._kept(asker, name)
        if kept.answer.ask is None or not 0 <= number < len(kept.answer.ask.options):
            raise LookupError
        ask = kept.answer.ask
        words = told(ask, ask.options[number])
        stands = self._open(asker, kept.conversation)
        turns = self._turns(asker, kept.conversation) if stands.name == name else ()
        turns = turns or ((kept.question,) if kept.question else ())
        if words and turns:
            return self._answer(asker, kept.conversation, Restated(turns, words), Open(name, (*stands.asked, ask.fact)), pressed=True)
        return None if _to_type(ask, number) else Said(asked_once(kept.answer, {ask.fact}), name, ())

    def kept(self, asker: Asker, name: str) -> Kept:
        """The asker's own answer called ``name``. Raises LookupError."""
        return self._kept(asker, name)

    def wait(self, asker: Asker, conversation: str, text: str) -> None:
        """Keep a message that can't be answered yet."""
        self._memory.turns.forget(asker, conversation)
        self._memory.turns.add(asker, conversation, text)

    def waiting(self, asker: Asker, conversation: str) -> str:
        """The message that was kept, which is then forgotten; "" where there is none."""
        turns = self._memory.turns.of(asker, conversation)
        self._memory.turns.forget(asker, conversation)
        return turns[-1] if turns else ""

    def _answer(  # noqa: PLR0913 - what was said, where, and how
        self, asker: Asker, conversation: str, case: Restated, stands: Open, heard: Turns = (), *, pressed: bool = False
    ) -> Said:
        changed = case.turns and heard != (*case.turns, case.text)
        question = Question(asker.school, case.text, asker.role, case.turns, heard if changed else (), pressed)
        asked = stands.asked if case.turns else ()
        answer = asked_once(self._parts.answers.answer(question, self._parts.today()), asked)
        words = (*case.turns, case.text)
        if answer.verdict == "refer":  # nothing of it is kept
            return Said(answer, "", words)
        name = self._memory.answers.keep(asker, conversation, case.text, answer)
        self._memory.asked.note(asker, case.text, answer.verdict, name)
        self._keep_turns(asker, conversation, words)
        facts = (*asked, answer.ask.fact) if answer.ask else asked
        self._memory.notes.put(asker, _kind(conversation), json.dumps([name, *dict.fromkeys(facts)]))
        return Said(answer, name, words)

    def _keep_turns(self, asker: Asker, conversation: str, words: Turns) -> None:
        before = self._turns(asker, conversation)
        if words == before:
            return
        if words[:-1] != before:
            self._memory.turns.forget(asker, conversation)
        for turn in words[-1:] if words[:-1] == before else words:
            self._memory.turns.add(asker, conversation, turn)

    def _turns(self, asker: Asker, conversation: str) -> Turns:
        return self._memory.turns.of(asker, conversation)[-MOST_TURNS:]

    def _open(self, asker: Asker, conversation: str) -> Open:
        noted = self._memory.notes.get(asker, _kind(conversation))
        name, *asked = json.loads(noted) if noted else [""]
        return Open(name, tuple(asked))

    def _asked(self, asker: Asker, stands: Open) -> Ask | None:
        kept = self._memory.answers.get(asker, stands.name) if stands.name else None
        return kept.answer.ask if kept else None

    def _kept(self, asker: Asker, name: str) -> Kept:
        kept = self._memory.answers.get(asker, name)
        if kept is None:
            raise LookupError
        return kept


def _to_type(ask: Ask, number: int) -> bool:
    """Whether this option means that the fact itself will be typed: one that says nothing and owns to nothing."""
    return number == 0 and not told(ask, ask.options[number]) and len(ask.options) > 1


def _kind(conversation: str) -> str:
    return f"talk:{sha256(conversation.encode('utf-8', 'replace')).hexdigest()[:32]}"
