"""Bot Service's connector as far as we use it: strict about its paths, keeps what it is sent, and fails when told to."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from adapters.teams.pieces import Piece


@dataclass
class ConnectorServer:
    """``script`` is how the next requests are answered: a status, "reset", "hang" or "html"; then all go well. ``after`` is Retry-After."""

    script: deque[int | str] = field(default_factory=deque)
    after: str = ""
    posted: list[tuple[str, Piece]] = field(default_factory=list)
    updated: list[tuple[str, Piece]] = field(default_factory=list)
    opened: list[Piece] = field(default_factory=list)
    typed: int = 0
    closed: set[str] = field(default_factory=set)  # conversations that are gone; "chats" where none may be opened

    def routes(self) -> tuple[web.RouteDef, ...]:
        at = "/v3/conversations/{conversation}/activities"
        return web.post(at, self._post), web.put(at + "/{activity}", self._update), web.post("/v3/conversations", self._open)

    async def _fault(self, request: web.Request) -> web.StreamResponse | None:
        step = self.script.popleft() if self.script else None
        match step:
            case int():
                headers = {"Retry-After": self.after} if self.after else {}
                return web.json_response({"error": {"code": "Fault", "message": "as told"}}, status=step, headers=headers)
            case "reset":
                assert request.transport
                request.transport.abort()
                return web.Response()
            case "hang":
                await asyncio.sleep(3)
                return web.Response(status=504)
            case "html":
                return web.Response(status=502, text="<html>Bad gateway</html>", content_type="text/html")
        return None

    async def _post(self, request: web.Request) -> web.StreamResponse:
        activity = await request.json()
        if activity["type"] == "typing":
            self.typed += 1
            return web.json_response({"id": ""})
        if fault := await self._fault(request):
            return fault
        conversation = request.match_info["conversation"]
        if conversation in self.closed:
            return web.json_response({"error": {"code": "ConversationNotFound", "message": "gone"}}, status=404)
        self.posted.append((conversation, activity))
        return web.json_response({"id": f"m{len(self.posted)}"}, status=201)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        if fault := await self._fault(request):
            return fault
        self.updated.append((request.match_info["activity"], await request.json()))
        return web.json_response({"id": request.match_info["activity"]})

    async def _open(self, request: web.Request) -> web.StreamResponse:
        if "chats" in self.closed:
            return web.json_response({"error": {"code": "BotNotInConversationRoster", "message": "no"}}, status=403)
        self.opened.append(await request.json())
        return web.json_response({"id": "a:chat"}, status=201)
