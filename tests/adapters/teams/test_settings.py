"""What Teams needs to be told."""

from __future__ import annotations

import re

import pytest

from adapters.teams.settings import read_teams_settings
from bot.settings import SettingsFaultyError

GUID = "11111111-2222-3333-4444-555555555555"
SOUND = {"VERSE_TEAMS_APP_ID": GUID, "VERSE_TEAMS_TENANT_ID": GUID, "VERSE_TEAMS_APP_PASSWORD": "canary-secret"}


def faulty(environment: dict[str, str]) -> str:
    with pytest.raises(SettingsFaultyError) as fault:
        read_teams_settings(environment)
    return str(fault.value)


def test_teams_that_is_not_set_up_is_left_out() -> None:
    """With nothing set there is no Teams, and that is no fault."""
    assert None is read_teams_settings({})


def test_sound_settings_are_read_and_never_shown() -> None:
    """The secret is held and printed nowhere."""
    settings = read_teams_settings(SOUND)

    assert settings is not None
    assert ("canary-secret", False) == (settings.password, settings.playground)
    assert "canary-secret" not in repr(settings)


def test_every_fault_is_told_at_once_with_where_to_look() -> None:
    """One reading names all that is missing or wrong, without a value."""
    told = faulty({"VERSE_TEAMS_APP_ID": "canary", "VERSE_TEAMS_OPENID_URL": "http://elsewhere.example/"})

    assert ["VERSE_TEAMS_APP_ID", "VERSE_TEAMS_TENANT_ID", "VERSE_TEAMS_APP_PASSWORD", "VERSE_TEAMS_OPENID_URL"] == re.findall(
        r"^VERSE\w+", told, re.MULTILINE
    )
    assert "portal.azure.com" in told
    assert "canary" not in told


def test_a_managed_identity_needs_no_secret() -> None:
    """Either a secret or a managed identity; both at once is a mistake."""
    identity = {**SOUND, "VERSE_TEAMS_APP_PASSWORD": "", "VERSE_TEAMS_MANAGED_IDENTITY": "1"}

    assert read_teams_settings(identity) is not None
    assert "leave out one" in faulty({**SOUND, "VERSE_TEAMS_MANAGED_IDENTITY": "1"})


def test_the_playground_is_never_mixed_with_a_real_app() -> None:
    """Without tokens only by plain wish, and never beside an app's settings."""
    settings = read_teams_settings({}, playground=True)

    assert settings is not None
    assert settings.playground
    assert "VERSE_TEAMS_PLAYGROUND" in faulty({**SOUND, "VERSE_TEAMS_PLAYGROUND": "1"})
