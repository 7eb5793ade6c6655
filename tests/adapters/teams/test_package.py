"""The app package that is uploaded to Teams."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from pathlib import Path

import jsonschema
import pytest

from adapters.teams.icons import colour_icon, outline_icon
from adapters.teams.package import manifest, write
from bot.settings import SettingsFaultyError

SCHEMAS = Path(__file__).parents[3] / "build/teams_playground/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
SET = {
    "VERSE_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555",
    "VERSE_TEAMS_WEBSITE": "https://larkfield.example",
    "VERSE_TEAMS_DEVELOPER": 'Larkfield "Primary"',
}


def test_the_package_holds_what_teams_wants(tmp_path: Path) -> None:
    """Manifest and both icons, at the top, with the app's id filled in; the same settings make the same bytes."""
    write(tmp_path / "a.zip", SET)
    write(tmp_path / "b.zip", SET)
    packed = (tmp_path / "a.zip").read_bytes()

    assert packed == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert ["manifest.json", "color.png", "outline.png"] == package.namelist()
        assert SET["VERSE_TEAMS_APP_ID"] == json.loads(package.read("manifest.json"))["bots"][0]["botId"]


def test_the_manifest_passes_microsofts_schema() -> None:
    """Teams' own schema of the version that it names finds no fault."""
    made = manifest(SET)
    schema = SCHEMAS / f"v{made['manifestVersion']}" / "MicrosoftTeams.schema.json"
    if not schema.is_file():
        pytest.skip("Microsoft's schema of the manifest (make teams-playground) is not at hand")
    checker = jsonschema.validators.validator_for(json.loads(schema.read_text(encoding="utf-8-sig")))

    assert [] == [fault.message for fault in checker(json.loads(schema.read_text(encoding="utf-8-sig"))).iter_errors(made)]


@pytest.mark.parametrize(("icon", "side"), [(colour_icon(), 192), (outline_icon(), 32)])
def test_the_icons_have_teams_sizes(icon: bytes, side: int) -> None:
    """A colour icon of 192 pixels and an outline of 32, both PNG."""
    assert (b"\x89PNG", (side, side)) == (icon[:4], struct.unpack(">II", icon[16:24]))


def test_every_missing_setting_is_named_with_where_to_get_it() -> None:
    """All faults at once, each with its setting's name."""
    with pytest.raises(SettingsFaultyError) as faults:
        manifest({})

    assert ["VERSE_TEAMS_APP_ID", "VERSE_TEAMS_WEBSITE", "VERSE_TEAMS_DEVELOPER"] == re.findall(r"^\w+", str(faults.value), re.MULTILINE)
