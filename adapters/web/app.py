"""The web channel: its pages as one aiohttp application. Only here and in the modules that answer requests is anything asynchronous."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from adapters.web import chat, office, probes, reading
from adapters.web.guard import OFFICE, OTHERS, SITE, admitted, headed
from adapters.web.site import Site

STATIC = Path(__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
MOST_BYTES = 1024 * 1024  # of an event that a channel sends us; our own forms have far less (``guard.MOST_BYTES``)


def web_app(site: Site, others: Sequence[web.RouteDef] = ()) -> web.Application:
    """The pages over ``site``'s parts, and other channels' routes (``others``), which see to their own who may come in."""
    app = web.Application(middlewares=[headed, admitted], client_max_size=MOST_BYTES)
    app[SITE] = site
    app[OTHERS] = frozenset(route.path for route in others)
    app.router.add_routes(others)
    app.router.add_get("/", chat.show)
    app.router.add_post("/ask", chat.ask)
    app.router.add_post("/press", chat.press)
    app.router.add_post("/new", chat.anew)
    app.router.add_get("/policies", reading.policies)
    app.router.add_get("/health", reading.health)
    app.router.add_get(OFFICE, office.schools)
    app.router.add_get(OFFICE + "/{school}/induction", office.induction)
    app.router.add_get(OFFICE + "/{school}/acknowledgements", office.acknowledgements)
    app.router.add_get(OFFICE + "/{school}/reports", office.reports)
    app.router.add_get(OFFICE + "/{school}/{table}.csv", office.spreadsheet)
    app.router.add_get("/p/{school}/{policy}", reading.policy)
    app.router.add_get("/p/{school}/{policy}/changes", reading.changed)
    app.router.add_get("/healthz", probes.alive)
    app.router.add_get("/readyz", probes.ready)
    app.router.add_get("/metrics", probes.metrics)
    app.router.add_get("/static/{name}", _static)
    return app


async def _static(request: web.Request) -> web.Response:
    """One of our own few files, by its name."""
    known = {file.name: file for file in STATIC.iterdir()}
    file = known.get(request.match_info["name"])
    if file is None:
        raise web.HTTPNotFound
    return web.Response(body=file.read_bytes(), content_type=KINDS[file.suffix], headers={"Cache-Control": "no-cache"})
