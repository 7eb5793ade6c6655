"""Whether there may be signed answers, without loading the records' libraries: most schools that only ask have none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FILE = "records.db"
STANDING = "SELECT 1 FROM curated WHERE withdrawn IS NULL LIMIT 1"
NOT_YET = "no such table"  # records that were made before there were signed answers


def may_be_signed(folder: Path, url: str | None) -> bool:
    """False where there surely is none. ``url`` is that of a PostgreSQL database, which must be opened to know."""
    if url:
        return True
    file = folder / FILE
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            return connection.execute(STANDING).fetchone() is not None
    except sqlite3.Error as fault:
        return NOT_YET not in str(fault)
