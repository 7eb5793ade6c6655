"""Any provider that LangChain knows, and any server that speaks OpenAI's protocol. LangChain is loaded only when one is configured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from langchain.chat_models import init_chat_model

from bot.model.calling import ModelBusyError, ModelError, ModelFaultyError, ModelSilentError, Replied
from bot.model.request import Request

LONGEST_REPLY = 2_000  # tokens
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
LONGEST = 200_000  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Provider:
    """Which model: ``name`` as "provider:model"; a server's address and key where they are not the provider's own.

    ``structured`` False leaves the reply's form to the prompt alone, for servers that know no schemas.
    """

    name: str
    base_url: str | None = None
    api_key: str | None = None
    structured: bool = True


class ChatModel:
    """One provider's model, temperature 0, with no retries of its own."""

    def __init__(self, provider: Provider, seconds: float) -> None:
        """``seconds`` is the longest that its own network calls wait. Raises ModelSilentError where its package is not installed."""
        self.name = provider.name
        options: dict[str, Any] = {"temperature": 0, "timeout": seconds, "max_retries": 0, "max_tokens": LONGEST_REPLY}
        if provider.base_url:
            options |= {"base_url": provider.base_url}
        if provider.api_key:
            options |= {"api_key": provider.api_key}
        self._structured, self._family = provider.structured, provider.name.partition(":")[0]
        try:
            self._chat = init_chat_model(provider.name, **options)
        except (ImportError, ValueError) as fault:
            raise ModelSilentError(str(fault)) from None

    def reply(self, request: Request, seconds: float) -> Replied:  # noqa: ARG002 - set once for the client; the guard holds the time
        """The reply. Raises ModelError."""
        form = _form(self._family, request.schema) if self._structured else {}
        try:
            return _replied(self._chat.invoke([("system", request.system), ("user", request.user)], **form))
        except ModelError:
            raise
        except Exception as fault:  # noqa: BLE001 - each provider raises its own; they are told apart by what they carry
            raise _fault(fault) from None


def _form(family: str, schema: str) -> dict[str, Any]:
    """How a provider is told the reply's form; the prompt alone tells those that are not named here.

    LangChain's own structured output is not used: its parser takes minutes over a megabyte that is no JSON, and cannot be stopped.
    """
    fields = json.loads(schema)
    if family in {"openai", "azure_openai"}:
        return {"response_format": {"type": "json_schema", "json_schema": {"name": fields["title"], "schema": fields, "strict": True}}}
    return {"format": fields} if family == "ollama" else {}


def _replied(raw: object) -> Replied:
    usage = getattr(raw, "usage_metadata", None) or {}
    text = _content(raw)
    if not text.strip():
        message = "the reply is empty"
        raise ModelFaultyError(message)
    return Replied(text[:LONGEST], int(usage.get("input_tokens", 0)), int(usage.get("output_tokens", 0)))


def _content(raw: object) -> str:
    """The text of a message, whose content may be a string or a list of blocks."""
    content = getattr(raw, "content", "")
    blocks = content if isinstance(content, list) else [content]
    return "".join(block if isinstance(block, str) else str(block.get("text", "")) for block in blocks if isinstance(block, str | dict))


def _fault(fault: Exception) -> ModelError:
    """A provider's exception as ours, told by its status and its kind; its own text may hold the prompt and is dropped."""
    status = getattr(fault, "status_code", None)
    kind = type(fault).__name__
    if status in BUSY or "RateLimit" in kind or "Connection" in kind:
        return ModelBusyError(f"{kind} {status or ''}".strip(), _after(fault))
    if "Timeout" in kind:
        return ModelSilentError(kind)
    return ModelFaultyError(f"{kind} {status or ''}".strip())


def _after(fault: Exception) -> float | None:
    """What ``Retry-After`` says, in seconds; None where it says nothing that can be read."""
    headers = getattr(getattr(fault, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except (TypeError, ValueError):
        return None
