"""``verse versions`` and ``verse rollback``: what was in force when, and how to go back to it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.command_line.curating import tell_lapsed
from adapters.command_line.documents import named_policy
from adapters.command_line.parts import Parts, Policy
from adapters.command_line.progress import watched
from bot.printable import printable
from knowledge.history import History, Moment
from knowledge.rollback import Order

SHOWN = 12  # characters of a version's hash
ACTS = {"ingest": "read in", "rollback": "rolled back to", "undo": "put back"}


def versions(parts: Parts, name: str, school: str | None) -> None:
    """Print which version of a policy was in force from when, and who put it there, the newest first."""
    policy = named_policy(parts, name, school)
    history = parts.history(policy.school, policy.name)
    added = {kept.version: kept.since for kept in parts.versions(policy.school, policy.name)}
    table = Table("Version", "From (UTC)", "How", "By", "", box=None, pad_edge=False)
    for moment in reversed(history.changes()):
        when = moment.at or added.get(moment.version, "")
        cells = (moment.version[:SHOWN], when[:16].replace("T", " "), ACTS[moment.how.act], moment.how.by, _state(history, moment))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console = Console(highlight=False)
    console.print(Text(printable(policy.title), style="bold"), Text(f" {policy.school}/{policy.name}", style="dim"))
    console.print(table)


def roll_back(parts: Parts, name: str, school: str | None, order: Order) -> None:
    """Put an earlier version in force, or what the newest roll-back replaced, and print what that means."""
    policy = named_policy(parts, name, school)
    with watched() as progress:
        done = parts.roll_back(policy.school, policy.name, order, progress)
    console = Console(highlight=False)
    console.print(
        Text(f"{policy.school}/{policy.name}: version {done.now[:SHOWN]} is in force again; {done.was[:SHOWN]} is not.", style="bold")
    )
    for line in (f"Kept with the time: {order.by}.", *_next(policy, undo=order.undo)):
        console.print(Text(printable(line)), soft_wrap=True)
    tell_lapsed(parts, [policy.school], before="Signed answers that do not hold with it:")


def _next(policy: Policy, *, undo: bool) -> tuple[str, ...]:
    named = f"{policy.name} --school {policy.school}"
    told = "Who has acknowledged another version is asked to read only what differs, and to sign again."
    return (told,) if undo else (told, f"To undo this: verse rollback {named} --undo")


def _state(history: History, moment: Moment) -> str:
    if moment == history.changes()[-1]:
        return "in force"
    return "taken back" if moment.version in history.taken_back() else ""
