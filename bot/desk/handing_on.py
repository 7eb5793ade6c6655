"""Asking a person: what is sent is shown first, and nothing is sent without the asker's press."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Button, Card, Field, Heading, Rows, Words
from bot.desk.cards import card, notice, reached, with_plain
from bot.desk.parts import Parts
from bot.desk.words import said
from bot.memory import Kept
from bot.messages import Asker, Handover, Press, Reply
from bot.showing import show

LONGEST = 4000  # characters of a message to a person


def consent(parts: Parts, asker: Asker, name: str, kept: Kept) -> Card:
    """What would be sent, and the field for it; where nothing can be sent, whom to speak to."""
    school = parts.contacts.name(asker.school)
    if parts.handover(asker) is None:
        return nowhere(parts, asker)
    shown = notice(said("person", "consent", where=said("person", "where", school=school)), said("person", "title"))
    send = Button(said("buttons", "person_send"), "person_send", name, "first")
    cancel = Button(said("buttons", "cancel"), "cancel", name)
    field = Field("words", said("person", "words"), "text", hint=kept.question or said("person", "hint"))
    return replace(shown, buttons=(send, cancel), fields=(field,))


def nowhere(parts: Parts, asker: Asker) -> Card:
    """Whom to speak to, where messages go nowhere."""
    people = parts.contacts.people(asker.school, "headteacher")
    words = said("person", "nowhere", school=parts.contacts.name(asker.school), people=said("could_not", "people"))
    shown = notice(words, said("person", "title"), "warning")
    rows = Rows(tuple((f"{said('contacts', each.office)}: {each.name}", reached(each)) for each in people))
    return with_plain(replace(shown, blocks=(*shown.blocks, rows))) if people else shown


def sent(parts: Parts, press: Press, kept: Kept) -> Reply:
    """The card for the people, and the asker's receipt."""
    place = parts.handover(press.asker)
    if place is None:
        return Reply(nowhere(parts, press.asker), private=True, instead=True)
    words = dict(press.fields).get("words", "").strip() or kept.question or said("person", "hint")
    if len(words) > LONGEST:
        return Reply(notice(said("too", "long", most=str(LONGEST)), tone="warning"), private=True)
    channel, where = place
    receipt = notice(said("person", "sent", school=parts.contacts.name(press.asker.school)), tone="good")
    return Reply(receipt, private=True, instead=True, also=(Handover(channel, where, _handed(parts, press.asker, words, kept)),))


def cancelled() -> Reply:
    """Nothing was sent."""
    return Reply(notice(said("person", "cancelled")), private=True, instead=True)


def gone() -> Reply:
    """The answer that was pressed is not there, or is not this person's."""
    return Reply(card("gone", "warning"), private=True)


def _handed(parts: Parts, asker: Asker, words: str, kept: Kept) -> Card:
    answer = show(kept.answer)
    asked = (Heading(said("person", "their_question")), Words(kept.question)) if kept.question else ()
    return with_plain(
        Card(
            said("person", "handed"),
            (
                Words(words),
                Rows(((said("person", "asked_by"), parts.called(asker)),)),
                *asked,
                Heading(said("person", "our_answer")),
                Words(answer.title),
                *answer.blocks,
            ),
        )
    )
