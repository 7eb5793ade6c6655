"""What a machine asks of the service: is it alive, can it answer, how much does it do."""

from __future__ import annotations

import asyncio
import hmac
from ipaddress import ip_address

from aiohttp import web

from adapters.web.guard import SITE
from adapters.web.visitors import FORWARDED


async def alive(_request: web.Request) -> web.Response:
    """200 as long as the process can answer at all."""
    return web.Response(text="ok\n", headers={"Cache-Control": "no-store"})


async def ready(request: web.Request) -> web.Response:
    """200 where questions can be answered, else 503 with what is wanting, a line each."""
    wanting = await request.app[SITE].ready()
    text = "".join(f"{line}\n" for line in wanting) or "ready\n"
    return web.Response(text=text, status=503 if wanting else 200, headers={"Cache-Control": "no-store"})


async def metrics(request: web.Request) -> web.Response:
    """Counts for Prometheus, to this computer itself or to whoever carries the token."""
    if not (_here(request) or _carries(request)):
        raise web.HTTPForbidden
    kind, body = await asyncio.to_thread(request.app[SITE].metrics)
    return web.Response(body=body, headers={"Content-Type": kind, "Cache-Control": "no-store"})


def _carries(request: web.Request) -> bool:
    token = request.app[SITE].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def _here(request: web.Request) -> bool:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return peer is not None and ip_address(peer[0]).is_loopback and not any(name in request.headers for name in FORWARDED)
