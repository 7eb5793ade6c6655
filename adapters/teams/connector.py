"""The one module that knows the platform's library: messages out, through its CloudAdapter, and its faults as ours.

The library is archived upstream. What it does on the way in (tokens, activities) is done by our own modules; here it keeps the app's token
and speaks the connector's API. Its own retries, which may post twice, are switched off; its requests get a timeout.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msal
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, ConversationParameters, ConversationReference, Entity
from botframework.connector.auth import (
    BotFrameworkAuthenticationFactory,
    ConnectorFactory,
    ManagedIdentityAppCredentials,
    MicrosoftAppCredentials,
    ServiceClientCredentialsFactory,
)
from msrest.exceptions import ClientException, HttpOperationError

from adapters.teams.pieces import Piece
from adapters.teams.place import Place
from bot.post import TryAgainError, UndeliverableError

if TYPE_CHECKING:
    from adapters.teams.settings import TeamsSettings

PATIENCE = 10.0  # seconds for one request
LATER = frozenset({401, 408, 409, 412, 425, 429, 500, 502, 503, 504})  # 401: our own token was refused, which a new secret mends
SCOPE = "https://api.botframework.com"
_T = TypeVar("_T")


class _Secret(MicrosoftAppCredentials):  # type: ignore[misc] # the library is untyped
    """The app's id and secret; tokens are kept until they expire, and asking for one has a timeout."""

    _app: object = None

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 - the library's own signature
        """A token, of the cache where one is fresh. Raises PermissionError, OSError."""
        if self._app is None:
            self.app = self._app = msal.ConfidentialClientApplication(
                self.microsoft_app_id, client_credential=self.microsoft_app_password, authority=self.oauth_endpoint, timeout=PATIENCE
            )
        return str(super().get_access_token(force_refresh))


def credentials_of(settings: TeamsSettings, scope: str = SCOPE) -> Any:  # noqa: ANN401 - the library is untyped
    """What signs our requests to ``scope``; nothing does in the playground."""
    if settings.playground:
        return MicrosoftAppCredentials.empty()
    if settings.managed_identity:
        return ManagedIdentityAppCredentials(settings.app_id, scope)
    return _Secret(settings.app_id, settings.password, settings.tenant, scope)


class _Kept(ServiceClientCredentialsFactory):  # type: ignore[misc] # the library is untyped
    """Always the same credentials, so that their tokens are used until they expire."""

    def __init__(self, app_id: str, credentials: Any) -> None:  # noqa: ANN401 - the library is untyped
        self._app_id, self._credentials = app_id, credentials

    async def is_valid_app_id(self, app_id: str) -> bool:
        return app_id == self._app_id

    async def is_authentication_disabled(self) -> bool:
        return not self._app_id

    async def create_credentials(self, *_: object, **__: object) -> Any:  # noqa: ANN401 - the library is untyped
        return self._credentials


class _Patient(ConnectorFactory):  # type: ignore[misc] # the library is untyped
    """The library's clients, with our timeout and without its retries."""

    def __init__(self, inner: ConnectorFactory, patience: float) -> None:
        self._inner, self._patience = inner, patience

    async def create(self, service_url: str, audience: str | None = None) -> Any:  # noqa: ANN401 - the library is untyped
        client = await self._inner.create(service_url, audience)
        client.config.connection.timeout = self._patience
        client.config.retry_policy.policy.status_forcelist = ()
        client.config.retry_policy.retries = 0
        return client


class _Adapter(CloudAdapter):  # type: ignore[misc] # the library is untyped
    """Reaches the connector through ``_Patient``."""

    def __init__(self, app_id: str, credentials: Any, patience: float) -> None:  # noqa: ANN401 - the library is untyped
        authentication = BotFrameworkAuthenticationFactory.create(credential_factory=_Kept(app_id, credentials))
        inner = authentication.create_connector_factory
        authentication.create_connector_factory = lambda claims: _Patient(inner(claims), patience)
        super().__init__(authentication)


