"""Which school and role a person in Slack has, by the directory and the workspace's user groups.

Who is in a group is asked of Slack every few minutes, never while a person waits, but the first time. Where Slack can't say, people keep
what they had; who is not known to be in a group has no more than its school's staff.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Lock, Thread

from adapters.slack.api import Api
from adapters.slack.payload import each, text_at
from bot.directory import Directory
from bot.messages import Asker
from bot.post import TryAgainError, UndeliverableError

FRESH = 300.0  # seconds that a membership is believed
QUICK = 2  # seconds for a call, since the first one stands before an ack


class DirectoryPlaces:
    """``adapters.slack.heard.Places`` over the directory. Safe to share between threads."""

    def __init__(self, directory: Directory, token: str, api_url: str, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives monotonic seconds."""
        self._directory, self._now = directory, now
        self._api = Api(token, api_url, QUICK)
        self._members: dict[str, frozenset[str]] = {}
        self._read_at = float("-inf")
        self._lock = Lock()

    def who(self, team: str, channel: str, user: str) -> Asker | None:
        """The asker; None where the directory knows no school for this workspace or channel."""
        self._keep_fresh(team)
        groups = [group for group, members in self._members.items() if user in members]
        member = self._directory.school_of("slack", team, channel, groups, user)
        if not member.schools:
            return None
        person = f"{team}/{user}"
        if len(member.schools) == 1:
            return Asker("slack", person, member.schools[0], member.role, duties=member.duties)
        return Asker("slack", person, "", member.role, member.schools)

    def called(self, asker: Asker) -> str:
        """The person's name as the workspace shows it, for whom a question is handed on to; their id where Slack can't say."""
        user = asker.person.rpartition("/")[2]
        try:
            answer = self._api.call("users.info", {"user": user})
        except (TryAgainError, UndeliverableError):
            return user
        return text_at(answer, "user", "real_name") or text_at(answer, "user", "name") or user

    def _keep_fresh(self, team: str) -> None:
        first = self._read_at == float("-inf")
        if self._now() - self._read_at <= FRESH or not self._lock.acquire(blocking=first):
            return
        if first and self._read_at != float("-inf"):  # another thread was first
            self._lock.release()
        elif first:
            self._read(team)
        else:
            Thread(target=self._read, args=(team,), name="slack-groups", daemon=True).start()

    def _read(self, team: str) -> None:
        """Ask Slack for each group's members, with the lock held; it is let go of here."""
        try:
            for group in self._groups(team):
                answer = self._api.call("usergroups.users.list", {"usergroup": group})
                self._members[group] = frozenset(user for user in each(answer, "users") if isinstance(user, str))
        except (TryAgainError, UndeliverableError):
            pass  # the next time; until then what is known holds
        finally:
            self._read_at = self._now()
            self._lock.release()

    def _groups(self, team: str) -> Iterator[str]:
        mine = (tenant for tenant in self._directory.tenants if (tenant.platform, tenant.id) == ("slack", team))
        yield from (group.id for tenant in mine for group in tenant.groups)
