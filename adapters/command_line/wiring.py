"""Chooses the real parts. Only this module names them, and only inside functions, so that a command loads what it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.command_line.parts import Answers, Intake, Kept, Policy, Progress, Read
from adapters.command_line.refused import refuse
from bot.settings import SettingsFaultyError, read_settings

if TYPE_CHECKING:
    from adapters.command_line.curation import RealCuration, SignedHere
    from adapters.command_line.evaluating import Reader
    from adapters.command_line.office import RealOffice
    from bot.answer import Answer, Question, Role
    from bot.answering import Answerer
    from bot.card import Card
    from bot.directory import Directory
    from bot.explanation import Explanation
    from bot.model.reading import ModelReader
    from bot.post import Desk
    from bot.records.engine import Records
    from bot.second import SecondReader
    from bot.settings import Settings
    from knowledge.embedder import OnnxEmbedder
    from knowledge.history import History
    from knowledge.ingest import FileReport
    from knowledge.rollback import Order, RolledBack
    from knowledge.store import Policy as Stored
    from knowledge.store import Store

# What is rightly no part of the policy: said when a file is read, but nothing to put right.
EDGES = {"running_header": "running header left out: ", "running_footer": "running footer left out: "}


class Wiring:
    """The real parts over one folder of data."""

    def __init__(self, data: Path | None, signed: SignedHere | None = None) -> None:
        """Take ``data``, or the folder that the settings name; ``signed`` are its signed answers, where those are kept elsewhere.

        Raises RefusedError.
        """
        self._settings, self._kept_signed = _settings(data), signed

    def schools(self) -> Sequence[str]:
        """The schools that have policies, sorted."""
        return tuple(school.slug for school in self._store.schools())

    def policies(self, school: str) -> Sequence[Policy]:
        """The policies of ``school`` in force, by name."""
        return tuple(_policy(self._store, policy) for policy in self._store.policies(self._store.school(school)))

    def ingest(self, intake: Intake, progress: Progress) -> Sequence[Read]:
        """Read the documents into the store. Raises RefusedError where there are none, or the store is in use."""
        from knowledge.index.generation import Builder  # noqa: PLC0415 - see the module's docstring
        from knowledge.ingest import Ingest  # noqa: PLC0415

        with _refusals():
            builder = Builder(self._store, self._embedder, self._settings.chroma)
            report = Ingest(builder, intake.audience, progress, by=intake.by).run(intake.path, intake.school)
        return tuple(_read(each) for each in report.files)

    @contextmanager
    def trial(self) -> Iterator[Wiring]:
        """The real parts over a copy of the policies and indexes. Raises RefusedError where an ingest is under way."""
        from shutil import copytree, ignore_patterns  # noqa: PLC0415 - see the module's docstring
        from tempfile import TemporaryDirectory  # noqa: PLC0415

        with TemporaryDirectory(prefix="verse-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "data"
            with _refusals(), self._store.writing():
                copytree(self._settings.data, copy, ignore=ignore_patterns("records.db*", "writer.lock"))
            yield Wiring(copy, self._signed)

    def concern(self, message: str) -> Answer | None:
        """The fixed reply to a message that reports harm; None for any other."""
        from bot.concern import find_concern  # noqa: PLC0415 - see the module's docstring
        from bot.phrase_concern import phrase_concern  # noqa: PLC0415

        found = find_concern((message,))
        return phrase_concern(found) if found and found.certain else None

    def answers(self) -> Answers:
        """What answers questions from the store, each read with the messages before it."""
        from bot.conversation import InConversation  # noqa: PLC0415 - see the module's docstring

        return InConversation(self._signed.before(self._answerer(), self._store))

    def desk(self) -> Desk:
        """The desk that a person at this terminal talks to; what it remembers ends with the talk."""
        from adapters.command_line.office import inductions  # noqa: PLC0415 - see the module's docstring
        from bot.desk.opening import open_desk  # noqa: PLC0415 - see the module's docstring
        from bot.lookup.lookup import Lookup  # noqa: PLC0415
        from bot.memory import in_memory  # noqa: PLC0415

        answerer = self._answerer()
        return open_desk(
            self._store,
            self._embedder,
            self._signed.before(answerer, self._store),
            memory=in_memory(),
            directory=self._directory,
            today=self.today,
            lookup=Lookup(self._store),
            induction=inductions(self._store, answerer, self._records, self.today),
        )

    def directory_file(self) -> Path | None:
        """The file of schools, places and contacts that the settings name."""
        return self._settings.directory

    def readers(self, model: str | None) -> Sequence[Reader]:
        """The norm reader; with a model named here or by the settings, the model alone and both together too."""
        from adapters.command_line.eval_readers import side_by_side  # noqa: PLC0415 - see the module's docstring
        from bot.model.calling import ModelError  # noqa: PLC0415
        from bot.model.choosing import chosen_model  # noqa: PLC0415
        from bot.model.reading import Stance  # noqa: PLC0415

        settings = self._settings.model_copy(update={"model": model}) if model else self._settings
        try:
            chosen = chosen_model(settings) if settings.model else None
        except ModelError as fault:
            refuse(f"{settings.model}: {fault}")
        return side_by_side(self._answerer_with, chosen, Stance(settings.model_budget, settings.model_seconds))

    def sources(self) -> Mapping[str, str]:
        """The text of every version in force, by version."""
        policies = (policy for school in self._store.schools() for policy in self._store.policies(school))
        return {policy.version: self._store.text(policy) for policy in policies}

    def _answerer(self) -> Answerer:
        return self._answerer_with(self._second)

    def _answerer_with(self, second: SecondReader | None) -> Answerer:
        from bot.answering import Answerer, Networks  # noqa: PLC0415 - see the module's docstring
        from knowledge.adjudicator import adjudicator  # noqa: PLC0415
        from knowledge.pair_scorer import pair_scorer  # noqa: PLC0415
        from knowledge.search import Search  # noqa: PLC0415

        search = Search(self._store, self._embedder, server=self._settings.chroma)
        return Answerer(self._store, search, self._embedder, Networks(pair_scorer(), adjudicator()), second)

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        """The procedure for ``topic`` as a card, of what ``role`` may see."""
        from bot.lookup.lookup import Lookup  # noqa: PLC0415 - see the module's docstring

        return Lookup(self._store).lookup(topic, school, role)

    def office(self, school: str) -> RealOffice:
        """The office of ``school``, over the records. Raises RefusedError where these can't be used."""
        from adapters.command_line.office import Lazily, RealOffice, inductions  # noqa: PLC0415 - see the module's docstring

        guide = inductions(self._store, Lazily(self._answerer), self._records, self.today)
        return RealOffice(school, guide, self._records, self._embedder.embed, self._settings.data)

    def curation(self, school: str) -> RealCuration:
        """The signed answers of ``school``; read by the norms alone, as every signed answer is held against them."""
        from adapters.command_line.curation import RealCuration  # noqa: PLC0415 - see the module's docstring

        return RealCuration(school, self._store, self._signed, lambda: self._answerer_with(None), self.today)

    def often_asked(self, school: str) -> Sequence[str]:
        """Within the year, for each question that enough different people asked, one wording of it. Raises RefusedError."""
        from adapters.command_line.often import often_asked  # noqa: PLC0415 - see the module's docstring

        return often_asked(school, self._records, self._embedder.embed)

    def explain(self, question: Question) -> Explanation:
        """How the answer to ``question``, read with the messages before it, is reached."""
        from bot.conversation import in_conversation  # noqa: PLC0415 - see the module's docstring

        answers = self._signed.before(self._answerer(), self._store)
        return answers.explain(in_conversation(question), self.today())

    def versions(self, school: str, policy: str) -> Sequence[Kept]:
        """Every version of a policy that is kept, newest first. Raises RefusedError where there is none of that name."""
        found = self._store.versions(school, policy)
        if not found:
            refuse(f"{policy}: {school} has no policy of that name. It has: {', '.join(each.name for each in self.policies(school))}.")
        readings = ((each, self._store.past(school, policy, each.version)) for each in reversed(found))
        return tuple(Kept(each.version, each.added, self._store.outline(past)) for each, past in readings)

    def history(self, school: str, policy: str) -> History:
        """Which versions of a policy were in force, and how they came to be."""
        return self._store.history(school, policy)

    def roll_back(self, school: str, policy: str, order: Order, progress: Progress) -> RolledBack:
        """Put an earlier version of a policy in force, or what the newest roll-back replaced. Raises RefusedError."""
        from knowledge.index.generation import Builder  # noqa: PLC0415 - see the module's docstring
        from knowledge.rollback import RollBack  # noqa: PLC0415

        with _refusals():
            return RollBack(Builder(self._store, self._embedder, self._settings.chroma), progress).run(school, policy, order)

    def today(self) -> date:
        """The day that the settings name, or today here."""
        return self._settings.today or datetime.now().astimezone().date()

    @cached_property
    def _second(self) -> ModelReader | None:
        if not self._settings.model:
            return None
        from bot.model.calling import ModelError  # noqa: PLC0415 - see the module's docstring
        from bot.model.choosing import chosen_reader  # noqa: PLC0415

        try:
            return chosen_reader(self._settings)
        except ModelError as fault:
            refuse(f"VERSE_MODEL: {fault}")

    @cached_property
    def _directory(self) -> Directory:
        from bot.directory import Directory  # noqa: PLC0415 - see the module's docstring
        from bot.directory_reading import DirectoryFaultyError, read_directory  # noqa: PLC0415

        try:
            return read_directory(self._settings.directory) if self._settings.directory else Directory()
        except DirectoryFaultyError as faulty:
            refuse(str(faulty))

    @cached_property
    def _records(self) -> Records:
        from bot.records.engine import open_records  # noqa: PLC0415 - see the module's docstring
        from bot.records.unusable import RecordsUnusableError  # noqa: PLC0415

        url = self._settings.database_url
        try:
            return open_records(self._settings.data, url.get_secret_value() if url else None)
        except RecordsUnusableError as fault:
            refuse(str(fault))

    @cached_property
    def _signed(self) -> SignedHere:
        from adapters.command_line.curation import SignedHere  # noqa: PLC0415 - see the module's docstring

        url = self._settings.database_url
        here = SignedHere(self._settings.data, url.get_secret_value() if url else None, lambda: self._records)
        return self._kept_signed or here

    @cached_property
    def _store(self) -> Store:
        from knowledge.store import Store  # noqa: PLC0415 - see the module's docstring

        return Store(self._settings.data)

    @cached_property
    def _embedder(self) -> OnnxEmbedder:
        from knowledge.embedder import OnnxEmbedder  # noqa: PLC0415 - see the module's docstring

        return OnnxEmbedder()


