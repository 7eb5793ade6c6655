"""The induction as the desk calls it: a press in, the next card out. What is shown is the store's, what is done goes to the records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import Protocol

from bot.answer import Role
from bot.card import Card
from bot.induction import showing
from bot.induction.changes import before, gone, read_before
from bot.induction.path import Path, Section, read_path
from bot.induction.progress import Part, Progress, Step
from bot.induction.scenarios import Answers, Scenario, scenarios
from bot.induction.standing import Standing, standing, status
from bot.induction.where import Agreeing, Done, Next, Reading, Signing, done, name_of, open_sections, sections_read, to_sign, upcoming
from bot.messages import Asker, Press
from bot.records.receipt import Acknowledgement, Receipt
from bot.records.written import person_of
from knowledge.store import Store

LONGEST_NAME = 200  # characters

Fields = tuple[tuple[str, str], ...]


class Acknowledging(Protocol):
    """Keeps acknowledgements for good."""

    def record(self, acknowledgement: Acknowledgement) -> Receipt:
        """Keep it: on the disk when this returns. The same event again is the first's receipt. Raises OSError."""
        ...


@dataclass(slots=True)
class Inductions:
    """Everyone's induction over one store. Safe to share between threads."""

    store: Store
    answers: Answers
    progress: Progress
    acknowledging: Acknowledging
    today: Callable[[], date]
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    _paths: dict[tuple[str, str], Path] = field(default_factory=dict, init=False)
    _scenarios: dict[tuple[str, str, int, str], tuple[Scenario, ...]] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def open(self, asker: Asker) -> Card:
        """Where this person stands. Raises as ``card``."""
        return self.card(asker, "induction")

    def pressed(self, press: Press) -> Card:
        """What follows a press of one of the induction's buttons. Raises as ``card``."""
        return self.card(press.asker, press.action, press.value, press.fields)

    def card(self, asker: Asker, action: str, value: str = "", fields: Fields = ()) -> Card:
        """The card after ``action`` ("induction", "induction_next", "_choose", "_agree", "_sign", "_status").

        Raises UnknownName for a school that is not there, OSError where progress can't be kept: nothing is then said to be.
        """
        if action == "induction_status":
            return status(asker, self.standings(asker.school))
        asker = self._as_started(asker)
        path = self.path(asker)
        if not path.sections and not path.statements:
            return showing.note_card("nothing")
        acts: dict[str, Callable[[], Card]] = {
            "induction": lambda: self._opening(asker, path),
            "induction_choose": lambda: self._chosen(asker, path, value),
            "induction_sign": lambda: self._signed(asker, path, value, dict(fields).get("name", "")),
        }
        return acts.get(action, lambda: self._next(asker, path, action, value))()

    def path(self, asker: Asker) -> Path:
        """The path of this asker's school and role as it is in force. Raises UnknownName."""
        return self._path(asker.school, asker.role)

    def _path(self, slug: str, role: Role) -> Path:
        school = self.store.school(slug)
        with self._lock:
            held = self._paths.get((slug, role))
        if held is None or held.school != school:
            held = read_path(self.store, school, role)
            with self._lock:
                self._paths[slug, role] = held
        return held

    def standings(self, school: str) -> tuple[Standing, ...]:
        """How far everybody is who has started at ``school``. Raises UnknownName, OSError."""
        return tuple(standing(each, self._path(school, each.role)) for each in self.progress.travellers(school))

    def start(self, asker: Asker, by: str) -> None:
        """Start somebody's induction on the word of ``by``; one that has started goes on. Raises OSError."""
        if not self._steps(asker):
            self._mark(asker, ("start", "path", by))

    def _as_started(self, asker: Asker) -> Asker:
        """Who was started as a new starter goes on as one, though where they write they are staff: both may see the same documents."""
        if asker.role != "staff" or self._steps(asker):
            return asker
        starter = replace(asker, role="new_starter")
        return starter if self._steps(starter) else asker

    def _done(self, asker: Asker) -> Done:
        return done(self._steps(asker))

    def _steps(self, asker: Asker) -> tuple[Step, ...]:
        return self.progress.steps(person_of(asker), asker.school, asker.role)

    def _mark(self, asker: Asker, *steps: tuple[Part, str, str]) -> None:
        kept = tuple(Step(part, item, state, self.now()) for part, item, state in steps)
        self.progress.mark(person_of(asker), asker.school, asker.role, kept)

    def _opening(self, asker: Asker, path: Path) -> Card:
        so_far = self._done(asker)
        past = tuple(old for policy in path.policies for old in read_before(self.store, path, policy.slug, so_far.read))
        changed = bool(so_far.signed) and bool(open_sections(path, so_far) or to_sign(path, so_far))
        if so_far.signed and not changed:
            return showing.note_card("done", showing.oversight(asker))
        stage: showing.Stage = "changed" if changed else "resume" if so_far.read else "welcome"
        return showing.opening(path, sections_read(path, so_far), gone(past, path), stage, showing.oversight(asker))

    def _next(self, asker: Asker, path: Path, action: str, value: str) -> Card:
        so_far = self._done(asker)
        steps = _read(path, so_far, value) if action == "induction_next" else _agreed(path, value)
        if steps or not so_far.started:
            self._mark(asker, *(() if so_far.started else (("start", "path", "self"),)), *steps)
            so_far = self._done(asker)
        return self._shown(path, so_far, upcoming(path, so_far, lambda section: self.scenarios(path, section)))

    def _shown(self, path: Path, so_far: Done, at: Next) -> Card:
        match at:
            case Reading():
                return showing.reading(at, sections_read(path, so_far), self._olds(path, so_far, at.section))
            case Scenario():
                return showing.asking(at)
            case Agreeing():
                return showing.agreeing(at)
            case Signing():
                return showing.signing(at, path)
            case _:
                return showing.note_card("done")

    def _olds(self, path: Path, so_far: Done, section: Section) -> dict[str, str] | None:
        """The earlier words of the section's clauses; None where the policy was never signed, so that nothing in it is news."""
        if section.policy not in so_far.signed:
            return None
        still = frozenset(bond.mark for each in path.sections for bond in each.bonds)
        past = read_before(self.store, path, section.policy, so_far.read)
        return {bond.mark: before(bond, past, still) for bond in section.bonds}

    def scenarios(self, path: Path, section: Section) -> tuple[Scenario, ...]:
        """The questions of one section, asked for once a generation and role."""
        key = (path.school.slug, path.role, path.school.generation, section.name)
        with self._lock:
            held = self._scenarios.get(key)
        if held is None:
            held = scenarios(section, self.answers, path.school.slug, path.role, self.today())
            with self._lock:
                self._scenarios[key] = held
        return held

    def _chosen(self, asker: Asker, path: Path, value: str) -> Card:
        name, _, choice = value.partition(":")
        so_far = self._done(asker)
        read = [section for section in path.sections if all(bond.mark in so_far.read for bond in section.bonds)]
        scenario = next((each for section in read for each in self.scenarios(path, section) if each.name == name), None)
        if scenario is None:  # of a card from before the policies changed
            return self._next(asker, path, "induction_next", "")
        right = choice == scenario.right
        self._mark(asker, ("scenario", name, "right" if right else "wrong"))
        return showing.outcome(scenario, right=right)

    def _signed(self, asker: Asker, path: Path, value: str, name: str) -> Card:
        """Record the signature, and only then say so; a press on a card of other words is shown the words in force."""
        so_far = self._done(asker)
        at = upcoming(path, so_far, lambda section: self.scenarios(path, section))
        typed = " ".join(name.split())[:LONGEST_NAME]
        if not isinstance(at, Signing) or value != showing.sign_value(path, at.policies):
            return self._shown(path, so_far, at)
        if not typed:
            return showing.signing(at, path, amiss="no_name")
        try:
            found = tuple(self.acknowledging.record(each) for each in _acknowledgements(asker, path, at, typed))
            self._mark(asker, *(("sign", each.acknowledgement.policy, _state(path, each.acknowledgement)) for each in found))
        except OSError:
            return showing.signing(at, path, amiss="not_recorded")
        return showing.receipts(found, {policy.slug: policy.title for policy in path.policies})


