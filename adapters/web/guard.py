"""What stands round every request: who it is from, that its form is ours, what a browser may do with the page, and no fault's words."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

from aiohttp import web

from adapters.web.site import Site
from adapters.web.templates import draw
from adapters.web.visitors import Visitor

SITE: web.AppKey[Site] = web.AppKey("site", Site)
OTHERS: web.AppKey[frozenset[str]] = web.AppKey("others", frozenset)
MOST_BYTES = 64 * 1024  # of a form; a question has 4,000 characters at most
VISITOR: web.RequestKey[Visitor] = web.RequestKey("visitor", Visitor)
BROWSER: web.RequestKey[str] = web.RequestKey("browser", str)
log = logging.getLogger("verse.web")
OFFICE = "/office"
OPEN = ("/static/", "/healthz", "/readyz", "/metrics")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
WORDS = {
    400: ("That could not be read", "The page sent something that could not be understood. Go back, reload the page and try again."),
    403: (
        "This page is for the school's staff",
        "Sign in by your school's own way in, or ask in Slack or Teams and open the link you get.",
    ),
    404: ("Not found", "There is no such page, or it is not for you."),
    405: ("Not like that", "This page can't be used in that way. Go back and try again."),
    409: ("This page has grown old", "The service was started again, or the page was open for long. Reload the page and ask again."),
    410: ("This link has expired", "Links to policies are good for a while only. Ask the question again and you get a fresh one."),
    413: ("That was too long", "A question may have up to 4,000 characters. Shorten it and send it again."),
    500: ("Something went wrong", "The fault is ours. Nothing was lost that had been recorded; please try again in a minute."),
    503: ("Not ready", "The service is starting or stopping. Please try again in a minute."),
}


def page(request: web.Request, name: str, view: Mapping[str, object], status: int = 200, *, nav: bool = True) -> web.Response:
    """A drawn page, never kept by a browser or by anything between."""
    visitor = request.get(VISITOR)
    body = draw(name, **{"nav": nav, "here": request.path, "office": visitor is not None and visitor.oversight.any, **view})
    return web.Response(text=body, status=status, content_type="text/html", headers={"Cache-Control": "no-store"})


def refusal(request: web.Request, status: int) -> web.Response:
    """The page for something that can't be had; the same words whatever the reason."""
    title, words = WORDS.get(status, WORDS[400] if status < HTTPStatus.INTERNAL_SERVER_ERROR else WORDS[500])
    visitor = request.get(VISITOR)
    view = {"title": title, "words": words, "here": ""}  # nothing of where it was asked for
    return page(request, "message", view, status, nav=visitor is not None and visitor.grant is None)


@web.middleware
async def headed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give every answer, whatever became of it, the headers that bind the browser. A fault's words reach nobody."""
    try:
        response = await handler(request)
    except web.HTTPException as ended:
        response = refusal(request, ended.status) if ended.status >= HTTPStatus.BAD_REQUEST else _copied(ended)
    except Exception as fault:  # noqa: BLE001 - whatever it is, its words could hold a message's
        log.error("a page failed: %s at %s", type(fault).__name__, _where(fault))  # noqa: TRY400 - a traceback's last line is the fault's words
        response = refusal(request, 500)
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.app[SITE].secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _where(fault: Exception) -> str:
    """The place in the code where it came up."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _copied(ended: web.HTTPException) -> web.Response:
    return web.Response(status=ended.status, headers={"Location": ended.headers.get("Location", "/"), "Cache-Control": "no-store"})


@web.middleware
async def admitted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in whom the site's access lets in; a stranger is told the same about every page."""
    if request.path in request.app[OTHERS] or request.path.startswith(OPEN):
        return await handler(request)
    site = request.app[SITE]
    cookie = _cookie(site)
    browser = request.cookies.get(cookie, "")
    fresh = "" if len(browser) >= 32 and browser.isascii() else secrets.token_urlsafe(32)  # noqa: PLR2004 - shorter than any of ours
    request[BROWSER] = browser = fresh or browser
    peer = request.transport.get_extra_info("peername") if request.transport else None
    token = request.query.get("k", "")
    visitor = site.access.visitor(peer[0] if peer else "", request.host, request.headers, token, browser)
    if visitor is None:
        return refusal(request, 403)
    request[VISITOR] = visitor
    if visitor.grant is not None and not request.path.startswith("/p/"):
        return refusal(request, 403)
    if request.path.startswith(OFFICE) and not visitor.oversight.any:
        raise web.HTTPNotFound  # before the router can say by another answer that there is such a page
    response = await handler(request)
    if fresh and visitor.grant is None:
        response.set_cookie(cookie, fresh, httponly=True, samesite="Strict", secure=site.secure, path="/")
    return response


def _cookie(site: Site) -> str:
    return "__Host-verse" if site.secure else "verse"


async def _body(request: web.Request) -> bytes:
    """The whole of a form, of which no more is read than a form can have. Raises HTTPRequestEntityTooLarge."""
    body = b""
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body))
    return body


async def form_of(request: web.Request) -> dict[str, str]:
    """The fields of a form that we drew for this browser. Raises HTTPForbidden for any other, HTTPBadRequest for what is no form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise web.HTTPForbidden
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPBadRequest
    body = await _body(request)
    try:
        fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=50))
    except ValueError:
        raise web.HTTPBadRequest from None
    if not request.app[SITE].forms.is_form(fields.get("form", ""), request[BROWSER]):
        raise web.HTTPConflict
    return fields
