"""Every check over a school's policies, in the order that a person would put things right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.answer import Answer, Question
from bot.health.contradictions import contradictions
from bot.health.dated import replaced
from bot.health.report import Checked, Finding, Gap, HealthReport, Subject, places
from bot.health.terms import undefined
from knowledge.references import Reference, not_here, references
from knowledge.vocabulary import tables

UNANSWERED = frozenset({"not_covered", "out_of_scope"})


def examine(school: str, subjects: Sequence[Subject], day: date) -> HealthReport:
    """What is wrong with the policies of ``school`` as of ``day``."""
    checked = (Checked(each.name, each.title, each.version, tuple(findings(each, day, subjects))) for each in subjects)
    return HealthReport(school, day, tuple(checked))


def findings(subject: Subject, day: date, subjects: Sequence[Subject] = ()) -> Iterator[Finding]:
    """What is wrong with one policy; ``subjects`` are all those of its school. A contradiction is said with the first of its policies."""
    every = tuple(subjects) if subject in subjects else (subject, *subjects)
    yield from _review(subject, day)
    yield from (Finding("numbering", problem.text) for problem in subject.outline.problems)
    yield from (Finding("reading", oddity) for oddity in subject.oddities)
    yield from contradictions(subject, every)
    yield from replaced(subject.outline, day)
    yield from undefined(subject.outline, [each.outline for each in every])
    titles = [title for each in every for title in _titles(each)]
    yield from (_missing(reference) for reference in not_here(references(subject.outline), titles))


def gaps(school: str, answer: Callable[[Question, date], Answer], day: date) -> tuple[Gap, ...]:
    """The common questions (``questions.toml``) that no clause of ``school`` answers; ``answer`` is asked each."""
    common = tables("bot.health", "questions.toml")["question"]
    return tuple(Gap(topic, text) for topic, text in common.items() if answer(Question(school, text), day).verdict in UNANSWERED)


def _review(subject: Subject, day: date) -> Iterator[Finding]:
    if subject.due is None:
        yield Finding("review", "no date for its next review")
    elif subject.due < day:
        yield Finding("review", f"review overdue since {subject.due:%B %Y}")


def _titles(subject: Subject) -> tuple[str, ...]:
    """What a policy and the documents in it may be called."""
    return (subject.title, subject.name.replace("-", " "), *(part.title for part in subject.outline.parts))


def _missing(reference: Reference) -> Finding:
    text = f"refers to a document that is not here: {reference.name} ({places(reference.addresses)})"
    return Finding("reference", text, reference.addresses)
