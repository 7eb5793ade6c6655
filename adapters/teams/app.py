"""The Teams channel: what the server mounts and stops, and how replies go out. An activity is kept before Teams is told that we have it."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from aiohttp import web

from adapters.teams.addresses import LOOPBACK, here
from adapters.teams.connector import Connector, credentials_of
from adapters.teams.events import hear
from adapters.teams.groups import EntraGroups
from adapters.teams.heard import Heard, Joined, Left, Places, References
from adapters.teams.keys import Keys
from adapters.teams.limits import BODY_MAX
from adapters.teams.payload import text_at
from adapters.teams.pieces import Look
from adapters.teams.place import Place
from adapters.teams.places import DirectoryPlaces, groups_of
from adapters.teams.send import CHAT, SENT, TeamsSender
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Gate, RefusedTokenError, check
from adapters.teams.words import not_set_up, welcome
from bot.directory import Directory
from bot.memberships import Memberships
from bot.post import Postbox

PATH = "/api/messages"
WELCOMED = "welcomed"  # a kind of what is remembered
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class TeamsChannel:
    """``routes`` are mounted by the server; ``counts`` say what happened, by name; ``sender`` goes to the post's worker."""

    routes: tuple[web.RouteDef, ...]
    sender: TeamsSender
    counts: Counter[str]
    _door: Door

    async def start(self) -> None:
        """Nothing is to be begun: Teams comes to us."""

    async def stop(self) -> None:
        """Finish what is being kept, and end the sender's thread."""
        await asyncio.to_thread(self._door.close)
        await asyncio.to_thread(self.sender.stop)


def teams_channel(
    settings: TeamsSettings, postbox: Postbox, places: Places, references: References, now: Callable[[], float] = time.monotonic
) -> TeamsChannel:
    """The channel. ``now`` gives monotonic seconds, by which keys grow old."""
    counts: Counter[str] = Counter()
    sender = TeamsSender(Connector(settings.app_id, credentials_of(settings)), Look(settings.link_hosts), references)
    gate = None if settings.playground else Gate(settings.app_id, Keys(settings.metadata, now))
    door = Door(gate, Keeping(postbox, places, references, sender, counts), counts)
    return TeamsChannel((web.post(PATH, door.handle),), sender, counts, door)


def places_of(settings: TeamsSettings, directory: Directory) -> DirectoryPlaces:
    """Who is who by the directory, and by the tenant's groups where it names any. Asks Graph for nothing yet."""
    groups = groups_of(directory, settings.tenant)
    if settings.playground or not groups:
        return DirectoryPlaces(directory)
    graph = EntraGroups(credentials_of(settings, settings.graph), settings.graph)
    return DirectoryPlaces(directory, settings.tenant, Memberships(groups, graph.members))


class Keeping:
    """What is done with each event. Runs on threads."""

    def __init__(self, postbox: Postbox, places: Places, references: References, sender: TeamsSender, counts: Counter[str]) -> None:
        """``counts`` gets one for each thing that happens, by name, for metrics."""
        self._postbox, self._places, self._references, self._sender, self._counts = postbox, places, references, sender, counts

    def keep(self, heard: Heard) -> None:
        """Keep what is for the desk. Raises OSError where it can't be kept."""
        asker = self._places.who(heard.place.tenant, heard.team, heard.user)
        if asker is None:
            self._counts["not_set_up"] += 1
            self._sender.tell(heard.place, not_set_up())
            return
        known = self._with_answer(heard)
        if known is None:
            self._counts["thumb_of_unknown"] += 1
            return
        fresh = self._postbox.accept(known.envelope(asker))
        self._remember(heard)
        self._counts["kept" if fresh else "again"] += 1
        if fresh and not heard.about:
            self._sender.typing(heard.place)

    def _with_answer(self, heard: Heard) -> Heard | None:
        """A thumb with the answer that it is about; None where that is not known."""
        if not heard.about:
            return heard
        answer = self._references.get(SENT, heard.about)
        return replace(heard, value=answer) if answer else None

    def _remember(self, heard: Heard) -> None:
        """Where this person can be written to unasked, which needs no more than a try: what they said is kept already."""
        person = f"{heard.place.tenant}/{heard.user}"
        with suppress(OSError):
            if heard.place.kind == "personal" and self._references.get(CHAT, person) is None:
                self._references.put(CHAT, person, heard.place.chat(heard.place.conversation).noted(), person)

    def join(self, place: Place, person: str = "") -> None:
        """Remember the chat, by both ids that Teams has for ``person``, and say who we are, once. Raises OSError."""
        if place.kind == "personal":
            for user in {place.user, person or place.user}:
                self._references.put(CHAT, f"{place.tenant}/{user}", place.noted(), f"{place.tenant}/{person or place.user}")
        if self._references.get(WELCOMED, place.conversation) is None:
            self._references.put(WELCOMED, place.conversation, "1")
            self._sender.tell(place, welcome())

    def leave(self, place: Place, person: str = "") -> None:
        """Forget the chat. Raises OSError."""
        self._references.forget(WELCOMED, place.conversation)
        if place.kind == "personal":
            for user in {place.user, person or place.user}:
                self._references.forget(CHAT, f"{place.tenant}/{user}")


