"""What Teams needs to be told, read once, with every fault at once, where to get each value, and none of them ever printed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from adapters.teams.addresses import encrypted_or_here
from adapters.teams.groups import GRAPH
from adapters.teams.tokens import METADATA
from bot.settings import SettingsFaultyError

APP_ID, APP_PASSWORD, TENANT_ID = "VERSE_TEAMS_APP_ID", "VERSE_TEAMS_APP_PASSWORD", "VERSE_TEAMS_TENANT_ID"
MANAGED, PLAYGROUND = "VERSE_TEAMS_MANAGED_IDENTITY", "VERSE_TEAMS_PLAYGROUND"
METADATA_URL, GRAPH_URL, LINK_HOSTS = "VERSE_TEAMS_OPENID_URL", "VERSE_TEAMS_GRAPH_URL", "VERSE_TEAMS_LINK_HOSTS"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WHERE = {
    APP_ID: "portal.azure.com, your Azure Bot, “Configuration”, “Microsoft App ID”",
    TENANT_ID: "portal.azure.com, your Azure Bot, “Configuration”, “App Tenant ID”",
    APP_PASSWORD: "portal.azure.com, your Azure Bot, “Configuration”, “Manage Password”, “New client secret”, its Value",
}


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How to reach Teams. ``playground``: no tokens at all, for the Agents Playground, on this machine alone."""

    app_id: str = ""
    tenant: str = ""
    password: str = field(default="", repr=False)
    managed_identity: bool = False
    playground: bool = False
    metadata: str = METADATA
    graph: str = GRAPH
    link_hosts: frozenset[str] = frozenset()


def read_teams_settings(environment: Mapping[str, str] = os.environ, *, playground: bool = False) -> TeamsSettings | None:
    """The settings; None where Teams is not set up at all. ``playground`` is the command's option.

    Raises SettingsFaultyError with a line for each fault.
    """
    names = (APP_ID, APP_PASSWORD, TENANT_ID, MANAGED, PLAYGROUND, METADATA_URL, GRAPH_URL, LINK_HOSTS)
    given = {name: environment.get(name, "").strip() for name in names}
    trying = playground or given[PLAYGROUND] == "1"
    if not trying and not any(given[name] for name in (APP_ID, APP_PASSWORD, TENANT_ID)):
        return None
    faults = (*_trying(given), *_odd(given)) if trying else (*_missing(given), *_odd(given))
    if faults:
        raise SettingsFaultyError("\n".join(faults))
    hosts = frozenset(host.lower() for host in re.split(r"[,\s]+", given[LINK_HOSTS]) if host)
    addresses = (given[METADATA_URL] or METADATA, given[GRAPH_URL].rstrip("/") or GRAPH)
    return TeamsSettings(given[APP_ID], given[TENANT_ID], given[APP_PASSWORD], given[MANAGED] == "1", trying, *addresses, hosts)


def _trying(given: Mapping[str, str]) -> Iterator[str]:
    if any(given[name] for name in (APP_ID, APP_PASSWORD, TENANT_ID)):
        yield (
            f"{PLAYGROUND} (or --playground) checks no tokens and cannot go with {APP_ID}, {APP_PASSWORD} or {TENANT_ID}; "
            "leave out the one or the others"
        )


def _missing(given: Mapping[str, str]) -> Iterator[str]:
    for name in (APP_ID, TENANT_ID):
        if not given[name]:
            yield f"{name} is missing; it is at {WHERE[name]}"
        elif not GUID.fullmatch(given[name]):
            yield f"{name} does not look right: 32 digits and letters a to f in five groups, at {WHERE[name]}"
    managed = given[MANAGED] == "1"
    if not given[APP_PASSWORD] and not managed:
        yield f"{APP_PASSWORD} is missing; it is at {WHERE[APP_PASSWORD]}. With a managed identity set {MANAGED}=1 instead"
    if given[APP_PASSWORD] and managed:
        yield f"{APP_PASSWORD} and {MANAGED} are both set; leave out one"


def _odd(given: Mapping[str, str]) -> Iterator[str]:
    for name in (MANAGED, PLAYGROUND):
        if given[name] not in ("", "0", "1"):
            yield f"{name} must be 1 or 0"
    for name in (METADATA_URL, GRAPH_URL):
        if given[name] and not encrypted_or_here(given[name]):
            yield f"{name} must be an https address (http only on this machine); leave it out for Microsoft's own"
