"""The second reader that the settings ask for."""

from __future__ import annotations

from pathlib import Path

from bot.model.calling import Model
from bot.model.differences import DIFFERENCES, DifferenceFile
from bot.model.guarding import Guarded, Limits
from bot.model.reading import ModelReader, Stance
from bot.model.replay import Replay
from bot.settings import Settings


def chosen_reader(settings: Settings, *, checked: bool = True) -> ModelReader | None:
    """The model of ``settings`` as a second reader; None where none is set. Raises ModelSilentError where its package is not installed."""
    if not settings.model:
        return None
    stance = Stance(settings.model_budget, settings.model_seconds, checked)
    return ModelReader(chosen_model(settings), stance, DifferenceFile(settings.data / DIFFERENCES))


def chosen_model(settings: Settings) -> Model:
    """The model itself: a replay's folder, or a provider's within limits."""
    provider, _, name = settings.model.partition(":")
    if provider == "replay":
        return Replay(Path(name).expanduser())
    from bot.model.providers import ChatModel, Provider  # noqa: PLC0415 - LangChain takes a second, and only where it is configured

    key = settings.model_api_key.get_secret_value() if settings.model_api_key else None
    chat = ChatModel(Provider(settings.model, settings.model_base_url, key, settings.model_structured), settings.model_seconds)
    limits = Limits(settings.model_seconds, settings.model_retries, settings.model_at_once, settings.model_tokens_a_day)
    return Guarded(chat, limits)
