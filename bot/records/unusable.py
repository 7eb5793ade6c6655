"""What can be wrong with the records.

OSError
    RecordsFailedError    a transaction could not be made: the disk is full, the server went away
Exception
    RecordsUnusableError  they cannot be opened: a person must put something right
"""

from __future__ import annotations


class RecordsFailedError(OSError):
    """The records could not be read or written now; nothing of the transaction was kept. Holds no text of a message."""


class RecordsUnusableError(Exception):
    """The records cannot be opened."""

    def __init__(self, where: str, why: str) -> None:
        """Say ``where`` they are (without a password) and ``why`` they can't be used."""
        super().__init__(f"The records at {where} cannot be used: {why}")
