"""One reply to every message and press: a concern first, then what was typed or pressed; a fault inside is never a silence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from bot.answer import Answer
from bot.card import STAYS, Card
from bot.concern import Concern, Route
from bot.desk import handing_on
from bot.desk.cards import card, concern_card, help_card, notice, policies_card, reason_card, school_card, with_people
from bot.desk.limits import LONGEST, Limits
from bot.desk.parts import Parts, by_patterns
from bot.desk.talk import Said, Talk
from bot.desk.words import said, sensitive
from bot.directory import Contact
from bot.memory import Kept
from bot.messages import Asker, Incoming, Message, Press, Reply, Reported
from bot.phrase_concern import phrase_concern
from bot.showing import show, show_clause
from knowledge.store import UnknownName

_LOG = logging.getLogger("bot.desk")
COMMANDS = frozenset({"help", "policies", "induction", "school"})
CHOSEN = "school"  # the note of the school that a person chose


class FrontDesk:
    """A ``bot.post.Desk``. Safe to share between threads; never raises for what a person wrote."""

    def __init__(self, parts: Parts) -> None:
        """Over its parts."""
        self._parts, self._talk, self._limits = parts, Talk(parts), Limits(parts.clock)
        self._presses: dict[str, Callable[[Press], Reply]] = {
            "fact": self._fact, "clause": self._clause, "person": self._person, "person_send": self._person_send,
            "cancel": lambda _: handing_on.cancelled(), "helpful": self._helpful, "unhelpful": self._unhelpful,
            "unhelpful_reason": self._reason, "lookup": lambda press: self._looked_up(press.asker, press.value, private=press.private),
            "help": lambda press: self._help(press.asker), "policies": lambda press: self._policies(press.asker),
            "ask_again": lambda press: self._help(press.asker),
        }  # fmt: skip

    def reply(self, incoming: Incoming) -> Reply:
        """The one reply to a message or a press."""
        try:
            return self._reply(incoming)
        except UnknownName:
            return Reply(policies_card(self._parts.contacts.name(incoming.asker.school), ()))
        except Exception as fault:  # noqa: BLE001 - whatever is amiss, the asker is told
            _LOG.error("a reply failed: %s", type(fault).__name__)  # never the fault's own words, which could hold the message's
            return Reply(card("could_not", "warning", people=said("could_not", "people")), private=not incoming.private)

    def _reply(self, incoming: Incoming) -> Reply:
        if isinstance(incoming, Reported):
            route = cast("Route", incoming.category) if incoming.category in get_args(Route) else "dsl"
            return self._concerned(incoming, phrase_concern(Concern(route, certain=True)))
        concern = None if _is_command(incoming) else self._concern(_words(incoming))
        if concern is not None and concern.certain:
            return self._concerned(incoming, phrase_concern(concern))
        if isinstance(incoming, Press) and incoming.action == "school" and incoming.value in incoming.asker.schools:
            return self._choose_school(incoming)
        asker = self._placed(incoming.asker)
        if asker is None:
            return self._which_school(incoming)
        incoming = replace(incoming, asker=asker)
        return self._typed(incoming, concern) if isinstance(incoming, Message) else self._pressed(incoming)

    def _concern(self, text: str) -> Concern | None:
        if not text.strip():
            return None
        try:
            return self._parts.concern(text)
        except Exception as fault:  # noqa: BLE001 - with everything down, the words alone are read
            _LOG.error("a message was read for concerns by its words alone: %s", type(fault).__name__)
            return by_patterns(text)

    def _concerned(self, incoming: Incoming, answer: Answer) -> Reply:
        note = "" if incoming.private else said("private", "concern")
        asker = self._placed(incoming.asker)
        return Reply(concern_card(answer, self._people(asker.school if asker else "", answer.refer_to or "dsl")), private=True, note=note)

    def _people(self, school: str, route: str) -> tuple[Contact, ...]:
        try:
            return self._parts.contacts.people(school, route)
        except Exception as fault:  # noqa: BLE001 - a concern is answered without names rather than not at all
            _LOG.error("the contacts could not be read: %s", type(fault).__name__)
            return ()

    def _placed(self, asker: Asker) -> Asker | None:
        """The asker at the school of the place, or at the one that they chose; None where they have still to choose."""
        if asker.school or not asker.schools:
            return asker
        try:
            chosen = self._parts.memory.notes.get(asker, CHOSEN)
        except OSError:
            return None
        return replace(asker, school=chosen) if chosen in asker.schools else None

    def _which_school(self, incoming: Message | Press) -> Reply:
        """The question which school; what was asked waits for the answer."""
        asker = incoming.asker
        if isinstance(incoming, Message) and 0 < len(incoming.text) <= LONGEST:
            self._talk.wait(asker, incoming.conversation, incoming.text)
        return Reply(school_card([(slug, self._parts.contacts.name(slug)) for slug in asker.schools]), private=not incoming.private)

    def _choose_school(self, press: Press) -> Reply:
        """Note the school, and answer what waits for it."""
        unplaced = self._placed(press.asker) is None
        self._parts.memory.notes.put(press.asker, CHOSEN, press.value)
        waiting = self._talk.waiting(press.asker, press.conversation)
        if waiting and unplaced:
            return self._reply(Message(press.asker, press.conversation, waiting, press.private))
        return Reply(notice(said("school", "chosen", school=self._parts.contacts.name(press.value))), instead=True)

    def _typed(self, message: Message, concern: Concern | None) -> Reply:
        asker, text = message.asker, message.text.strip()
        if not asker.school:
            return Reply(card("not_set_up", "warning"))
        commanded = self._commanded(message, *text.split(maxsplit=1))
        if commanded is not None:
            return commanded
        refused = self._refused(asker, text, concern)
        if not refused:
            return self._asked(message, text, concern)
        return self._concerned(message, phrase_concern(concern)) if concern else Reply(notice(refused, tone="warning"), private=True)

    def _commanded(self, message: Message, command: str = "", topic: str = "") -> Reply | None:
        """What a typed command brings; None for any other message."""
        asker = message.asker
        match command.casefold().lstrip("/"), topic:
            case "help", "":
                return self._help(asker)
            case "policies", "":
                return self._policies(asker)
            case "school", "" if asker.schools:
                return self._which_school(replace(message, text=""))
            case "induction", "":
                return self._induction(asker, private=message.private)
            case "lookup", topic:
                return self._looked_up(asker, topic, private=message.private)
        return None

    def _refused(self, asker: Asker, text: str, concern: Concern | None) -> str:
        """Why a question is not answered; "" where it is. What may be a concern is never limited."""
        if not text:
            return said("too", "empty")
        if len(text) > LONGEST:
            return said("too", "long", most=f"{LONGEST:,}")
        whose = None if concern else self._limits.refused(f"{asker.channel}:{asker.person}", asker.school)
        return said("too", f"many_{whose}") if whose else ""

    def _asked(self, message: Message, text: str, concern: Concern | None) -> Reply:
        try:
            return self._shown(message, self._talk.hear(message.asker, message.conversation, text))
        except Exception:
            if concern is None:
                raise
            return self._concerned(message, phrase_concern(concern))  # whom to tell does not wait for an answer

    def _shown(self, incoming: Message | Press, found: Said) -> Reply:
        """An answer's card, for the asker alone where others need not read it."""
        if found.answer.verdict == "refer":
            return self._concerned(incoming, found.answer)
        asker = incoming.asker
        shown = show(found.answer, found.name, self._parts.due(asker.school))
        signposted = any(each.kind == "concern" for each in found.answer.notices)
        if signposted:
            shown = with_people(shown, self._people(asker.school, found.answer.refer_to or "dsl"))
        hidden = not incoming.private and (signposted or asker.role == "dsl" or any(map(sensitive, found.words)))
        note = said("private", "concern" if signposted else "answered") if hidden else ""
        return Reply(shown, private=hidden, note=note)

    def _pressed(self, press: Press) -> Reply:
        if press.action == "induction" or press.action.startswith("induction_"):
            return self._induction(press.asker, press, private=press.private)
        handle = self._presses.get(press.action)
        try:
            return handle(press) if handle else handing_on.gone()
        except LookupError:
            return handing_on.gone()

    def _fact(self, press: Press) -> Reply:
        name, number = _numbered(press.value)
        found = self._talk.choose(press.asker, name, number)
        return Reply(card("typing"), private=not press.private) if found is None else self._shown(press, found)

    def _clause(self, press: Press) -> Reply:
        name, number = _numbered(press.value)
        shown = show_clause(self._kept(press.asker, name).answer, number, name)
        return Reply(shown, private=not press.private)

    def _person(self, press: Press) -> Reply:
        return Reply(handing_on.consent(self._parts, press.asker, press.value, self._kept(press.asker, press.value)), private=True)

    def _person_send(self, press: Press) -> Reply:
        return handing_on.sent(self._parts, press, self._kept(press.asker, press.value))

    def _helpful(self, press: Press) -> Reply:
        self._kept(press.asker, press.value)
        self._parts.memory.feedback.give(press.asker, press.value, helpful=True)
        return Reply(notice(said("thanks", "helpful"), said("thanks", "title"), "good"), private=True)

    def _unhelpful(self, press: Press) -> Reply:
        self._kept(press.asker, press.value)
        self._parts.memory.feedback.give(press.asker, press.value, helpful=False)
        return Reply(reason_card(press.value), private=True)

    def _reason(self, press: Press) -> Reply:
        self._kept(press.asker, press.value)
        reason = dict(press.fields).get("reason", "").strip()[:LONGEST]
        self._parts.memory.feedback.give(press.asker, press.value, helpful=False, reason=reason)
        return Reply(notice(said("thanks", "noted"), said("thanks", "title"), "good"), private=True, instead=True)

    def _kept(self, asker: Asker, name: str) -> Kept:
        return self._talk.kept(asker, name)

    def _help(self, asker: Asker) -> Reply:
        return Reply(help_card(self._parts.contacts.name(asker.school)))

    def _policies(self, asker: Asker) -> Reply:
        return Reply(policies_card(self._parts.contacts.name(asker.school), self._parts.policies(asker.school, asker.role)))

    def _induction(self, asker: Asker, press: Press | None = None, *, private: bool) -> Reply:
        guide = self._parts.induction
        shown: Card = card("no_part") if guide is None else guide.pressed(press) if press else guide.open(asker)
        instead = press is not None and press.value != STAYS
        return Reply(shown, private=not private, note="" if private else said("private", "answered"), instead=instead)

    def _looked_up(self, asker: Asker, topic: str, *, private: bool) -> Reply:
        finder = self._parts.lookup
        shown = card("no_part") if finder is None else finder.lookup(topic, asker.school, asker.role)
        hidden = not private and asker.role == "dsl"
        return Reply(shown, private=hidden, note=said("private", "answered") if hidden else "")


def _is_command(incoming: Message | Press) -> bool:
    """Whether a message is a command's one word, which reports nothing."""
    return isinstance(incoming, Message) and incoming.text.strip().casefold().lstrip("/") in COMMANDS


def _words(incoming: Message | Press) -> str:
    """What a person wrote to us; what they send to a person by their own consent is not for us to read."""
    if isinstance(incoming, Message):
        return incoming.text
    return "" if incoming.action == "person_send" else " ".join(value for _, value in incoming.fields)


def _numbered(value: str) -> tuple[str, int]:
    """An answer's id and a number. Raises LookupError for what no button of ours says."""
    name, _, number = value.rpartition(":")
    if not name or not number.isdecimal() or len(number) > len("999"):
        raise LookupError
    return name, int(number)
