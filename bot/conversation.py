"""What a message says together with those before it: a follow-up changes one fact and keeps the rest, another topic starts anew.

Nothing here decides anything: it settles which words are read as the case. Pressing and flattery add no words to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from bot.answer import Answer, Ask, Question
from bot.asking import YEAR_GROUP
from bot.case.asked import kinds
from bot.concern import weigh
from bot.phrases import said
from knowledge.norms.concepts import concepts
from knowledge.norms.quantities import quantities
from knowledge.norms.words import stems
from knowledge.vocabulary import compiled, plain, tables

EXPIRES = timedelta(minutes=30)
MOST_TURNS = 8  # earlier messages that can still be part of the case
FEWEST_WORDS = 3  # a shorter message never stands alone
OPENING, LONG = 5, 10  # words in which a message of so many would point back, had it anything to point back to
LONGEST_REPLY = 6  # words of a message that can be a bare answer to what was asked
ASKING = frozenset({"may", "must", "who", "what", "when", "how", "how_many", "consequence", "need_not"})
_BARE_NUMBER = re.compile(
    r"(?:(?:about|i think|maybe|just|only|nearly|she'?s|he'?s|they'?re|it'?s|its|shes|hes) )*£?(\d{1,5}(?:\.\d\d)?)\W*(?:i think|now)?\W*"
)
_YES = re.compile(r"(?:yes|yeah|yep|yup|ya|he has|she has|they have)\b")
_NO = re.compile(r"(?:no|nope|nah|not yet)\b")
Turns = tuple[str, ...]


class Answers(Protocol):
    """What answers a question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...


class InConversation:
    """Answers whose questions are read with those before them, for who has a conversation's messages and nothing else of it."""

    def __init__(self, answers: Answers) -> None:
        """``answers`` gets the restated question."""
        self._answers = answers

    def answer(self, question: Question, today: date) -> Answer:
        """The answer to the newest message, as of ``today``."""
        return self._answers.answer(in_conversation(question), today)


@dataclass(frozen=True, slots=True)
class Restated:
    """What is read as the case: ``text`` the newest words of it, ``turns`` those before that still hold, oldest first."""

    turns: Turns
    text: str


def in_conversation(question: Question) -> Question:
    """``question``, whose turns are messages as written, with what is read as its case in place of them."""
    case = restate(question.turns, question.text)
    return replace(question, turns=case.turns, text=case.text, said=question.messages)


def _cues() -> Mapping[str, re.Pattern[str]]:
    return compiled("bot", "conversation.toml", "cues")


def _slots() -> Iterable[re.Pattern[str]]:
    return compiled("bot", "conversation.toml", "slots").values()


def restate(turns: Turns, text: str, ask: Ask | None = None) -> Restated:
    """The case of ``text`` after ``turns``; ``ask`` is what we last asked, where that is still open."""
    turns = turns[-MOST_TURNS:]
    if turns and ask and (told := _answered(ask, text)):
        return Restated(turns, told)
    if not turns or starts_anew(turns, text):
        return Restated((), text)
    if presses(text):
        return Restated(turns[:-1], turns[-1])
    if (number := _BARE_NUMBER.fullmatch(plain(text).strip())) and ask is None and concepts(" ".join(turns), "party") - {"staff"}:
        text = str(tables("bot", "told.toml")["typed"]["age"]).format(said=number[1]) if len(number[1]) <= len("99") else text
    return Restated(_changed(turns, text), text)


def starts_anew(turns: Turns, text: str) -> bool:
    """Whether ``text`` is about something else than ``turns``: a question that can be understood alone, and of other things."""
    bare = plain(text).strip()
    asks = bool(kinds(text) & ASKING)
    if _cues()["another"].match(bare):
        return True
    asked_before = any(kinds(turn) & ASKING for turn in turns)
    if not asks or not asked_before or len(stems(text)) < FEWEST_WORDS or _hangs(bare):
        return False
    topics, before = concepts(text), concepts(" ".join(turns))
    return bool(topics) and not topics & before


def _hangs(bare: str) -> bool:
    """Whether a message carries on from another: it opens so, or soon says "she" or "that" of what it hasn't named."""
    rest = _cues()["empty"].sub(" ", bare).strip()
    opening = rest if len(rest.split()) < LONG else " ".join(rest.split()[:OPENING])
    return bool(_cues()["opens_on"].match(rest) or _cues()["points_back"].search(opening))


