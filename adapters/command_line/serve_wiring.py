"""Chooses the real parts of ``verse serve``. Loaded by that command alone; Slack's and Teams' libraries only where they are set up."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from ipaddress import ip_network
from pathlib import Path
from re import split
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.command_line.health import subject
from adapters.command_line.office import RealOffice, inductions
from adapters.command_line.readiness import wanting
from adapters.command_line.serve_channels import Channels
from adapters.command_line.serve_desk import Desks
from adapters.command_line.serve_office import Names, ServedOffice
from adapters.command_line.serve_parts import ServeParts
from adapters.command_line.serve_places import looks_after, signed_in
from adapters.command_line.serve_reminders import Rounds
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
from bot.curated.answering import CuratedAnswers
from bot.curated.telling import Telling
from bot.directory import Directory
from bot.health.examine import examine
from bot.induction.inductions import Inductions
from bot.off import FILE, OffSwitch, SwitchedDesk
from bot.post import Desk, Sender
from bot.records.curated import SignedAnswers
from bot.records.engine import open_records
from bot.records.known import Known
from bot.records.post import Post
from bot.records.reminding import Reminding
from bot.records.retention import Retention
from bot.records.unusable import RecordsUnusableError
from bot.records.working import ANSWERING
from bot.settings import SettingsFaultyError

if TYPE_CHECKING:
    from bot.records.engine import Records

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
        slack = wrong.tried(read_slack_settings, None)
        teams = wrong.tried(partial(read_teams_settings, playground=playground), None)
        parts = wrong.tried(partial(ServeParts, data), None)
        if parts is None:
            wrong.end()
            raise SettingsFaultyError  # never reached: without them there was a fault
        over = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        self._parts, self.settings, self._tell = parts, parts.settings.model_copy(update=over), tell
        self._directory = wrong.tried(partial(the_directory, self.settings.directory), Directory())
        self._channels = Channels(slack, teams, self._directory)
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
        # As many more as may wait for the model at once: the norm reader's answers wait for none of them.
        post = Post(records, desks.category, answering=ANSWERING + (self.settings.model_at_once if self.settings.model else 0))
        chat = metrics.measured(SwitchedDesk(desks.desk(self._site_of, self._sign), switch, desks.concern))
        page = metrics.measured(SwitchedDesk(AtOnce(desks.desk(lambda _: "", lambda *_: ""), post), switch, desks.concern))
        channels = self._channels.opened(post, records, self._hosts())
        metrics.watch("verse_post", "What waits in the post", partial(_backlog, post))
        metrics.watch("verse_model", "What the language model was used for", lambda: self._parts.model_usage, rising=True)
        for channel in channels:
            name = channel.sender.channel
            metrics.watch(f"verse_{name}_events", f"What happened in {name}", partial(dict, channel.counts), rising=True)
        rounds = self._rounds(records, switch)
        metrics.watch("verse_reminders", "Rounds of reminders and what became of each", partial(dict, rounds.counts), rising=True)
        site = self._site(page, metrics, post)
        app = web_app(site, [route for channel in channels for route in channel.routes])
        telling = Telling(self._parts.store, SignedAnswers(records).of, post, desks.place, partial(Known, records))
        work = partial(self._work, post, chat, [rounds.held(channel.sender) for channel in channels], rounds, telling)
        return Service(app, channels, work, self._opened_at, records.close)

    def _served(self) -> tuple[str, ...]:
        """Where staff would be served, who may bring a concern."""
        return (*self._channels.names, *(("the signed-in web page",) if self.settings.sso_header else ()))

    def _opened(self) -> Records:
        """The records. Raises SettingsFaultyError."""
        url = self.settings.database_url
        try:
            return open_records(self.settings.data, url.get_secret_value() if url else None)
        except RecordsUnusableError as fault:
            raise SettingsFaultyError(str(fault)) from None

    def _desks(self, records: Records) -> Desks:
        parts = self._parts
        return Desks(
            parts.store,
            CuratedAnswers(parts.answerer, parts.store, SignedAnswers(records).of),
            parts.embedder,
            records,
            self._directory,
            parts.today,
            self._channels.handovers(),
            induction=self._inductions,
            called=self._channels.called,
        )

    @cached_property
    def _inductions(self) -> Inductions:
        parts = self._parts
        if self._records is None:
            raise SettingsFaultyError  # never reached: the constructor refused
        return inductions(parts.store, parts.answerer, self._records, parts.today)

    def _rounds(self, records: Records, switch: OffSwitch) -> Rounds:
        """Whoever is reminded of an induction, in the channels that are served."""
        return Rounds(self._directory, self._inductions, Reminding(records), self._channels.chats(), switch.is_off)

    def _hosts(self) -> frozenset[str]:
        """Where our own pages are, to which a card may link."""
        sites = (self.settings.public_url, *(self._directory.link(school) for school in self._parts.schools()))
        return frozenset(host for site in sites if (host := urlsplit(site).hostname))

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
            overseeing=partial(looks_after, self._directory),
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
            office=cache(self._office),
        )

    def _office(self, school: str) -> ServedOffice:
        if self._records is None:
            raise SettingsFaultyError  # never reached: the constructor refused
        office = RealOffice(school, self._inductions, self._records, self._parts.embedder.embed, self.settings.data)
        return ServedOffice(office, self._names)

    @cached_property
    def _names(self) -> Names:
        return Names(self._channels.called)

    def _health(self, school: str, slugs: frozenset[str]) -> Found:
        """What is wrong with these policies, as if there were no others."""
        open_to = [subject(policy) for policy in self._parts.policies(school) if policy.name in slugs]
        report = examine(school, open_to, self._parts.today())
        return tuple((each.title, each.name, tuple(finding.text for finding in each.findings)) for each in report.policies)

    async def _ready(self, post: Post) -> tuple[str, ...]:
        """What keeps us from answering."""
        return await asyncio.to_thread(wanting, post.backlog, self._parts.schools, self.settings.data)

    def _work(  # noqa: PLR0913, PLR0917 - what works, on what, and until when
        self, post: Post, desk: Desk, senders: list[Sender], rounds: Rounds, telling: Telling, ended: threading.Event, grace: float
    ) -> None:
        """The post, and beside it what is deleted in time and who is reminded; what is slow to begin is begun meanwhile."""
        tasks = (self._warm, partial(self._tidy, ended, telling), partial(rounds.run, ended))
        jobs = [threading.Thread(target=task, daemon=True) for task in tasks]
        for job in jobs:
            job.start()
        post.run(desk, senders, ended, grace)
        for job in jobs:  # Python must not end below a model that is still being opened: that aborts the process
            job.join(grace)

    def _warm(self) -> None:
        """Open what the first question would wait for."""
        try:
            self._parts.warm()
        except Exception as fault:  # noqa: BLE001 - then the first question waits, and says what is amiss
            log.warning("could not be made ready beforehand: %s", type(fault).__name__)

    def _tidy(self, ended: threading.Event, telling: Telling) -> None:
        """Delete what is past its time, and tell owners of what lapsed."""
        while self._records is not None:
            try:
                Retention(self._records, self.settings.retention_days).run()
            except OSError as fault:
                log.warning("what is past its time could not be deleted: %s", type(fault).__name__)
            telling.once()
            if ended.wait(HOUR):
                return

    def _opened_at(self, address: str) -> None:
        for line in people_warnings(self._directory, self._parts.today()):
            self._tell(f"Please look at this: {line}")
        self._tell(
            f"Answering in {' and '.join(self._channels.names)}."
            if self._channels.names
            else "Slack and Teams are not set up (docs/connect-slack.md, docs/connect-teams.md)."
        )
        if not self._parts.schools():
            self._tell("No school's policies have been read yet: verse ingest FOLDER --school NAME. They are seen as soon as they are in.")
        self._tell(f"Open {self.settings.public_url or address} in a browser. Ctrl-C stops it.")


def _backlog(post: Post) -> Mapping[str, float]:
    try:
        found = post.backlog()
    except OSError:
        return {}
    return {"to_answer": found.to_answer, "to_deliver": found.to_deliver, "dead": found.dead, "oldest_seconds": found.oldest}
