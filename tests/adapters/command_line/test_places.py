"""Whose a person in Teams is, by the directory."""

from __future__ import annotations

from pathlib import Path

from adapters.command_line.serve_places import Places
from bot.directory_reading import read_directory
from bot.messages import Asker

OBJECT = "11111111-1111-1111-1111-111111111111"


def test_a_person_in_teams_has_the_role_that_their_object_id_is_named_for(root: Path) -> None:
    """Who is named in the file by Entra object id is what it says, in a chat and in a team; everybody else there is staff."""
    places = Places(read_directory(root / "examples" / "directory.toml"))
    tenant = "00000000-0000-0000-0000-000000000000"

    assert Asker("teams", f"{tenant}/{OBJECT}", "larkfield", "dsl") == places.who(tenant, "", OBJECT)
    assert Asker("teams", f"{tenant}/{OBJECT}", "larkfield", "dsl") == places.who(tenant, "19:team", OBJECT)
    assert Asker("teams", f"{tenant}/another", "larkfield") == places.who(tenant, "", "another")
    assert None is places.who("elsewhere", "", OBJECT)
