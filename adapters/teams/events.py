"""Activities of Teams' as events: messages, presses, thumbs, installing and removing. Pure; whatever is odd is passed over."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace

from adapters.teams.heard import Event, Heard, Joined, Left, Passed
from adapters.teams.limits import TEXT_MAX
from adapters.teams.payload import at, each_at, text_at
from adapters.teams.place import Kind, Place
from adapters.teams.pressing import FIELD

INVOKE_FEEDBACK = "message/submitAction"
_MENTION = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_KINDS: Mapping[str, Kind] = {"personal": "personal", "groupChat": "groupChat", "channel": "channel"}
_THUMBS = {"like": "helpful", "dislike": "unhelpful"}


def hear(activity: object) -> Event:
    """What one activity comes to."""
    match text_at(activity, "type"):
        case "message":
            return _message(activity)
        case "invoke":
            return _feedback(activity) or Passed()
        case "installationUpdate":
            return _installed(activity)
        case "conversationUpdate":
            return _met(activity)
        case _:
            return Passed()


def place_of(activity: object) -> Place | None:
    """Where the activity came from, None where that can't be told."""
    service, conversation = text_at(activity, "serviceUrl"), text_at(activity, "conversation", "id")
    if not service or not conversation:
        return None
    tenant = text_at(activity, "conversation", "tenantId") or text_at(activity, "channelData", "tenant", "id")
    kind = _KINDS.get(text_at(activity, "conversation", "conversationType"), "personal")
    return Place(service, tenant, conversation, kind, text_at(activity, "from", "id"), text_at(activity, "recipient", "id"))


def _heard(activity: object) -> Heard | None:
    """The parts that a message and a press share."""
    place, name = place_of(activity), text_at(activity, "id")
    user = _person(activity)
    if place is None or not name or not user:
        return None
    return Heard((f"{place.conversation}/{name}",), place, _team(activity, place), user)


def _person(activity: object) -> str:
    return text_at(activity, "from", "aadObjectId") or text_at(activity, "from", "id")


def _team(activity: object, place: Place) -> str:
    """The team's id in a channel, the chat's own in a group chat, "" where a person is alone with us."""
    if place.kind == "personal":
        return ""
    return text_at(activity, "channelData", "team", "id") or place.conversation.split(";", 1)[0]


def _message(activity: object) -> Event:
    heard = _heard(activity)
    if heard is None:
        return Passed()
    value = at(activity, "value")
    if isinstance(value, Mapping) and text_at(value, "action"):
        return _press(heard, value, text_at(activity, "replyToId"))
    if heard.place.kind != "personal" and not _mentions_us(activity):
        return Passed()
    return replace(heard, text=words(activity))


def words(activity: object) -> str:
    """What the person wrote, without our own name; others who are mentioned keep theirs."""
    text = text_at(activity, "text")[:TEXT_MAX]
    for mention in each_at(activity, "entities"):
        if _is_us(mention, activity):
            text = text.replace(text_at(mention, "text") or "\0", " ")
    plain = html.unescape(_MENTION.sub(r"\1", text)).replace("\u00a0", " ").replace("\0", "")
    return plain.strip()


def _mentions_us(activity: object) -> bool:
    return any(_is_us(mention, activity) for mention in each_at(activity, "entities"))


def _is_us(mention: object, activity: object) -> bool:
    ours = text_at(activity, "recipient", "id")
    return text_at(mention, "type") == "mention" and bool(ours) and text_at(mention, "mentioned", "id") == ours


def _press(heard: Heard, value: Mapping[str, object], card: str) -> Heard:
    fields = tuple((name.removeprefix(FIELD), each) for name, each in value.items() if name.startswith(FIELD) and isinstance(each, str))
    place = replace(heard.place, card=card)
    return replace(heard, place=place, action=text_at(value, "action"), value=text_at(value, "value"), fields=fields)


def _feedback(activity: object) -> Event | None:
    """A thumb under a message."""
    heard = _heard(activity)
    value = at(activity, "value")
    action = _THUMBS.get(text_at(value, "actionValue", "reaction"))
    if heard is None or action is None or text_at(activity, "name") != INVOKE_FEEDBACK:
        return None
    reason = _reason(text_at(value, "actionValue", "feedback"))
    if action == "unhelpful" and reason:
        action = "unhelpful_reason"
    fields = (("reason", reason),) if reason else ()
    return replace(heard, action=action, fields=fields, about=f"{heard.place.conversation}/{text_at(activity, 'replyToId')}")


def _reason(feedback: str) -> str:
    """Teams sends what was typed as JSON in a text, the Playground as it is."""
    try:
        found: object = json.loads(feedback)
    except (ValueError, RecursionError):
        found = {"feedbackText": feedback}
    return text_at(found, "feedbackText").strip()[:TEXT_MAX]


def _installed(activity: object) -> Event:
    place = place_of(activity)
    if place is None:
        return Passed()
    person = _person(activity) if place.kind == "personal" else ""
    match text_at(activity, "action"):
        case "add" | "add-upgrade":
            return Joined(place, person)
        case "remove" | "remove-upgrade":
            return Left(place, person)
        case _:
            return Passed()


def _met(activity: object) -> Event:
    """Our being added to, or taken out of, a conversation; others' coming and going is not our concern."""
    place = place_of(activity)
    if place is None or not place.bot:
        return Passed()
    person = _person(activity) if place.kind == "personal" else ""
    if any(text_at(member, "id") == place.bot for member in each_at(activity, "membersAdded")):
        return Joined(place, person)
    if any(text_at(member, "id") == place.bot for member in each_at(activity, "membersRemoved")):
        return Left(place, person)
    return Passed()
