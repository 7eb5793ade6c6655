"""Signing answers and keeping them, over the real records; without any signed answer, the records are not even loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.command_line.refused import RefusedError, refuse
from bot.curated.answering import CuratedAnswers, Reader
from bot.curated.clauses import InForce, Lapsed, lapsed
from bot.curated.signed import Signed
from bot.curated.signing import Draft, NotSignedError, Signing
from bot.records.curated_there import may_be_signed
from knowledge.store import Store

if TYPE_CHECKING:
    from bot.records.curated import SignedAnswers
    from bot.records.engine import Records


@dataclass(frozen=True, slots=True)
class SignedHere:
    """The signed answers that the settings name; the records are opened when there may be one."""

    folder: Path
    url: str | None
    open: Callable[[], Records]

    def of(self, school: str) -> Sequence[Signed]:
        """Those of ``school`` that were not withdrawn. Raises OSError, also where the records can't be opened."""
        if not may_be_signed(self.folder, self.url):
            return ()
        try:
            return self.kept().of(school)
        except RefusedError as fault:
            raise OSError(str(fault)) from None

    def kept(self) -> SignedAnswers:
        """All of them, to add to. Raises RefusedError."""
        from bot.records.curated import SignedAnswers  # noqa: PLC0415 - most schools have no signed answers

        return SignedAnswers(self.open())

    def before(self, reader: Reader, store: Store) -> Reader | CuratedAnswers:
        """``reader``, with the signed answers before its own where there may be any."""
        return CuratedAnswers(reader, store, self.of) if may_be_signed(self.folder, self.url) else reader


@dataclass(frozen=True, slots=True)
class RealCuration:
    """One school's signed answers; ``reader`` says what would be answered without them."""

    school: str
    store: Store
    signed: SignedHere
    reader: Callable[[], Reader]
    today: Callable[[], date]

    def sign(self, draft: Draft) -> Signed:
        """Sign and keep an answer. Raises RefusedError."""
        try:
            made = Signing(self.store, self.reader(), lambda: datetime.now(UTC)).sign(self.school, draft, self.today())
        except NotSignedError as fault:
            refuse(str(fault))
        self.signed.kept().keep(made)
        return made

    def withdraw(self, name: str, by: str) -> bool:
        """Withdraw an answer; False where none of that name stands."""
        return self.signed.kept().withdraw(self.school, name, by)

    def every(self) -> Sequence[Signed]:
        """All that were ever signed, the newest first."""
        return self.signed.kept().every(self.school)

    def standing(self) -> Sequence[Signed]:
        """Those that were not withdrawn; needs no records where there are none."""
        return self.signed.of(self.school)

    def lapsed(self) -> Sequence[Lapsed]:
        """Those that no longer hold with the policies in force here."""
        return tuple(lapsed(InForce(self.store), self.standing()))
