"""Who is in an Entra group, as Microsoft Graph tells an app (learn.microsoft.com/graph/api/group-list-transitivemembers).

The app needs Graph's permission GroupMember.Read.All, with an administrator's consent; without it Graph answers 403 and nobody has a
group's role.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

import requests

from adapters.teams.payload import each_at, text_at
from bot.post import TryAgainError, UndeliverableError

GRAPH = "https://graph.microsoft.com"
QUICK = 3.0  # seconds for a request, since the first one stands before an ack
PAGES_MAX = 50  # of a thousand members each
FORBIDDEN = "; the app needs Graph's permission GroupMember.Read.All, with an administrator's consent (docs/connect-teams.md)"
LATER = frozenset({401, 408, 429, 500, 502, 503, 504})


class Credentials(Protocol):
    """What the platform's library keeps a token with."""

    def get_access_token(self) -> str:
        """A token for Graph. Raises OSError, ValueError, KeyError, PermissionError where there is none to be had."""
        ...


class EntraGroups:
    """Asks Graph with an app's own token."""

    def __init__(self, credentials: Credentials, address: str = GRAPH) -> None:
        """``address`` is Graph's, without a slash at its end."""
        self._credentials, self._address = credentials, address

    def members(self, group: str) -> frozenset[str]:
        """The object ids of all in ``group``, and in groups that it holds. Raises TryAgainError, UndeliverableError."""
        found: set[str] = set()
        page = f"{self._address}/v1.0/groups/{quote(group, safe='')}/transitiveMembers?$select=id&$top=999"
        for _ in range(PAGES_MAX):
            answer = self._page(page)
            found.update(filter(None, (text_at(member, "id") for member in each_at(answer, "value"))))
            page = text_at(answer, "@odata.nextLink")
            if not page.startswith(f"{self._address}/"):  # no more; and no other address is ever given our token
                break
        return frozenset(found)

    def _page(self, url: str) -> object:
        try:
            headers = {"Authorization": f"Bearer {self._credentials.get_access_token()}"}
            answer = requests.get(url, headers=headers, timeout=QUICK, allow_redirects=False)
            if answer.status_code == requests.codes.ok:
                return answer.json()
        except (requests.RequestException, OSError, ValueError, KeyError) as fault:
            raise TryAgainError(type(fault).__name__) from None
        said = f"HTTP {answer.status_code}"
        if answer.status_code in LATER:
            raise TryAgainError(said)
        raise UndeliverableError(said + (FORBIDDEN if answer.status_code == requests.codes.forbidden else ""))
