"""Chooses the real parts of ``verse serve``. Loaded by that command alone; Slack's and Teams' libraries only where they are set up."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from ipaddress import ip_network
from pathlib import Path
from re import split
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from adapters.command_line.health import subject
from adapters.command_line.office import inductions
from adapters.command_line.serve_desk import Desks
from adapters.command_line.serve_parts import ServeParts
from adapters.command_line.serve_places import Places, signed_in
from adapters.command_line.serve_settings import Faults, is_loopback, people_faults, people_warnings, the_directory, web_faults
from adapters.command_line.serving import Service
from adapters.web.app import web_app
from adapters.web.library import StoreLibrary
from adapters.web.metrics import Metrics
from adapters.web.signing import Signer
from adapters.web.site import Faults as Found
from adapters.web.site import Site
from adapters.web.visitors import Access
from bot.answer import Role
from bot.at_once import AtOnce
from bot.directory import Directory
from bot.health.examine import examine
from bot.messages import Asker, Channel
from bot.off import FILE, OffSwitch, SwitchedDesk
from bot.post import Desk, Postbox
from bot.records.engine import open_records
from bot.records.known import Known
from bot.records.post import Post
from bot.records.retention import Retention
from bot.records.unusable import RecordsUnusableError
from bot.settings import SettingsFaultyError

if TYPE_CHECKING:
    from adapters.slack.app import SlackChannel
    from adapters.slack.places import DirectoryPlaces
    from adapters.slack.settings import SlackSettings
    from adapters.teams.app import TeamsChannel
    from adapters.teams.settings import TeamsSettings
    from bot.records.engine import Records

Linking = TypeVar("Linking", "SlackSettings", "TeamsSettings")
HOUR = 3600.0  # seconds between looks for what need be kept no longer
log = logging.getLogger("verse.serve")


class ServeWiring:
    """Everything that is served, made once from the settings. Refuses where anything is wrong, with all of it at once."""

    def __init__(
        self, data: Path | None, host: str | None, port: int | None, tell: Callable[[str], None], *, playground: bool = False
    ) -> None:
        """``tell`` says a line to whoever started it; ``playground`` as ``read_teams_settings`` has it. Raises RefusedError."""
        from adapters.slack.settings import read_slack_settings  # noqa: PLC0415 - a setting's name, no library of Slack's
        from adapters.teams.settings import read_teams_settings  # noqa: PLC0415 - as above

        wrong = Faults([])
        self._slack = wrong.tried(read_slack_settings, None)
        self._teams = wrong.tried(partial(read_teams_settings, playground=playground), None)
        parts = wrong.tried(partial(ServeParts, data), None)
        if parts is None:
            wrong.end()
            raise SettingsFaultyError  # never reached: without them there was a fault
        over = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        self._parts, self.settings, self._tell = parts, parts.settings.model_copy(update=over), tell
        self._directory = wrong.tried(partial(the_directory, self.settings.directory), Directory())
        wrong.note(web_faults(self.settings))
        wrong.note(people_faults(self._directory, self.settings.directory, served=self._served()))
        self._records = wrong.tried(self._opened, None)
        wrong.end()

    def service(self) -> Service:
        """What is served. Raises RefusedError."""
        records = self._records
        if records is None:
            raise SettingsFaultyError  # never reached: the constructor refused
        desks = self._desks(records)
        switch, metrics = OffSwitch(self.settings.off_file or self.settings.data / FILE), Metrics()
        post = Post(records, desks.category)
        chat = metrics.measured(SwitchedDesk(desks.desk(self._site_of, self._sign), switch, desks.concern))
        page = metrics.measured(SwitchedDesk(AtOnce(desks.desk(lambda _: "", lambda *_: ""), post), switch, desks.concern))
        channels = tuple(self._channels(post, records))
        metrics.watch("verse_post", "What waits in the post", partial(_backlog, post))
        metrics.watch("verse_model", "What the language model was used for", lambda: self._parts.model_usage, rising=True)
        for channel in channels:
            name = channel.sender.channel
            metrics.watch(f"verse_{name}_events", f"What happened in {name}", partial(dict, channel.counts), rising=True)
        site = self._site(page, metrics, post)
        app = web_app(site, [route for channel in channels for route in channel.routes])
        work = partial(self._work, post, chat, [channel.sender for channel in channels])
        return Service(app, channels, work, self._opened_at, records.close)

    def _served(self) -> tuple[str, ...]:
        """Where staff would be served, who may bring a concern."""
        given = (("Slack", self._slack), ("Teams", self._teams), ("the signed-in web page", self.settings.sso_header))
        return tuple(name for name, settings in given if settings)

    def _opened(self) -> Records:
        """The records. Raises SettingsFaultyError."""
        url = self.settings.database_url
        try:
            return open_records(self.settings.data, url.get_secret_value() if url else None)
        except RecordsUnusableError as fault:
            raise SettingsFaultyError(str(fault)) from None

    def _desks(self, records: Records) -> Desks:
        handovers: dict[Channel, Callable[[str, str], str]] = {}
        if self._slack:
            from adapters.slack.place import channel_place as in_slack  # noqa: PLC0415 - see the module's docstring

            handovers["slack"] = in_slack
        if self._teams:
            from adapters.teams.place import channel_place as in_teams  # noqa: PLC0415 - see the module's docstring

            handovers["teams"] = lambda tenant, channel: in_teams(tenant, channel).noted()
        parts = self._parts
        return Desks(
            parts.store,
            parts.answerer,
            parts.embedder,
            records,
            self._directory,
            parts.today,
            handovers,
            induction=inductions(parts.store, parts.answerer, records, parts.today),
            called=self._called,
        )

    def _channels(self, post: Postbox, records: Records) -> tuple[SlackChannel | TeamsChannel, ...]:
        found: list[SlackChannel | TeamsChannel] = []
        if self._slack:
            found.append(_slack(self._linking(self._slack), post, self._in_slack))
        if self._teams:
            found.append(_teams(self._linking(self._teams), post, self._directory, records))
        return tuple(found)

    def _called(self, asker: Asker) -> str:
        """The person's name, for whom a question is handed on to; their id where the channel can't say."""
        if asker.channel == "slack" and self._slack:
            return self._in_slack.called(asker)
        return asker.person

    @cached_property
    def _in_slack(self) -> DirectoryPlaces:
        from adapters.slack.places import DirectoryPlaces  # noqa: PLC0415 - see the module's docstring

        if self._slack is None:
            raise SettingsFaultyError  # never reached: asked for only where Slack is set up
        return DirectoryPlaces(self._directory, self._slack.bot_token, self._slack.api_url)

    def _linking(self, settings: Linking) -> Linking:
        """``settings`` of a channel that may link to our own pages too."""
        sites = (self.settings.public_url, *(self._directory.link(school) for school in self._parts.schools()))
        return replace(settings, link_hosts=settings.link_hosts | {host for site in sites if (host := urlsplit(site).hostname)})

    def _site_of(self, school: str) -> str | None:
        """What stands before a link in a chat; None where nobody else could open it."""
        return self.settings.public_url or self._directory.link(school) or None

    def _sign(self, school: str, policy: str, role: Role) -> str:
        signer = self._signer()
        return signer.sign(school, policy, role) if signer and not self.settings.sso_header else ""

    def _signer(self) -> Signer | None:
        secret = self.settings.link_secret
        return Signer(secret.get_secret_value(), self.settings.link_days) if secret else None

    def _site(self, desk: Desk, metrics: Metrics, post: Post) -> Site:
        settings = self.settings
        trusted = tuple(ip_network(each, strict=False) for each in split(r"[,\s]+", settings.trusted_proxy) if each)
        access = Access(
            settings.sso_header,
            settings.sso_groups_header,
            trusted,
            self._signer(),
            here=is_loopback(settings.host),
            site=settings.public_url,
            membership=partial(signed_in, self._directory),
        )
        token, secret = settings.metrics_token, settings.link_secret
        return Site(
            desk,
            StoreLibrary(self._parts.store, self._directory.name),
            access,
            Signer(secret.get_secret_value() if secret else secrets.token_hex(32)),
            self._parts.today,
            self._health,
            partial(self._ready, post),
            metrics.text,
            token.get_secret_value() if token else "",
            secure=settings.public_url.startswith("https://"),
        )

    def _health(self, school: str, slugs: frozenset[str]) -> Found:
        """What is wrong with these policies, as if there were no others."""
        open_to = [subject(policy) for policy in self._parts.policies(school) if policy.name in slugs]
        report = examine(school, open_to, self._parts.today())
        return tuple((each.title, each.name, tuple(finding.text for finding in each.findings)) for each in report.policies)

    async def _ready(self, post: Post) -> tuple[str, ...]:
        """What keeps us from answering."""
        try:
            post.backlog()
        except OSError:
            return ("the records can't be read",)
        return () if self._parts.schools() else ("no school's policies have been read in",)

    def _work(self, post: Post, desk: Desk, senders: list[object], ended: threading.Event, grace: float) -> None:
        """The post, and beside it what is deleted in time; the parts that are slow to begin are begun meanwhile."""
        jobs = [threading.Thread(target=job, daemon=True) for job in (self._warm, partial(self._tidy, ended))]
        for job in jobs:
            job.start()
        post.run(desk, senders, ended, grace)  # type: ignore[arg-type]  # each channel's sender
        for job in jobs:  # Python must not end below a model that is still being opened: that aborts the process
            job.join(grace)

    def _warm(self) -> None:
        """Open what the first question would wait for."""
        try:
            self._parts.warm()
        except Exception as fault:  # noqa: BLE001 - then the first question waits, and says what is amiss
            log.warning("could not be made ready beforehand: %s", type(fault).__name__)

    def _tidy(self, ended: threading.Event) -> None:
        while self._records is not None:
            try:
                Retention(self._records, self.settings.retention_days).run()
            except OSError as fault:
                log.warning("what is past its time could not be deleted: %s", type(fault).__name__)
            if ended.wait(HOUR):
                return

    def _opened_at(self, address: str) -> None:
        for line in people_warnings(self._directory, self._parts.today()):
            self._tell(f"Please look at this: {line}")
        served = [name for name, settings in (("Slack", self._slack), ("Teams", self._teams)) if settings]
        self._tell(
            f"Answering in {' and '.join(served)}."
            if served
            else "Slack and Teams are not set up (docs/connect-slack.md, docs/connect-teams.md)."
        )
        if not self._parts.schools():
            self._tell("No school's policies have been read yet: verse ingest FOLDER --school NAME. They are seen as soon as they are in.")
        self._tell(f"Open {self.settings.public_url or address} in a browser. Ctrl-C stops it.")


def _slack(settings: SlackSettings, post: Postbox, places: DirectoryPlaces) -> SlackChannel:
    from adapters.slack.app import slack_channel  # noqa: PLC0415 - see the module's docstring

    return slack_channel(settings, post, places)


def _teams(settings: TeamsSettings, post: Postbox, directory: Directory, records: Records) -> TeamsChannel:
    from adapters.teams.app import teams_channel  # noqa: PLC0415 - see the module's docstring

    return teams_channel(settings, post, Places(directory), Known(records, "teams"))


def _backlog(post: Post) -> Mapping[str, float]:
    try:
        found = post.backlog()
    except OSError:
        return {}
    return {"to_answer": found.to_answer, "to_deliver": found.to_deliver, "dead": found.dead, "oldest_seconds": found.oldest}
