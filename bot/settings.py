"""What can be set from outside, read once, with every fault reported at once and no value ever printed."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from ipaddress import ip_network
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 32


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

    host: str = Field(default="127.0.0.1", description="where `verse serve` listens")
    port: int = Field(default=8080, ge=0, le=65535, description="the port on which it listens")
    public_url: str = Field(default="", description="what people type to reach it, as https://policies.school.example")
    link_secret: SecretStr | None = Field(default=None, description="signs the links to policies; 32 characters or more")
    link_days: float = Field(default=30.0, gt=0, le=366, description="how long a signed link is good for")
    sso_header: str = Field(default="", description="the header in which your proxy names who is signed in")
    sso_groups_header: str = Field(default="", description="the header in which it lists their groups")
    trusted_proxy: str = Field(default="", description="the proxy's addresses, as 10.0.0.5 or 10.0.0.0/24, commas between")
    metrics_token: SecretStr | None = Field(default=None, description="what a scraper of /metrics carries")
    directory: Path | None = Field(default=None, description="the file of schools, places, roles and contacts")
    off_file: Path | None = Field(default=None, description="the off switch: a file that names channels; DATA/off unless set")
    chroma: str | None = Field(default=None, description="a Chroma server as http://HOST:8000, in place of a folder of data")

    @field_validator("public_url", "chroma")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if url and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+/?", url):
            raise ValueError("must be http:// or https:// with a name, and nothing after it")  # noqa: TRY003, EM101 - pydantic gives it the setting's name
        return url.rstrip("/") if url else url

    @field_validator("link_secret")
    @classmethod
    def _long(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError("must have 32 characters or more; make one with: openssl rand -hex 32")  # noqa: TRY003, EM101 - as above
        return secret

    @field_validator("trusted_proxy")
    @classmethod
    def _networks(cls, addresses: str) -> str:
        for each in filter(None, re.split(r"[,\s]+", addresses)):
            ip_network(each, strict=False)
        return addresses

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