class Connector:
    """Speaks to Bot Service for one app; raises only TryAgainError and UndeliverableError. To be used in one event loop."""

    def __init__(self, app_id: str, credentials: Any, patience: float = PATIENCE) -> None:  # noqa: ANN401 - the library is untyped
        """``patience`` is how many seconds one request may take."""
        self._app_id, self._credentials, self._patience = app_id, credentials, patience
        self._adapter = _Adapter(app_id, credentials, patience)

    async def post(self, place: Place, message: Piece) -> str:
        """Post a message; its id, "" where Teams gives none."""
        sent = await self._turn(place, lambda context: context.send_activity(_activity(message)))
        return str(getattr(sent, "id", None) or "")

    async def update(self, place: Place, message: Piece) -> None:
        """Put a message in the place of ``place.card``."""
        activity = _activity(message)
        activity.id = place.card
        await self._turn(place, lambda context: context.update_activity(activity))

    async def typing(self, place: Place) -> None:
        """Show that we are at it."""
        await self._turn(place, lambda context: context.send_activity(Activity(type="typing")))

    async def open_chat(self, place: Place) -> str:
        """The id of the chat with the person of ``place`` alone, opened where there is none yet."""
        opened: list[str] = []

        async def note(context: Any) -> None:  # noqa: ANN401 - the library is untyped
            opened.append(str(context.activity.conversation.id))

        wanted = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=place.bot),
            members=[ChannelAccount(id=place.user)],
            tenant_id=place.tenant or None,
            channel_data={"tenant": {"id": place.tenant}},
        )
        await self._mapped(self._adapter.create_conversation(self._app_id, note, wanted, "msteams", place.service, SCOPE))
        if not opened or not opened[0]:
            raise UndeliverableError
        return opened[0]

    async def _turn(self, place: Place, step: Callable[[Any], Awaitable[_T]]) -> _T | None:
        done: list[_T] = []

        async def turn(context: Any) -> None:  # noqa: ANN401 - the library is untyped
            context.activity.id = None  # made up by the library; a reply to it would be a reply to nothing
            done.append(await step(context))

        await self._mapped(self._adapter.continue_conversation(_reference(place), turn, self._app_id))
        return done[0] if done else None

    async def _mapped(self, work: Awaitable[object]) -> None:
        """Do it, once we hold a token. Raises TryAgainError, UndeliverableError."""
        try:
            async with asyncio.timeout(3 * self._patience):
                if self._app_id:
                    await asyncio.to_thread(self._credentials.get_access_token)
                await work
        except HttpOperationError as fault:
            raise _refused(fault) from None
        except (ClientException, OSError, ValueError, KeyError) as fault:
            raise TryAgainError(type(fault).__name__) from None


def _reference(place: Place) -> ConversationReference:
    account = ConversationAccount(id=place.conversation, conversation_type=place.kind, tenant_id=place.tenant or None)
    user = ChannelAccount(id=place.user) if place.user else None
    return ConversationReference(
        bot=ChannelAccount(id=place.bot), user=user, conversation=account, channel_id="msteams", service_url=place.service
    )


class _Root(Entity):  # type: ignore[misc] # the library is untyped
    """An entity with citations; the library's own keeps the type and drops the rest."""

    _attribute_map: ClassVar = {
        "type": {"key": "type", "type": "str"},
        "at_type": {"key": "@type", "type": "str"},
        "at_context": {"key": "@context", "type": "str"},
        "at_id": {"key": "@id", "type": "str"},
        "citation": {"key": "citation", "type": "[object]"},
    }


def _root(entity: Mapping[str, object]) -> _Root:
    root = _Root()
    for name, to in _Root._attribute_map.items():  # noqa: SLF001 - the library's own way of naming what is sent
        setattr(root, name, entity.get(to["key"]))
    return root


def _activity(message: Piece) -> Any:  # noqa: ANN401 - the library is untyped
    activity = Activity.deserialize({name: each for name, each in message.items() if name != "entities"})
    entities = message.get("entities")
    activity.entities = [_root(each) for each in entities] if isinstance(entities, list) else None
    return activity


def _refused(fault: HttpOperationError) -> TryAgainError | UndeliverableError:
    status = int(getattr(fault.response, "status_code", 0) or 0)
    if status in LATER:
        headers = getattr(fault.response, "headers", None) or {}
        return TryAgainError(f"HTTP {status}", _seconds(str(headers.get("Retry-After", ""))))
    return UndeliverableError(f"HTTP {status}")


def _seconds(after: str) -> float | None:
    """What ``Retry-After`` says, where that is a number of seconds."""
    return float(after) if after.isascii() and after.replace(".", "", 1).isdigit() else None
