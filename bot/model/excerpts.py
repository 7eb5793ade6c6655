"""What of a school's policies a model is sent: whole policies while they fit, the best-matching whole before any in pieces.

Every clause has an id that is the same in every request of that school ("p2.c17": the second policy by name, its clause c17), and the
policies stand in the same order, so that a provider can keep what it has read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.decide.decision import Source
from bot.model.redact import cleaned
from bot.shelf import Shelf
from bot.verify import flat
from knowledge.clauses import Clause, Outline
from knowledge.neighbours import neighbours

CHARACTERS_A_TOKEN = 3.5  # of English with ids and numbers, a little less than is usual, so that the budget is kept
CLOSEST = 8  # clauses of a policy sent in pieces that bring along what belongs to them


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One clause that can be cited: its id in the request, and its passages' places on the shelf."""

    id: str
    source: Source
    clause: Clause
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What is sent. ``text`` is all of it; ``left_out`` names the policies (or "in part: …") that did not fit."""

    text: str
    by_id: Mapping[str, Excerpt]
    left_out: tuple[str, ...]


def tokens(text: str) -> int:
    """About how many tokens ``text`` costs."""
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


def excerpts(shelf: Shelf, open_to: Sequence[bool], near: Sequence[float], budget: int) -> Excerpts:
    """What fits into ``budget`` tokens of what may be seen; ``open_to`` and ``near`` (higher is nearer) run beside ``shelf.places``."""
    policies = tuple(_policies(shelf, open_to))
    chosen: dict[int, tuple[Excerpt, ...]] = {}
    left_out: list[str] = []
    room = budget
    for number in sorted(range(len(policies)), key=lambda n: -_nearest(policies[n], near)):
        whole = policies[number]
        cost = tokens(_shown(whole))
        # Once a policy is in pieces the room is used up; a smaller one further down does not slip in before it.
        taken = whole if cost <= room else _pieces(whole, near, room)
        room = room - cost if taken is whole else 0
        if taken:
            chosen[number] = taken
        if len(taken) < len(whole):
            left_out.append(f"in part: {flat(whole[0].source.title)}" if taken else flat(whole[0].source.title))
    text = "\n\n".join(_shown(chosen[number]) for number in sorted(chosen))
    return Excerpts(text, {each.id: each for number in chosen for each in chosen[number]}, tuple(left_out))


def _policies(shelf: Shelf, open_to: Sequence[bool]) -> Iterator[tuple[Excerpt, ...]]:
    """The clauses of each policy that may be seen, in reading order; a policy's number counts those that may not be seen too."""
    numbers = {policy.slug: number for number, policy in enumerate(shelf.policies, 1)}
    grouped: dict[str, dict[str, list[int]]] = {}
    for place, at in enumerate(shelf.places):
        if open_to[place]:
            grouped.setdefault(at.source.policy, {}).setdefault(at.clause.id, []).append(place)
    for slug, clauses in grouped.items():
        first = (shelf.places[places[0]] for places in clauses.values())
        yield tuple(
            Excerpt(f"p{numbers[slug]}.{at.clause.id}", at.source, at.clause, tuple(places))
            for at, places in zip(first, clauses.values(), strict=True)
        )


def _nearest(policy: Iterable[Excerpt], near: Sequence[float]) -> float:
    return max((near[place] for each in policy for place in each.places), default=0.0)


def _pieces(policy: tuple[Excerpt, ...], near: Sequence[float], room: int) -> tuple[Excerpt, ...]:
    """The nearest clauses with what belongs to them, as many as fit, in reading order."""
    by_clause = {each.clause.id: each for each in policy}
    outline = Outline((), tuple(each.clause for each in policy))
    taken: dict[str, Excerpt] = {}
    order = sorted(policy, key=lambda each: -_nearest((each,), near))
    for rank, each in enumerate(order):
        belongs = _belonging(outline, each.clause) if rank < CLOSEST else ()
        group = {c: by_clause[c] for c in (each.clause.id, *belongs) if c not in taken}
        cost = tokens(_shown(tuple({**taken, **group}.values())))
        if cost > room:
            break
        taken |= group
    return tuple(each for each in policy if each.clause.id in taken)


def _belonging(outline: Outline, clause: Clause) -> tuple[str, ...]:
    found = neighbours(outline, clause)
    return tuple(each.id for group in (found.lead_ins, found.under, found.definitions, found.exceptions) for each in group)


def _shown(policy: tuple[Excerpt, ...]) -> str:
    if not policy:
        return ""
    return "\n".join((f'<policy title="{flat(cleaned(policy[0].source.title))}">', *_lines(policy), "</policy>"))


def _lines(policy: tuple[Excerpt, ...]) -> Iterator[str]:
    """Headings where they change, lead-ins where they are not the line above, and each clause on a line."""
    shown = {each.clause.id for each in policy}
    path: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    for each in policy:
        clause = each.clause
        if clause.path != path:
            path = clause.path
            yield "# " + flat(cleaned(" > ".join(path)))
        if clause.lead_in and clause.lead_in != under and (clause.kind == "table_row" or clause.parent not in shown):
            yield f"(introduced by: {flat(cleaned(' '.join(clause.lead_in)))})"
        under = clause.lead_in
        yield f"{'  ' * len(clause.lead_in)}[{each.id}] {flat(cleaned(clause.address))} | {flat(cleaned(clause.text))}"
