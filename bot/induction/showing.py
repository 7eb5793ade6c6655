"""The induction's cards: an opening, a section to read, a question, a statement, the signature, the receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from bot.card import STAYS, Block, Button, Card, Field, Heading, Quote, Rows, Words
from bot.induction.binding import KINDS, Bond, Statement, whole
from bot.induction.changes import Gone, changed_words
from bot.induction.path import Path, digest
from bot.induction.scenarios import Scenario
from bot.induction.where import Agreeing, Reading, Signing, name_of
from bot.induction.wording import said
from bot.lookup.showing import plain_text
from bot.messages import Asker
from bot.records.receipt import Receipt
from bot.verify import flat

Stage = Literal["welcome", "resume", "changed"]
PERSON = Button(said("button", "person"), "person", lasting=True)
GO_ON = Button(said("button", "go_on"), "induction_next", weight="first")


def card(title: str, blocks: Sequence[Block], buttons: tuple[Button, ...] = (), fields: tuple[Field, ...] = ()) -> Card:
    """A card of the induction, with the way to a person."""
    shown = tuple(blocks)
    return Card(title, shown, buttons=(*buttons, PERSON), fields=fields, plain=plain_text(title, shown))


def note_card(name: str, buttons: tuple[Button, ...] = (), line: str = "") -> Card:
    """A title and a line of the same name ("nothing", "refused", "done")."""
    return card(said("title", name), (Words(said("line", line or name)),), buttons)


def opening(path: Path, read: int, gone: Sequence[Gone], stage: Stage, seen: tuple[Button, ...] = ()) -> Card:
    """What the induction is, or how far it is; what of it a new version has taken away. ``seen``: the way to ``oversight``."""
    total = str(len(path.sections))
    line = said("line", stage, read=str(read), total=total, sections=total)
    removed: list[Block] = [Heading(said("line", "removed"))] if gone else []
    removed += [Quote(each.text, each.address, each.title) for each in gone]
    button = Button(said("button", "start"), "induction_next", weight="first") if stage == "welcome" else GO_ON
    return card(said("title", "again" if stage == "changed" else "start"), (Words(line), *removed), (button, *seen))


def oversees(asker: Asker) -> bool:
    """Whether this person may see who has finished."""
    return asker.role == "dsl" or "office" in asker.duties


def oversight(asker: Asker) -> tuple[Button, ...]:
    """The way to the table of who has finished, for who may see it."""
    return (Button(said("button", "status"), "induction_status"),) if oversees(asker) else ()


def reading(at: Reading, read: int, olds: Mapping[str, str] | None = None) -> Card:
    """A section: its clauses by what they ask. ``olds``: the earlier words of a clause by its mark, "" for a new one."""
    blocks: list[Block] = [Words(said("line", "progress", read=str(read), total=str(at.total)), "quiet")]
    for kind in KINDS:
        bonds = [bond for bond in at.section.bonds if bond.kind == kind]
        blocks += [Heading(said("kind", kind))] if bonds else []
        for bond in bonds:
            blocks += _clause(bond, None if olds is None else olds.get(bond.mark, ""))
    title = said("title", "section", policy=at.section.title, number=str(at.number), total=str(at.total))
    return card(title, blocks, (Button(said("button", "read"), "induction_next", f"read:{name_of(at.section)}", weight="first"),))


def _clause(bond: Bond, old: str | None) -> Iterator[Block]:
    """The clause, beside what it was where it was read before."""
    if old:
        yield Words(said("line", "before"), "quiet")
        yield Quote(old, bond.clause.address, bond.title)
        yield Words(said("line", "now"), "quiet")
    elif old is not None:
        yield Words(said("line", "fresh"), "quiet")
    yield quoted(bond, changed_words(old, bond.text) if old else "")


def quoted(bond: Bond | Statement, marked: str = "") -> Quote:
    """The clause word for word."""
    clause = bond.clause
    page = said("line", "page", page=str(clause.page)) if clause.page else ""
    version = said("line", "version", version=bond.version[:8])
    return Quote(whole(clause), clause.address, " · ".join(filter(None, (bond.title, *map(flat, clause.path), page, version))), marked)


def asking(scenario: Scenario) -> Card:
    """The question with its choices."""
    choices = (Button(said("choice", each), "induction_choose", f"{scenario.name}:{each}") for each in scenario.choices)
    return card(said("title", "scenario"), (Words(said("line", "question", question=scenario.question)),), tuple(choices))


def outcome(scenario: Scenario, *, right: bool) -> Card:
    """Whether it was right, and the clause that says so."""
    lines: list[Block] = [Words(scenario.question), Words(said("choice", scenario.right), "good")]
    lines += [] if right else [Words(said("line", "comes_back"))]
    citation = scenario.answer.citations[0]
    clause = Quote(citation.clause, citation.ref, citation.policy, citation.quote if citation.quote != citation.clause else "")
    return card(said("title", "right" if right else "wrong"), (*lines, clause), (GO_ON,))


def agreeing(at: Agreeing) -> Card:
    """One statement of the policy's own agreement."""
    title = said("title", "agree", policy=at.statement.title, number=str(at.number), total=str(at.total))
    button = Button(said("button", "agree"), "induction_agree", at.statement.mark, weight="first")
    return card(title, (Words(said("line", "agree")), quoted(at.statement)), (button,))


def signing(at: Signing, path: Path, *, amiss: str = "") -> Card:
    """The policies to sign, and the name to type. ``amiss`` names the line that says what went wrong before."""
    titles = [policy for policy in path.policies if policy.slug in at.policies]
    rows = tuple((policy.title, said("line", "version", version=policy.version[:8])) for policy in titles)
    lines: list[Block] = [Words(said("line", amiss), "warning")] if amiss else []
    title = said("title", "unsigned" if amiss else "sign")
    button = Button(said("button", "sign"), "induction_sign", sign_value(path, at.policies), weight="first")
    return card(title, (*lines, Words(said("line", "sign")), Rows(rows)), (button,), (Field("name", said("line", "name")),))


def sign_value(path: Path, policies: Sequence[str]) -> str:
    """What a signature is for: another version in force since makes another."""
    return digest(f"{slug}:{path.bound_by(slug)}" for slug in policies)


def receipts(found: Sequence[Receipt], titles: Mapping[str, str]) -> Card:
    """Shown only when all of ``found`` are on the disk; it stays, for the person to keep."""
    first = found[0]
    when = f"{first.when:%d %B %Y, %H:%M} UTC".lstrip("0")
    lines: list[Block] = [Words(said("line", "recorded", when=when, person=first.acknowledgement.typed_name), "good")]
    rows = tuple((_policy(each, titles), f"{said('line', 'receipt', number=str(each.number))}: {each.link}") for each in found)
    return card(said("title", "recorded"), (*lines, Rows(rows)), (replace(GO_ON, value=STAYS),))


def _policy(receipt: Receipt, titles: Mapping[str, str]) -> str:
    said_of = receipt.acknowledgement
    return said("line", "policy", policy=titles.get(said_of.policy, said_of.policy), version=said_of.version[:8])
