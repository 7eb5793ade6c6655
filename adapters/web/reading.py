"""The pages that are read: a policy, what changed in it, the list of policies, and their health."""

from __future__ import annotations

import asyncio
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from adapters.web.changes import changes
from adapters.web.guard import SITE, VISITOR, page
from adapters.web.library import PolicyText
from adapters.web.policy_page import Drawn, drawn
from adapters.web.visitors import Visitor
from bot.links import page as path_of


async def policy(request: web.Request) -> web.Response:
    """One version of a policy, the cited clause marked."""
    text = _text(request, request.query.get("v", ""))
    cited = request.query.get("c", "")
    blocks = drawn(text.outline, cited)
    missing = bool(cited) and not any(_cites(block) for block in blocks)
    return page(request, "policy", {"text": text, "blocks": blocks, "missing": missing, **_view(request)}, nav=_nav(request))


async def changed(request: web.Request) -> web.Response:
    """What changed between two versions of a policy."""
    if not request.query.get("old") or not request.query.get("new"):
        raise web.HTTPNotFound
    old, new = (_text(request, request.query[name]) for name in ("old", "new"))
    found = changes(old.outline, new.outline)
    return page(request, "changes", {"old": old, "new": new, "found": found, **_view(request)}, nav=_nav(request))


async def policies(request: web.Request) -> web.Response:
    """The policies in force that this visitor may see, with their review dates."""
    site, visitor = request.app[SITE], _visitor(request)
    shelves = [(name, site.library.policies(slug, visitor.role)) for slug, name in _seen(request)]
    return page(request, "policies", {"shelves": shelves, "page": path_of, "day": day, "today": site.today()})


async def health(request: web.Request) -> web.Response:
    """What is wrong with the policies that this visitor may see."""
    site, visitor = request.app[SITE], _visitor(request)
    shelves = []
    for slug, name in _seen(request):
        open_to = frozenset(entry.slug for entry in site.library.policies(slug, visitor.role))  # a finding may quote another policy
        faults = await asyncio.to_thread(site.health, slug, open_to)
        found = [(title, path_of(slug, own), wrong) for title, own, wrong in faults if own in open_to]
        shelves.append((name, found))
    return page(request, "health", {"shelves": shelves, "day": day, "today": site.today()})


def day(when: date) -> str:
    """A date as people write it: 4 May 2026."""
    return f"{when.day} {when:%B %Y}"


def _text(request: web.Request, version: str) -> PolicyText:
    """The version, where the visitor may read it. Raises HTTPNotFound, HTTPGone."""
    school, slug, visitor = request.match_info["school"], request.match_info["policy"], _visitor(request)
    role = visitor.role_at(school, slug)
    if role is not None and visitor.grant is not None and visitor.grant.expired:
        raise web.HTTPGone
    found = request.app[SITE].library.policy(school, slug, role, version) if role else None
    if found is None:
        raise web.HTTPNotFound
    return found


def _view(request: web.Request) -> dict[str, object]:
    school, slug = request.match_info["school"], request.match_info["policy"]

    def link(below: str = "", **query: str) -> str:
        """A page of this policy, opened by the same token as this one."""
        token = {"k": request.query["k"]} if "k" in request.query else {}
        path = path_of(school, slug) + (f"/{below}" if below else "")
        return f"{path}?{urlencode({**query, **token})}" if query or token else path

    names = dict(request.app[SITE].library.schools())
    return {"link": link, "day": day, "today": request.app[SITE].today(), "name": names.get(school, school)}


def _cites(block: Drawn) -> bool:
    if block.kind == "table":
        return any(row.line.cited for row in (*((block.header,) if block.header else ()), *block.rows))
    return block.line.cited


def _seen(request: web.Request) -> list[tuple[str, str]]:
    return [each for each in request.app[SITE].library.schools() if _visitor(request).sees(each[0])]


def _visitor(request: web.Request) -> Visitor:
    return request[VISITOR]


def _nav(request: web.Request) -> bool:
    return _visitor(request).grant is None
