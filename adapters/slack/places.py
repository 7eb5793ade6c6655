"""Which school and role a person in Slack has, by the directory and the workspace's user groups."""

from __future__ import annotations

import time
from collections.abc import Callable

from adapters.slack.api import Api
from adapters.slack.payload import each, text_at
from bot.directory import Directory
from bot.memberships import Memberships
from bot.messages import Asker, asker_of
from bot.post import TryAgainError, UndeliverableError

QUICK = 2  # seconds for a call, since the first one stands before an ack


class DirectoryPlaces:
    """``adapters.slack.heard.Places`` over the directory. Safe to share between threads."""

    def __init__(self, directory: Directory, token: str, api_url: str, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives monotonic seconds."""
        self._directory, self._api = directory, Api(token, api_url, QUICK)
        groups = (group.id for tenant in directory.tenants if tenant.platform == "slack" for group in tenant.groups)
        self._memberships = Memberships(groups, self._members, now)

    def who(self, team: str, channel: str, user: str) -> Asker | None:
        """The asker; None where the directory knows no school for this workspace or channel."""
        member = self._directory.school_of("slack", team, channel, self._memberships.of(user), user)
        return asker_of(member, "slack", f"{team}/{user}")

    def called(self, asker: Asker) -> str:
        """The person's name as the workspace shows it, for whom a question is handed on to; their id where Slack can't say."""
        user = asker.person.rpartition("/")[2]
        try:
            answer = self._api.call("users.info", {"user": user})
        except (TryAgainError, UndeliverableError):
            return user
        return text_at(answer, "user", "real_name") or text_at(answer, "user", "name") or user

    def _members(self, group: str) -> frozenset[str]:
        answer = self._api.call("usergroups.users.list", {"usergroup": group})
        return frozenset(user for user in each(answer, "users") if isinstance(user, str))