def _settings(data: Path | None) -> Settings:
    try:
        return read_settings(data)
    except SettingsFaultyError as fault:
        refuse(str(fault))


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can put right becomes a refusal."""
    from knowledge.index.chroma import IndexUnusable  # noqa: PLC0415 - see the module's docstring
    from knowledge.ingest import NothingToIngest  # noqa: PLC0415
    from knowledge.rollback import NothingToRollBack  # noqa: PLC0415
    from knowledge.writer_lock import StoreBusy  # noqa: PLC0415

    try:
        yield
    except (IndexUnusable, NothingToIngest, NothingToRollBack, StoreBusy) as fault:
        refuse(str(fault))


def _policy(store: Store, kept: Stored) -> Policy:
    from knowledge.metadata import Metadata  # noqa: PLC0415 - see the module's docstring
    from knowledge.plain import from_json  # noqa: PLC0415

    metadata = from_json(Metadata, kept.metadata)
    oddities = (oddity.text for oddity in kept.oddities if oddity.kind not in EDGES)
    odd = (*oddities, *(problem.text for problem in metadata.problems))
    return Policy(kept.school, kept.slug, kept.title, kept.version, store.outline(kept), odd, metadata.due)


def _read(report: FileReport) -> Read:
    oddities = (f"{EDGES.get(oddity.kind, '')}{oddity.text}" for oddity in report.oddities)
    odd = (*oddities, *(problem.text for problem in report.problems))
    return Read(report.file.name, report.school, report.state, report.policy, report.clauses, odd, report.reason)
