"""The chat: a form is answered with a page, or with the one exchange where our script asked for that."""

from __future__ import annotations

import asyncio
import secrets

from aiohttp import web

from adapters.web.guard import BROWSER, SITE, VISITOR, form_of, page
from adapters.web.talk import Exchange, Talk
from adapters.web.templates import draw
from bot.messages import Asker, Incoming, Message, Press, Reply

HOME = "/"
LONGEST = 4_000  # characters of a question
PATIENCE = 30.0  # seconds; the desk itself gives up on a model long before
COMMANDS = frozenset({"help", "induction", "policies"})


async def show(request: web.Request) -> web.Response:
    """The page with everything that was said on it."""
    site, talk = request.app[SITE], _talk(request)
    schools = _schools(request)
    school = talk.school or (schools[0][0] if len(schools) == 1 else "")
    form, once = site.forms.sign_form(request[BROWSER]), secrets.token_urlsafe(12)
    view = {"schools": schools, "school": school, "exchanges": talk.exchanges, "site": site.access.site, "form": form, "once": once}
    return page(request, "chat", view)


async def ask(request: web.Request) -> web.StreamResponse:
    """Answer a question or a command, each form once however often it is sent."""
    fields = await form_of(request)
    talk = _talk(request)
    command = fields.get("command", "")
    words = command if command in COMMANDS else fields.get("text", "").strip()
    if not words or fields.get("school", "") not in dict(_schools(request)):
        raise web.HTTPBadRequest
    if len(words) > LONGEST:
        raise web.HTTPRequestEntityTooLarge(LONGEST, len(words))
    talk.school = fields["school"]
    with talk.once(fields.get("once", "")) as first:
        if not first:
            raise web.HTTPSeeOther(HOME)
        reply = await _replied(request, Message(_asker(request, talk), _conversation(request, talk), words))
    return _answer(request, talk.add(words, reply))


async def press(request: web.Request) -> web.StreamResponse:
    """Pass on a button that one of this page's cards offers, with what the card's fields hold."""
    fields = await form_of(request)
    talk = _talk(request)
    action, _, value = fields.get("press", "").partition("|")
    number = int(fields["number"]) if fields.get("number", "").isdecimal() and len(fields["number"]) < 9 else 0  # noqa: PLR2004 - no real one is longer
    button = talk.button(number, action, value)
    if button is None:
        raise web.HTTPConflict
    filled = tuple((name.removeprefix("field:"), text[:LONGEST]) for name, text in fields.items() if name.startswith("field:"))
    incoming = Press(_asker(request, talk), _conversation(request, talk), action, value, filled)
    return _answer(request, talk.add(button.label, await _replied(request, incoming), number))


async def anew(request: web.Request) -> web.StreamResponse:
    """Forget what this page shows."""
    await form_of(request)
    request.app[SITE].talks.forget(_key(request))
    raise web.HTTPSeeOther(HOME)


async def _replied(request: web.Request, incoming: Incoming) -> Reply:
    """The desk's reply, worked out on another thread.

    The page waits for it: here the acknowledgement is the answer, so there is nothing to keep between the two, and no words are stored
    for a while that need not be. What is lost by a stop in between is a form that the person sees unanswered and sends again.
    """
    return await asyncio.wait_for(asyncio.to_thread(request.app[SITE].desk.reply, incoming), PATIENCE)


def _answer(request: web.Request, exchange: Exchange) -> web.Response:
    site = request.app[SITE]
    if request.headers.get("Verse-Part") != "1":
        raise web.HTTPSeeOther(location=HOME + f"#e{exchange.number}")
    body = draw("exchange", each=exchange, site=site.access.site, form=site.forms.sign_form(request[BROWSER]))
    headers = {"Cache-Control": "no-store", "Verse-Part": "1", "Verse-Once": secrets.token_urlsafe(12)}
    return web.Response(text=body, content_type="text/html", headers=headers)


def _schools(request: web.Request) -> tuple[tuple[str, str], ...]:
    visitor = request[VISITOR]
    return tuple(each for each in request.app[SITE].library.schools() if visitor.sees(each[0]))


def _key(request: web.Request) -> str:
    """Whose page it is: the browser's, and who is signed in on it."""
    visitor = request[VISITOR]
    return f"{visitor.person}\n{request[BROWSER]}"


def _talk(request: web.Request) -> Talk:
    return request.app[SITE].talks.of(_key(request))


def _asker(request: web.Request, talk: Talk) -> Asker:
    visitor = request[VISITOR]
    return Asker("web", visitor.person, talk.school, visitor.role)


def _conversation(request: web.Request, talk: Talk) -> str:
    return f"{request[BROWSER]}/{talk.school}"
