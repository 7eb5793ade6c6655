"""Clause sentences read into norms: who must, must not or may do what, when, except when, with whose approval.

Cues are in ``cues.toml``, the patterns that are no cue in ``reading.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from knowledge.norms.concepts import concepts
from knowledge.norms.cues import MODAL, Cue, cues
from knowledge.norms.definitions import says_meaning
from knowledge.norms.quantities import Quantity, quantities
from knowledge.vocabulary import compiled

Modality = Literal["must_not", "should_not", "need_not", "may", "may_with_approval", "must", "should", "none"]
Strength = Literal["must", "should"]
BANS: Final[frozenset[Modality]] = frozenset({"must_not", "should_not"})

_RANK = ("must_not", "should_not", "need_not", "may", "must", "should")
_OVERRIDING = frozenset({"must_not", "should_not", "need_not", "may"})  # of a lead-in, over an item's own duty
_ITEM_HEAD = 12  # characters of an item in which its own ban or exemption overrides its lead-in's
_BEARER_REACH = 90  # characters up to the end of the modal cue that may name the bearer
_BEARER_OPENING = 60  # characters that may name them where there is no modal cue

# What "yes" says, and "no", to a question that asks for a duty, for advice, for leave.
_SAID: dict[str, tuple[Modality, Modality]] = {
    "duty": ("must", "need_not"),
    "advice": ("should", "should_not"),
    "leave": ("may", "must_not"),
}


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm of a clause.

    ``text`` is the sentence with its lead-in before it; ``main`` the words outside its exception, ``exception`` those of
    the exception. ``modality`` is the chief one; ``labels`` those of every cue found; ``bounds`` the amounts that limit it.
    ``bearers`` are the parties named before the modal cue, ``parties`` all that are named.
    """

    text: str
    modality: Modality
    strength: Strength | None
    main: str
    exception: str
    bearers: frozenset[str]
    parties: frozenset[str]
    topics: frozenset[str]
    bounds: tuple[Quantity, ...]
    labels: frozenset[str]
    needs_approval: bool
    reports: bool
    defines: bool


def _expressions(table: str, flags: re.RegexFlag) -> Mapping[str, re.Pattern[str]]:
    return compiled("knowledge.norms", "reading.toml", table, flags)


def _split(text: str, found: tuple[Cue, ...]) -> tuple[str, str]:
    """``text`` without its exception, and the exception: from the cue to the end of its clause."""
    cue = next((c for c in found if c.label == "exception"), None)
    if cue is None:
        return text, ""
    if cue.start <= 1:
        comma = text.find(",", cue.end)
        return (text[comma + 1 :], text[:comma]) if comma > 0 else ("", text)
    stop = re.search(r"[.;]\s", text[cue.end :])
    end = cue.end + stop.start() if stop else len(text)
    return text[: cue.start] + text[end:], text[cue.start : end]


def _bearers(text: str, modal: Cue | None) -> frozenset[str]:
    head = text[: modal.end] if modal else text[:_BEARER_OPENING]
    return concepts(head[-_BEARER_REACH:], "party")


def _chief(found: tuple[Cue, ...], main_end: int, lead: int) -> Cue | None:
    """The modal cue that rules: an item's own before its lead-in's, a ban before a duty, outside the exception."""
    modal = [c for c in found if c.label in MODAL and c.start < main_end]
    own = [c for c in modal if c.start >= lead]
    led = [c for c in modal if c.start < lead]
    strong = [c for c in led if c.label in _OVERRIDING]
    if strong and not any(c.label in {"must_not", "need_not"} and c.start - lead < _ITEM_HEAD for c in own):
        return strong[-1]
    order = [c for pool in (own, led) for label in _RANK for c in pool if c.label == label]
    return order[0] if order else None


def _needs_approval(main: str, exception: str, modality: str, labels: frozenset[str]) -> bool:
    """A ban whose exception speaks of approval, or words that make the main clause wait for it."""
    if modality in BANS and any(c.label == "approval" for c in cues(exception)):
        return True
    approval, binding = _expressions("approval", re.IGNORECASE), unconceded(main)
    return "approval" in labels and bool(approval["asked_for"].search(binding)) and not approval["waived"].search(binding)


def unconceded(text: str) -> str:
    """``text`` without what it says changes nothing: "even where a parent has agreed", "whatever the pupil's age"."""
    return _expressions("approval", re.IGNORECASE)["conceded"].sub(" ", text)


def _asks(lead_in: str) -> bool:
    """Whether a lead-in is a question ("May I drive pupils?"), whose words rule nothing of what is said under it."""
    return lead_in.rstrip().endswith("?")


def _answered(lead_in: str, sentence: str) -> Modality:
    """What "Yes" or "No" to the question in the lead-in says, where nothing else does."""
    if not _asks(lead_in):
        return "none"
    answers = _expressions("answers", re.IGNORECASE)
    asked = next((kind for kind in _SAID if answers[kind].search(lead_in)), None)
    said = next((place for place, each in enumerate(("yes", "no")) if answers[each].match(sentence)), None)
    return "none" if asked is None or said is None else _SAID[asked][said]


def _in_row(sentence: str, otherwise: Modality) -> Modality:
    """What a table's row says; its cells rule in words that are no cue elsewhere ("Yes")."""
    rows = _expressions("rows", re.NOFLAG)
    return next((cast("Modality", name) for name, expression in rows.items() if expression.search(sentence.lower())), otherwise)


def _strength(chief: Cue | None) -> Strength | None:
    if chief is None:
        return None
    return "should" if chief.strength == "should" else "must"


@cache
def read_norm(sentence: str, lead_in: str = "", header: str = "") -> Norm:
    """The norm of ``sentence``, with ``lead_in`` (list words it hangs on) before it; ``header`` is its table's, where it is a row."""
    text = f"{lead_in} {sentence}".strip()
    lead = len(text) - len(sentence)
    found = tuple(cue for cue in cues(text) if cue.start >= lead) if _asks(lead_in) else cues(text)
    main, exception = _split(text, found)
    cut = text.find(exception) if exception else 0
    chief = _chief(found, cut if cut > 0 else len(text), lead)
    labels = frozenset(c.label for c in found)
    modality = cast("Modality", chief.label) if chief else _answered(lead_in, sentence)
    if header or " | " in sentence:
        modality = _in_row(sentence, modality)
    needs = _needs_approval(main, exception, modality, labels)
    return Norm(
        text=text,
        modality="may_with_approval" if needs and modality in {"may", "none"} else modality,
        strength=_strength(chief),
        main=main,
        exception=exception,
        bearers=_bearers(text, chief),
        parties=concepts(text, "party"),
        topics=concepts(text),
        bounds=tuple(each for each in quantities(text) if each.kind != "count" or each.relation != "="),  # "two forms" bounds nothing
        labels=labels,
        needs_approval=needs,
        reports="report" in labels,
        defines=says_meaning(text) is not None,
    )
