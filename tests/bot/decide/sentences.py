"""A clause of several sentences, and passages of such clauses."""

from __future__ import annotations

from bot.decide.reading import Passage

CLAUSE = ("Phones stay in lockers.", "This does not apply in the staff room at break.", "The office has a list of lockers.")
WHOLE = " ".join(CLAUSE)


def passages(*clauses: tuple[str, ...]) -> list[Passage]:
    """The sentences of clauses in reading order, under one heading."""
    return [
        Passage(number, sentence, " ".join(clause), "Staff:", "Phones", first=place == 0)
        for number, clause in enumerate(clauses)
        for place, sentence in enumerate(clause)
    ]
