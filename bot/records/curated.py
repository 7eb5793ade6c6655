"""Signed answers: kept for good, with who signed and who withdrew. Nothing of one is ever changed."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, select, update

from bot.curated.signed import Signed, Withdrawn
from bot.records.engine import Clock, Records, utc_now
from bot.records.tables import Curated

WHOLE = "name", "school", "question", "by", "when", "withdrawn"  # columns of their own; the rest is one JSON text


class SignedAnswers:
    """All signed answers of one database."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``."""
        self._records, self._clock = records, clock

    def keep(self, signed: Signed) -> None:
        """Keep a newly signed answer. Raises OSError."""
        whole = asdict(replace(signed, withdrawn=None))
        content = json.dumps({name: value for name, value in whole.items() if name not in WHOLE}, ensure_ascii=False)
        row = {"id": signed.name, "school": signed.school, "question": signed.question, "content": content}
        with self._records.writing() as connection:
            connection.execute(insert(Curated).values(**row, signed_by=signed.by, signed=signed.when))

    def withdraw(self, school: str, name: str, by: str) -> bool:
        """Withdraw an answer; False where there is none of that name that stands. Raises OSError."""
        standing = (Curated.id == name, Curated.school == school, Curated.withdrawn.is_(None))
        change = update(Curated).where(*standing).values(withdrawn=self._clock(), withdrawn_by=by)
        with self._records.writing() as connection:
            return connection.execute(change).rowcount == 1

    def of(self, school: str) -> tuple[Signed, ...]:
        """Those of ``school`` that were not withdrawn, the newest first. Raises OSError."""
        return tuple(each for each in self.every(school) if each.withdrawn is None)

    def every(self, school: str) -> tuple[Signed, ...]:
        """All of ``school``, withdrawn ones too, the newest first. Raises OSError."""
        wanted = select(Curated.__table__).where(Curated.school == school).order_by(Curated.signed.desc(), Curated.id)
        with self._records.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple(_read(row) for row in rows)


def _read(row: Row[tuple[object, ...]]) -> Signed:
    own = {"name": row.id, "school": row.school, "question": row.question, "by": row.signed_by, "when": row.signed}
    signed = _signed().validate_python({**json.loads(row.content), **own})
    return replace(signed, withdrawn=Withdrawn(row.withdrawn_by or "", row.withdrawn)) if row.withdrawn else signed


@cache
def _signed() -> TypeAdapter[Signed]:
    return TypeAdapter(Signed)
