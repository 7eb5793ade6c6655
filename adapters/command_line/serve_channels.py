"""Slack and Teams as they are served. Loaded by ``verse serve`` alone; each one's library only where it is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bot.directory import Directory
from bot.messages import Asker, Channel
from bot.post import Postbox
from bot.records.known import Known

if TYPE_CHECKING:
    from adapters.slack.app import SlackChannel
    from adapters.slack.places import DirectoryPlaces
    from adapters.slack.settings import SlackSettings
    from adapters.teams.app import TeamsChannel
    from adapters.teams.settings import TeamsSettings
    from bot.records.engine import Records

Linking = TypeVar("Linking", "SlackSettings", "TeamsSettings")


@dataclass(frozen=True)
class Channels:
    """Those that are set up; None for one that is not."""

    slack: SlackSettings | None
    teams: TeamsSettings | None
    directory: Directory

    @property
    def names(self) -> tuple[str, ...]:
        """As people call them."""
        return tuple(name for name, settings in (("Slack", self.slack), ("Teams", self.teams)) if settings)

    def opened(self, post: Postbox, records: Records, hosts: frozenset[str]) -> tuple[SlackChannel | TeamsChannel, ...]:
        """The channels themselves; a card may link to ``hosts`` too."""
        found: list[SlackChannel | TeamsChannel] = []
        if self.slack and self._people:
            from adapters.slack.app import slack_channel  # noqa: PLC0415 - see the module's docstring

            found.append(slack_channel(_linking(self.slack, hosts), post, self._people))
        if self.teams:
            from adapters.teams.app import places_of, teams_channel  # noqa: PLC0415 - see the module's docstring

            places = places_of(self.teams, self.directory)
            found.append(teams_channel(_linking(self.teams, hosts), post, places, Known(records, "teams")))
        return tuple(found)

    def handovers(self) -> dict[Channel, Callable[[str, str], str]]:
        """For each channel what writes the note of a place, by tenant and channel, to hand a question over to."""
        found: dict[Channel, Callable[[str, str], str]] = {}
        if self.slack:
            from adapters.slack.place import channel_place as in_slack  # noqa: PLC0415 - see the module's docstring

            found["slack"] = in_slack
        if self.teams:
            from adapters.teams.place import channel_place as in_teams  # noqa: PLC0415 - see the module's docstring

            found["teams"] = lambda tenant, channel: in_teams(tenant, channel).noted()
        return found

    def chats(self) -> dict[Channel, Callable[[str], str]]:
        """For each channel what writes the note of a person's own chat, by the person's id there."""
        found: dict[Channel, Callable[[str], str]] = {}
        if self.slack:
            from adapters.slack.place import direct_place as in_slack  # noqa: PLC0415 - see the module's docstring

            found["slack"] = in_slack
        if self.teams:
            from adapters.teams.place import direct_place as in_teams  # noqa: PLC0415 - see the module's docstring

            app_id = self.teams.app_id
            found["teams"] = lambda person: in_teams(person, app_id).noted()
        return found

    def called(self, asker: Asker) -> str:
        """The person's name; their id where the channel can't say."""
        return self._people.called(asker) if asker.channel == "slack" and self._people else asker.person

    @cached_property
    def _people(self) -> DirectoryPlaces | None:
        if self.slack is None:
            return None
        from adapters.slack.places import DirectoryPlaces  # noqa: PLC0415 - see the module's docstring

        return DirectoryPlaces(self.directory, self.slack.bot_token, self.slack.api_url)


def _linking(settings: Linking, hosts: frozenset[str]) -> Linking:
    """``settings`` of a channel that may link to our own pages too."""
    return replace(settings, link_hosts=settings.link_hosts | hosts)