def presses(text: str) -> bool:
    """Whether ``text`` only pushes for another answer: a cue of it, and no word of any case."""
    bare = plain(text).strip()
    says = quantities(text) or concepts(text, "party") - {"staff"} or weigh(text) or kinds(text) & {"approval_held", "no_approval"}
    return bool(_cues()["pressing"].search(bare)) and not says


def told(ask: Ask, option: str) -> str:
    """A chosen option as words of the asker; "" where it says nothing ("I don't know")."""
    data = tables("bot", "told.toml")
    if usual := data.get(ask.fact, {}).get(option):
        return str(usual)
    if _cues()["not_known"].search(plain(option)):
        return ""
    spans = data["spans"].get(_typed_as(ask)) if _cues()["span"].match(plain(option)) else None
    return str(spans).format(said=option.lower()) if spans else option


def _typed_as(ask: Ask) -> str:
    """What a bare number that answers ``ask`` is: the fact, or where school years were asked for one of these."""
    return YEAR_GROUP if ask.question == said("ask", YEAR_GROUP) else ask.fact


def asked_once(answer: Answer, asked: Collection[str]) -> Answer:
    """``answer``, which asks for nothing that was ``asked`` before: the asker doesn't know, or it did not settle the ruling."""
    ask = answer.ask
    if ask is None or ask.fact not in asked:
        return answer
    lines = (
        said("line", "ask_person") if line == said("line", "more") else line for line in answer.text.split("\n\n") if line != ask.question
    )
    return replace(answer, text="\n\n".join(lines), ask=None)


def _answered(ask: Ask, text: str) -> str:
    """``text`` as words that can be read alone, where it is a bare answer to ``ask``; "" where it is not."""
    bare = plain(text).strip()
    typed = tables("bot", "told.toml")["typed"]
    option = next((each for each in ask.options if plain(each) == bare.rstrip(".!")), None)
    if option is not None:
        return told(ask, option) or option
    if len(bare.split()) > LONGEST_REPLY:
        return ""
    number = _BARE_NUMBER.fullmatch(bare)
    if number and _typed_as(ask) in typed:
        return str(typed[_typed_as(ask)]).format(said=number[1])
    if ask.fact == "permission" and not kinds(text) & {"approval_held", "no_approval"} and (_YES.match(bare) or _NO.match(bare)):
        return f"{typed['permission_yes' if _YES.match(bare) else 'permission_no']} {text}"
    return ""


def _changed(turns: Turns, text: str) -> Turns:
    """``turns`` less what ``text`` puts something else in the place of."""
    bare = plain(text).strip()
    instead = _cues()["instead"].match(bare)
    if instead and (replaced := _replaced(turns, instead["x"].removesuffix(" then").strip())):
        return replaced
    return tuple(_other_amounts(turn, text) for turn in turns) if _cues()["supposing"].match(bare) else turns


def _replaced(turns: Turns, other: str) -> Turns:
    """``turns`` with ``other`` in the place of what they say of its kind; what they add about the older one goes."""
    slot = next((each for each in _slots() if each.search(other)), None)
    at = next((n for n in range(len(turns) - 1, -1, -1) if slot and kinds(turns[n]) & ASKING and slot.search(plain(turns[n]))), None)
    if slot is None or at is None:
        return ()
    asked = turns[at]
    found = slot.search(plain(asked))
    changed = asked[: found.start()] + other + asked[found.end() :] if found else asked
    return (*(turn for turn in turns[:at] if not _about_one(turn)), _less_ages(changed))


def _about_one(turn: str) -> bool:
    """Whether a message only tells of the person who was spoken of ("she turned 18 in september")."""
    return not kinds(turn) & ASKING and bool(re.match(r"(?:she|he|they|used to)\b", plain(turn)))


def _less_ages(text: str) -> str:
    """``text`` without ages, which were another person's."""
    for amount in reversed([each for each in quantities(text) if each.kind == "age"]):
        text = text[: amount.start] + text[amount.end :]
    return text


def _other_amounts(turn: str, text: str) -> str:
    """``turn`` with the amounts of ``text`` in the place of its own that can be compared with them."""
    newest = {each.scale: text[each.start : each.end] for each in quantities(text)}
    for amount in sorted(quantities(turn), key=lambda each: each.start, reverse=True):
        if amount.scale in newest:
            turn = turn[: amount.start] + newest[amount.scale] + turn[amount.end :]
    return turn
