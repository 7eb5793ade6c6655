"""How a model came to its part of an answer is told as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answer import Question
from bot.explanation import Explanation
from bot.model.calling import ModelFaultyError
from bot.model.differences import Difference
from bot.model.reading import ModelReader
from bot.model.request import Request
from tests.bot.model.scripted import TODAY, Bench, clause_id, proposal

CORRIDOR = "Corridors and playground"
ASKED = "Mrs Postlethwaite asks: can I use my phone in the corridor?"


@dataclass
class Noted:
    """What a report would hear."""

    differences: list[Difference] = field(default_factory=list)

    def add(self, difference: Difference) -> None:
        self.differences.append(difference)


def _explained(bench: Bench, text: str = ASKED, noted: Noted | None = None) -> Explanation:
    return bench.answerer(ModelReader(bench.model, differences=noted)).explain(Question("larkfield", text), TODAY)


def test_what_was_sent_and_proposed_and_what_became_of_each_quote_are_told(bench: Bench) -> None:
    """A quote that stands, one that is mended, one that is made up and a clause that was never sent are told apart."""

    def says(asked: Request) -> dict[str, object]:
        corridor = clause_id(asked, CORRIDOR)
        quotes = (
            (corridor, "Phones should not be used"),
            (corridor, "Corridors and playground | Phones should not be usedd"),
            (corridor, "Phones are welcome in every corridor"),
            ("p99.c1", "Anything goes."),
        )
        return proposal("prohibited", *quotes, reason="The corridor is named.")

    bench.model.says = says

    told = _explained(bench)

    assert told.second is not None
    sent = dict(told.second.sent)
    assert "[name] asks: can I use my phone in the corridor?" == sent["message"]
    assert "sealed register" not in sent["policies"].lower()
    assert ("verdict", "prohibited, 0.90 sure") in told.second.proposed
    assert ["verified", "repaired", "withheld", "not sent"] == [each.state for each in told.second.quotes]
    assert told.answer.reader in {"model", "both"}
    assert told.answer.verdict in told.second.outcome


def test_an_exact_reading_that_wins_is_told(bench: Bench) -> None:
    """Where the norm reader's exact ban stands against a permission, that is said."""
    asked = "may I accept a friend request from a former pupil aged 17?"
    bench.model.says = lambda _: proposal("not_covered")

    told = _explained(bench, asked)

    assert told.second is not None
    assert told.second.outcome.startswith("Exact reading: prohibited is stricter than not_covered")
    assert ("prohibited", "norms") == (told.answer.verdict, told.answer.reader)


def test_a_reply_that_is_none_is_told_with_its_reason(bench: Bench) -> None:
    """A fault leaves the norm reader's answer, and the explanation says so."""
    bench.model.says = lambda _: ModelFaultyError("the reply is over 60000 characters")

    told = _explained(bench)

    assert told.second is not None
    assert told.second.outcome.startswith("Nothing that can be used: the reply is over 60000 characters.")
    assert () == told.second.proposed


def test_looking_into_an_answer_is_no_difference(bench: Bench) -> None:
    """To explain an answer tells no report of it; to give it does."""
    noted = Noted()
    bench.model.says = lambda _: proposal("out_of_scope")

    _explained(bench, noted=noted)
    before = len(noted.differences)
    bench.answer(ASKED, second=ModelReader(bench.model, differences=noted))

    assert (0, 1) == (before, len(noted.differences))
