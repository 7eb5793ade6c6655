"""A folder in place of a model."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Question
from bot.model.calling import ModelFaultyError, NotAnsweredYetError
from bot.model.excerpts import Excerpts
from bot.model.reading import ModelReader
from bot.model.replay import Replay
from bot.model.request import Request, request
from tests.bot.model.scripted import Bench, clause_id, proposal

ASKED = "can I use my phone in the corridor?"


def a_request(text: str = ASKED, day: date = date(2026, 11, 21), **fields: object) -> Request:
    """A request over one made-up clause."""
    return request(Question("hive", text, **fields), Excerpts("[p1.c1] 1 | Bees.", {}, ()), day)  # type: ignore[arg-type]  # the test says which


def test_a_request_is_written_once_and_answered_when_a_response_lies_beside_it(tmp_path: Path, bench: Bench) -> None:
    """The first run writes the request and the norms answer; with a response the same run gives the model's answer."""
    second = ModelReader(Replay(tmp_path))
    before = bench.answer(ASKED, second=second)
    (written,) = tmp_path.glob("*.request.json")
    fields = json.loads(written.read_text("utf-8"))
    named = clause_id(replace(a_request(), user=fields["messages"][1]["content"]), "Corridors and playground")
    reply = proposal("prohibited", (named, "Phones should not be used"), reason="Corridors are a place where staff should not use phones.")
    (tmp_path / f"{fields['key']}.response.json").write_text(json.dumps({"content": f"```json\n{json.dumps(reply)}\n```"}), "utf-8")

    after = bench.answer(ASKED, second=second)

    assert ("norms", 1) == (before.reader, len(list(tmp_path.glob("*.request.json"))))
    assert ("prohibited", True) == (after.verdict, reply["reason"] in after.text)
    assert {"system", "user"} == {message["role"] for message in fields["messages"]}
    assert after == bench.answer(ASKED, second=second)


def test_a_key_hangs_on_words_alone() -> None:
    """The key is the same on every day and for every school of the same text, and another for any other word, role or turn."""
    key = a_request().key

    assert key == a_request(day=date(2030, 1, 1)).key
    others = {a_request("other?").key, a_request(role="dsl").key, a_request(turns=("before",)).key}
    assert len({key, *others}) == 4


def test_the_first_clauses_of_a_request_are_the_same_for_every_question(bench: Bench) -> None:
    """Policies come before the question in a stable order, so that a provider can keep what it has read."""
    bench.answer(ASKED)
    bench.answer("may I accept a present from a parent?")
    one, two = (asked.user.split("</policies>")[0] for asked in bench.model.asked)

    assert one == two
    assert bench.model.asked[0].system == bench.model.asked[1].system


def test_a_response_that_is_too_long_is_none(tmp_path: Path) -> None:
    """A response of over a megabyte is not read."""
    (tmp_path / f"{a_request().key}.response.json").write_text("x" * 1_000_001, "utf-8")
    with pytest.raises(ModelFaultyError):
        Replay(tmp_path).reply(a_request(), 1.0)


def test_a_request_without_response_is_said_to_be_unanswered(tmp_path: Path) -> None:
    """Not being answered yet is told apart from faults."""
    with pytest.raises(NotAnsweredYetError):
        Replay(tmp_path / "new").reply(a_request(), 1.0)
