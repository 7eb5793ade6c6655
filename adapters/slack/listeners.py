"""What Bolt itself hears: a thumb down opens the question why, and an opened conversation gets its suggestions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.api import silent
from adapters.slack.asking import Asking, web_client
from adapters.slack.home import reason_modal
from adapters.slack.interactions import pressed, pressed_place
from adapters.slack.keeping import Keeping
from adapters.slack.payload import text_at
from adapters.slack.settings import SlackSettings
from adapters.slack.words import prompts, said

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck


def bolt_app(settings: SlackSettings, keeping: Keeping, asking: Asking) -> AsyncApp:
    """Bolt with our keeping ahead of it, its loggers silent, and no call to Slack before it answers."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=settings.bot_token)

    app = AsyncApp(
        name="adapters.slack.bolt",  # Bolt turns off the logger of this name: none that we write to
        logger=silent(),
        signing_secret=settings.signing_secret or "unused over a socket",
        client=web_client("", settings.api_url),
        authorize=authorize,
        before_authorize=keeping,
        ssl_check_enabled=False,
        request_verification_enabled=False,  # ours is done before (adapters.slack.signature), on the bytes as they came
        ignoring_self_events_enabled=False,  # ours too: Bolt would have to ask Slack who we are
    )
    _listen(app, asking)
    return app


def _listen(app: AsyncApp, asking: Asking) -> None:
    async def why(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        answer = pressed(body)[1]
        view = reason_modal(answer, pressed_place(body))
        await asking.call("views.open", {"trigger_id": text_at(body, "trigger_id"), "view": view})

    async def suggest(event: dict[str, Any]) -> None:
        channel = text_at(event, "assistant_thread", "channel_id") or text_at(event, "channel")
        thread = text_at(event, "assistant_thread", "thread_ts")
        if text_at(event, "type") == "assistant_thread_started" or text_at(event, "tab") == "messages":
            await asking.call("assistant.threads.setSuggestedPrompts", _suggestions(channel, thread))

    app.action(re.compile(r"^(feedback|unhelpful:\d+)$"))(why)
    app.event("assistant_thread_started")(suggest)
    app.event("app_home_opened")(suggest)


def _suggestions(channel: str, thread: str) -> dict[str, object]:
    offered = [{"title": title, "message": message} for title, message in prompts()]
    where = {"channel_id": channel} | ({"thread_ts": thread} if thread else {})
    return {**where, "title": said("prompts", "title"), "prompts": offered}