class Door:
    """The handler of Teams' requests. Says nothing of why it refuses but in ``counts``."""

    def __init__(self, gate: Gate | None, keeping: Keeping, counts: Counter[str]) -> None:
        """Without a ``gate`` only this machine is let in."""
        self._gate, self._keeping, self._counts = gate, keeping, counts
        self._pool = ThreadPoolExecutor(4, "teams-keeping")  # its own, so that nothing else that is slow can hold up an ack
        self._coming = ThreadPoolExecutor(1, "teams-coming")  # one at a time, since Teams tells of an installation twice

    def close(self) -> None:
        """Wait for what is being kept."""
        self._pool.shutdown(wait=True)
        self._coming.shutdown(wait=True)

    async def handle(self, request: web.Request) -> web.Response:
        """401 without a sound token, 400 for what is no activity, 503 where it can't be kept, else 200."""
        try:
            activity = await self._let_in(request)
            await self._dispatch(activity)
        except RefusedTokenError as refused:
            self._counts[f"refused_{refused.check}"] += 1
            return web.Response(status=401)
        except ValueError:
            self._counts["refused_body"] += 1
            return web.Response(status=400)
        except OSError:
            self._counts["not_kept"] += 1
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.json_response({}) if text_at(activity, "type") == "invoke" else web.Response(status=200)

    async def _let_in(self, request: web.Request) -> object:
        """The activity of a request that may be let in. Raises RefusedTokenError, ValueError."""
        if self._gate is None:
            return _from_here(request, _read(await _body(request)))
        bearer = await self._gate.bearer(request.headers.get("Authorization", ""))
        activity = _read(await _body(request))
        check(bearer, activity)
        return activity

    async def _dispatch(self, activity: object) -> None:
        match hear(activity):
            case Heard() as heard:
                await self._off(self._pool, lambda: self._keeping.keep(heard))
            case Joined(place, person):
                await self._off(self._coming, lambda: self._keeping.join(place, person))
            case Left(place, person):
                await self._off(self._coming, lambda: self._keeping.leave(place, person))
            case _:
                self._counts["passed"] += 1

    async def _off(self, pool: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)


async def _body(request: web.Request) -> bytes:
    """Raises ValueError where it is too long or cut off."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(1 << 14):
        body += chunk
        if len(body) > BODY_MAX:
            raise ValueError
    return bytes(body)


def _read(body: bytes) -> object:
    try:
        activity = json.loads(body)
    except RecursionError:
        raise ValueError from None
    if not isinstance(activity, dict) or not text_at(activity, "type"):
        raise ValueError
    return activity


def _from_here(request: web.Request, activity: object) -> object:
    """``activity`` where it came from this machine and its reply stays on it. Raises ValueError."""
    passed_on = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For"))
    if passed_on or request.remote not in LOOPBACK or not here(text_at(activity, "serviceUrl")):
        raise ValueError
    return activity
