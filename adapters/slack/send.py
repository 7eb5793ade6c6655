"""Replies on their way out to Slack: in the thread, in the direct message, over the card that was pressed, on the Home tab.

A reply is posted once: its key goes along as the message's metadata, and after a try that may or may not have arrived the conversation
is searched for the key before anything is posted again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock

from adapters.slack.api import Api, RefusedError, UnsureError
from adapters.slack.home import home_view
from adapters.slack.payload import each, text_at
from adapters.slack.pieces import Piece
from adapters.slack.place import Place, read_place
from adapters.slack.render import Look, render
from bot.card import Card
from bot.messages import Channel, Reply
from bot.post import TryAgainError, UndeliverableError

EVENT = "verse_reply"
LOOK_BACK = 100  # messages of a conversation that are searched for a key
NO_LONGER = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "msg_too_long"})
NOT_DRAWN = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_arguments"})
QUIET: Mapping[str, object] = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False, "mrkdwn": False}


@dataclass(frozen=True, slots=True)
class _Post:
    """One message to post: ``target`` is a channel, or a user for their direct message."""

    target: str
    thread: str
    card: Card
    key: str


class SlackSender:
    """Sends what the desk answered; ``bot.post.Sender`` for Slack. Safe to share between threads."""

    channel: Channel = "slack"

    def __init__(self, api: Api, look: Look, now: Callable[[], float]) -> None:
        """``now`` gives monotonic seconds."""
        self._api, self._look, self._now = api, look, now
        self._lock = Lock()
        self._unsure: set[str] = set()  # keys of tries that may have arrived
        self._posted: dict[str, None] = {}  # keys that have, of replies that take more than one message
        self._closed_until: dict[str, float] = {}

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:
        """Deliver ``reply``; ``again`` says that it was tried before, perhaps by another process.

        Raises TryAgainError, UndeliverableError.
        """
        try:
            spot = read_place(place)
        except (ValueError, TypeError):
            msg = "the note of its place cannot be read"
            raise UndeliverableError(msg) from None
        if again:
            self._mark(key)
        match spot.kind:
            case "home":
                self._api.call("views.publish", {"user_id": spot.user, "view": home_view(reply.card, self._look)})
            case "hush":
                self._hush(spot, reply)
            case "message":
                self._message(spot, reply, key)

    def _message(self, spot: Place, reply: Reply, key: str) -> None:
        if reply.private and not spot.direct:
            self._once(_Post(spot.user, "", reply.card, key))
            if reply.note:
                self._once(_Post(spot.channel, spot.thread, Card(reply.note, plain=reply.note), f"{key}/note"))
        elif not (reply.instead and spot.card and self._replaced(spot, reply)):
            self._once(_Post(spot.channel or spot.user, spot.thread, reply.card, key))

    def _replaced(self, spot: Place, reply: Reply) -> bool:
        """Put the reply over the card that was pressed; False where that can't be done any more."""
        try:
            self._drawn("chat.update", reply.card, {"channel": spot.channel, "ts": spot.card, "parse": "none", "link_names": False})
        except RefusedError as fault:
            if fault.error in NO_LONGER:
                return False
            raise
        return True

    def _hush(self, spot: Place, reply: Reply) -> None:
        """A passing note that only the person sees; what it answers is kept already, so it may be missed."""
        where: Mapping[str, object] = {"channel": spot.channel, "user": spot.user, **_in_thread(spot.thread)}
        if spot.channel:
            with suppress(TryAgainError, UndeliverableError):
                self._drawn("chat.postEphemeral", reply.card, {**where, "parse": "none", "link_names": False})

    def _once(self, post: _Post) -> None:
        """Post, unless an earlier try arrived."""
        self._open(post.target)
        if post.key in self._posted or (post.key in self._unsure and self._found(post)):
            return
        metadata = {"event_type": EVENT, "event_payload": {"key": post.key}}
        try:
            self._drawn("chat.postMessage", post.card, {"channel": post.target, **_in_thread(post.thread), **QUIET, "metadata": metadata})
        except UnsureError:
            self._mark(post.key)
            raise
        except TryAgainError as fault:
            self._close(post.target, fault.after)
            raise
        self._done(post.key)

    def _drawn(self, method: str, card: Card, where: Mapping[str, object]) -> None:
        """Call with the card drawn; with plain buttons from then on where a workspace can't draw Slack's feedback buttons."""
        try:
            self._api.call(method, {**where, **_body(card, self._look)})
        except RefusedError as fault:
            if fault.error not in NOT_DRAWN or not (self._look.feedback and card.feedback):
                raise
            plain = replace(self._look, feedback=False)
            self._api.call(method, {**where, **_body(card, plain)})
            self._look = plain

    def _found(self, post: _Post) -> bool:
        """Whether the conversation has a message with this key. Where Slack won't let us look, a reply twice is better than none."""
        try:
            channel = post.target if post.target[:1] in "CDG" else self._direct(post.target)
            where: dict[str, object] = {"channel": channel, "limit": LOOK_BACK, "include_all_metadata": True}
            method = "conversations.replies" if post.thread else "conversations.history"
            messages = each(self._api.call(method, where | ({"ts": post.thread} if post.thread else {})), "messages")
        except RefusedError:
            return False
        return any(text_at(one, "metadata", "event_payload", "key") == post.key for one in messages)

    def _direct(self, user: str) -> str:
        return text_at(self._api.call("conversations.open", {"users": user}), "channel", "id")

    def _open(self, target: str) -> None:
        """Raises TryAgainError while Slack has asked us to keep away from this conversation."""
        left = self._closed_until.get(target, 0.0) - self._now()
        if left > 0:
            msg = "Slack's limit was met"
            raise TryAgainError(msg, left)

    def _close(self, target: str, seconds: float | None) -> None:
        with self._lock:
            now = self._now()
            self._closed_until = {shut: until for shut, until in self._closed_until.items() if until > now}
            if seconds is not None:
                self._closed_until[target] = now + seconds

    def _mark(self, key: str) -> None:
        with self._lock:
            self._unsure |= {key, f"{key}/note"} if not key.endswith("/note") else {key}

    def _done(self, key: str) -> None:
        with self._lock:
            self._unsure.discard(key)
            self._posted[key] = None
            while len(self._posted) > LOOK_BACK * 100:
                self._posted.pop(next(iter(self._posted)))


def _body(card: Card, look: Look) -> dict[str, object]:
    drawn = render(card, look)
    blocks: list[Piece] = list(drawn.blocks)
    return {"text": drawn.text, "blocks": blocks}


def _in_thread(thread: str) -> dict[str, object]:
    return {"thread_ts": thread} if thread else {}
