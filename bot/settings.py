"""What can be set from outside, read once, with every fault reported at once and no value ever printed."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsFaultyError(Exception):
    """One or more settings cannot be used; the message has a line for each, by its name, without its value."""


def usual_data_folder(platform: str = sys.platform, home: Path | None = None) -> Path:
    """Where this platform keeps a user's application data: the folder ``verse`` in it."""
    home = home or Path.home()
    if platform == "darwin":
        return home / "Library" / "Application Support" / "verse"
    if platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "verse"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "verse"


class Settings(BaseSettings):
    """Settings from the environment; each is its name here in capitals after ``VERSE_``."""

    model_config = SettingsConfigDict(env_prefix="VERSE_", extra="ignore", frozen=True, hide_input_in_errors=True)

    data: Path = Field(default_factory=usual_data_folder, description="where policies and indexes are kept")
    database_url: SecretStr | None = Field(default=None, description="postgresql://… to keep the records there, not in a file of data")
    retention_days: int = Field(default=90, ge=0, le=365, description="how long a question's words are kept")
    today: date | None = Field(default=None, description="the day to reckon reviews from, for examples and tests")

    model: str = Field(default="", description="a language model as provider:name, replay:DIR, or nothing for none")
    model_base_url: str | None = Field(default=None, description="where a server stands that speaks OpenAI's protocol")
    model_api_key: SecretStr | None = Field(default=None, description="the model's key, where the provider's own variable is not used")
    model_structured: bool = Field(default=True, description="whether the model's server takes a schema for the reply")
    model_budget: int = Field(default=24_000, ge=500, le=1_000_000, description="tokens of policy that a request may hold")
    model_seconds: float = Field(default=12.0, gt=0, le=13.0, description="how long a model's reply is waited for, in all")
    model_retries: int = Field(default=1, ge=0, le=3, description="how often a busy model is asked again")
    model_at_once: int = Field(default=4, ge=1, le=64, description="calls to the model at the same time")
    model_tokens_a_day: int = Field(default=2_000_000, ge=0, description="tokens a day; 0 for no limit")

    @field_validator("model")
    @classmethod
    def _provider_and_name(cls, model: str) -> str:
        provider, _, name = model.partition(":")
        if model and not (provider and name):
            raise ValueError("must be provider:name, as openai:gpt-5 or replay:DIR")  # noqa: TRY003, EM101 - pydantic gives it the setting's name
        return model

    @field_validator("data")
    @classmethod
    def _a_folder(cls, data: Path) -> Path:
        data = data.expanduser().absolute()
        if data.exists() and not data.is_dir():
            raise ValueError("is a file; a folder is needed")  # noqa: TRY003, EM101 - pydantic gives it the setting's name
        return data

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")  # noqa: TRY003, EM101 - pydantic gives it the setting's name
        return url


def read_settings(data: Path | None = None) -> Settings:
    """The settings, with ``data`` (from a command's option) over the environment's.

    Raises SettingsFaultyError with every fault.
    """
    try:
        return Settings() if data is None else Settings(data=data)
    except ValidationError as fault:
        lines = (f"VERSE_{'_'.join(map(str, each['loc'])).upper()} {each['msg'].removeprefix('Value error, ')}" for each in fault.errors())
        raise SettingsFaultyError("\n".join(lines)) from None
