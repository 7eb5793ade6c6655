"""The Web API and Socket Mode on loopback, with faults by script: what Slack does on a bad day, on purpose."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from adapters.slack.preview.world import SlackRefusesError, World

if TYPE_CHECKING:
    from collections import deque

HANG = 3_600
HTML = "<html><body><h1>503 Service Unavailable</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad answer.

    ``kind`` is a status ("429", "500", "502", "503"), "reset", "hang", "html", or "error" with ``name``. ``done`` says that Slack did what
    was asked before it failed; ``after`` is what a 429 asks to wait, in seconds.
    """

    kind: str
    done: bool = False
    after: int = 0
    name: str = ""


class Server:
    """Slack, as far as an app can tell. ``script`` holds what goes wrong next, by method."""

    def __init__(self, world: World) -> None:
        """Over one workspace."""
        self.world = world
        self.script: dict[str, deque[Fault]] = {}
        self.url = ""
        self.sockets: list[web.WebSocketResponse] = []
        self.waiting: dict[str, dict[str, Any]] = {}  # envelopes that were not acknowledged
        self.answers: dict[str, object] = {}
        self._tickets: set[str] = set()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Serve on a free port of this machine; ``url`` is then the Web API's address."""
        app = web.Application()
        app.add_routes([web.route("*", "/api/{method}", self._method), web.get("/link", self._link)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"

    async def stop(self) -> None:
        """Close everything."""
        for socket in list(self.sockets):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await _body(request)
        fault = self._next_fault(method, request.headers.get("Authorization", ""))
        if fault is not None and not fault.done:
            return await _failed(request, fault)
        answer = self._answer(method, body)
        return await _failed(request, fault) if fault is not None else web.json_response(answer)

    def _answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        if method == "apps.connections.open":
            self._tickets.add(ticket := uuid4().hex)
            return {"ok": True, "url": f"{self.url.replace('http', 'ws', 1).removesuffix('api/')}link?ticket={ticket}"}
        try:
            return {"ok": True} | self.world.call(method, body)
        except SlackRefusesError as refused:
            return {"ok": False, "error": str(refused)}

    def _next_fault(self, method: str, authorization: str) -> Fault | None:
        """The script's next; else what the token asks for ("…-fault-503")."""
        if self.script.get(method):
            return self.script[method].popleft()
        _, marked, kind = authorization.partition("-fault-")
        return Fault(kind) if marked else None

    async def _link(self, request: web.Request) -> web.StreamResponse:
        """One socket: what is waiting is sent again, what is acknowledged no longer waits."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=408)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        with suppress(ConnectionError):
            for envelope in list(self.waiting.values()):
                await socket.send_json(envelope | {"retry_attempt": 1})
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        self.sockets.remove(socket)
        return socket

    def _acknowledged(self, answer: dict[str, Any]) -> None:
        if self.waiting.pop(answer.get("envelope_id", ""), None):
            self.answers[answer["envelope_id"]] = answer.get("payload")

    async def push(self, kind: str, payload: dict[str, Any]) -> str:
        """Send an envelope ("events_api", "interactive", "slash_commands") down a socket, now or when there is one; its id."""
        envelope = {"type": kind, "envelope_id": uuid4().hex, "payload": payload, "accepts_response_payload": kind != "events_api"}
        self.waiting[str(envelope["envelope_id"])] = envelope
        if self.sockets:
            with suppress(ConnectionError):
                await self.sockets[-1].send_json(envelope)
        return str(envelope["envelope_id"])

    async def drop(self, *, rudely: bool) -> None:
        """Lose every socket: with a word ("disconnect"), or by cutting the connection."""
        for socket in list(self.sockets):
            with suppress(ConnectionError):
                if not rudely:
                    await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
                elif (transport := socket._req.transport if socket._req else None) is not None:  # noqa: SLF001 - no other way to be rude
                    transport.abort()


async def _body(request: web.Request) -> dict[str, Any]:
    found: dict[str, Any] = await request.json() if "json" in request.content_type and request.can_read_body else dict(await request.post())
    return dict(request.query) | found


async def _failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    match fault.kind:
        case "reset":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        case "hang":
            await asyncio.sleep(HANG)
            return web.Response()
        case "html":
            return web.Response(text=HTML, content_type="text/html")
        case "error":
            return web.json_response({"ok": False, "error": fault.name})
        case "429":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(fault.after)})
        case status:
            return web.Response(status=int(status), text=HTML, content_type="text/html")
