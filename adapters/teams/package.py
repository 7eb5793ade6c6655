"""The app package that an administrator uploads to Teams: `make teams-app`, or `python -m adapters.teams.package`."""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from string import Template

from adapters.teams.addresses import here
from adapters.teams.icons import colour_icon, outline_icon
from adapters.teams.settings import APP_ID, GUID, WHERE
from bot.settings import SettingsFaultyError

TEMPLATE = Path(__file__).parents[2] / "deploy" / "teams" / "manifest.json"
WEBSITE, DEVELOPER = "VERSE_TEAMS_WEBSITE", "VERSE_TEAMS_DEVELOPER"
MADE_AT = (2026, 1, 1, 0, 0, 0)  # in the archive, so that the same settings make the same bytes


def manifest(environment: Mapping[str, str], template: Path = TEMPLATE) -> dict[str, object]:
    """The app's manifest. Raises SettingsFaultyError with a line for each fault."""
    app, website = environment.get(APP_ID, "").strip(), environment.get(WEBSITE, "").strip()
    developer = environment.get(DEVELOPER, "").strip()
    faults = []
    if not GUID.fullmatch(app):
        faults.append(f"{APP_ID} is missing or does not look right; it is at {WHERE[APP_ID]}")
    if not re.fullmatch(r"https://[^\s\"\\]+", website) or here(website):
        faults.append(f"{WEBSITE} is missing: your school's address (https://…), which Teams shows people who ask about the app")
    if not 0 < len(developer) <= 32:  # noqa: PLR2004 - the manifest's own limit
        faults.append(f"{DEVELOPER} is missing: your school's or trust's name in at most 32 characters")
    if faults:
        raise SettingsFaultyError("\n".join(faults))
    text = Template(template.read_text(encoding="utf-8"))
    quoted = {name: json.dumps(value)[1:-1] for name, value in (("APP_ID", app), ("WEBSITE", website), ("DEVELOPER", developer))}
    found: dict[str, object] = json.loads(text.safe_substitute(quoted))
    return found


def write(to: Path, environment: Mapping[str, str]) -> None:
    """Write the package. Raises SettingsFaultyError, OSError."""
    content = json.dumps(manifest(environment), indent=2, ensure_ascii=False).encode()
    to.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (("manifest.json", content), ("color.png", colour_icon()), ("outline.png", outline_icon())):
            package.writestr(zipfile.ZipInfo(name, MADE_AT), data, zipfile.ZIP_DEFLATED)


def main() -> int:
    """Write the package to the path given; 2 where a setting is faulty."""
    to = Path(sys.argv[1] if len(sys.argv) > 1 else "build/teams-app.zip")
    try:
        write(to, os.environ)
    except SettingsFaultyError as faults:
        sys.stderr.write(f"{faults}\n")
        return 2
    sys.stdout.write(f"{to}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