def _read(path: Path, so_far: Done, value: str) -> tuple[tuple[Part, str, str], ...]:
    """The clauses that a press says are read: those of the open section of that very id."""
    wanted = value.removeprefix("read:")
    section = next((each for each in open_sections(path, so_far) if name_of(each) == wanted), None)
    return tuple(("read", bond.mark, bond.version) for bond in section.bonds) if section else ()


def _agreed(path: Path, value: str) -> tuple[tuple[Part, str, str], ...]:
    return tuple(("agree", each.mark, each.version) for each in path.statements if each.mark == value)


def _acknowledgements(asker: Asker, path: Path, at: Signing, name: str) -> tuple[Acknowledgement, ...]:
    """One for each policy; its event is the same however often the button is pressed, so that it is recorded once."""
    person = person_of(asker)
    versions = {policy.slug: policy.version for policy in path.policies}
    return tuple(
        Acknowledgement(
            event=f"induction:{person}:{asker.school}:{asker.role}:{slug}:{versions[slug]}:{path.bound_by(slug)}",
            school=asker.school,
            person=person,
            policy=slug,
            version=versions[slug],
            clauses=tuple(each.clause.address for each in path.statements if each.policy == slug),
            typed_name=name,
        )
        for slug in at.policies
    )


def _state(path: Path, acknowledgement: Acknowledgement) -> str:
    return f"{acknowledgement.version}:{path.bound_by(acknowledgement.policy)}"
