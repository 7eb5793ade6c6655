"""A provider's server and its faults, over the wire: always an answer, in time, and nothing sent but question and policies."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from aiohttp import web

from bot.answer import Question
from bot.model.calling import ModelError, ModelFaultyError, ModelSilentError
from bot.model.excerpts import Excerpts
from bot.model.guarding import Guarded, Limits
from bot.model.providers import ChatModel, Provider
from bot.model.reading import ModelReader
from bot.model.reply import read_reply
from bot.model.request import request
from bot.verify import stands
from tests.bot.model.scripted import Bench, proposal
from tests.bot.model.server import Script, Served, serving

ASKED = "can I use my phone in the corridor?"
LIMITS = Limits(seconds=3.0, retries=1)


@pytest.fixture(scope="module")
def _server() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture
def server(_server: Served) -> Served:
    _server.bodies.clear()
    _server.headers.clear()
    return _server


def reader(server: Served, limits: Limits = LIMITS) -> ModelReader:
    """The real reader over the scripted server."""
    return ModelReader(Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), limits.seconds), limits))


def status(code: int, text: str = "no", **headers: str) -> Script:
    """A response that is a fault."""
    return lambda _: web.Response(status=code, text=text, headers=headers)


FAULTS: dict[str, Script] = {
    "429": status(429, **{"Retry-After": "30"}),
    "500": status(500),
    "503 page": status(503, "<html>sorry</html>"),
    "401": status(401, '{"error": {"message": "bad key"}}'),
    "empty": lambda _: "",
    "not JSON": lambda _: "I am so sorry, I can't.",
    "truncated": lambda _: '{"verdict": "permitted", "clauses": [{"id": "p1',
    "1 MB": lambda _: "x" * 1_000_000,
    "null": lambda _: "null",
    "empty body": lambda _: web.Response(text=""),
    "cut off": lambda _: web.Response(body=b'{"choices": [', headers={"Content-Type": "application/json"}),
    "wrong types": lambda _: json.dumps({"verdict": "permitted", "clauses": {"id": 7}, "missing": [], "reason": 3, "sure": "very"}),
    "hang": lambda _: 30.0,
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_ends_in_the_norm_readers_answer(fault: str, server: Served, bench: Bench) -> None:
    """Whatever the server does, the answer comes within the time and is verified."""
    server.script = FAULTS[fault]
    began = time.monotonic()

    answer = bench.answer(ASKED, second=reader(server))

    assert time.monotonic() - began < 15
    assert "norms" == answer.reader
    assert all(stands(citation.quote, bench.sources()[citation.version]) for citation in answer.citations)


def test_a_megabyte_costs_no_time_to_read(server: Served) -> None:
    """A very long reply that is no JSON is not parsed by anything that takes long over it: no work is left behind."""
    server.script = lambda _: "{" * 1_000_000
    asking = request(Question("larkfield", ASKED), Excerpts("", {}, ()), date(2026, 11, 21))
    model = ChatModel(Provider("openai:scripted", server.url, "sk-test"), 5.0)
    began = time.process_time()

    with pytest.raises(ModelFaultyError):
        read_reply(model.reply(asking, 5.0).text)

    assert time.process_time() - began < 2


@pytest.mark.slow
def test_a_good_reply_comes_through_with_its_tokens(server: Served, bench: Bench) -> None:
    """A structured reply over the wire becomes the answer, and its tokens are counted."""
    server.script = lambda body: json.dumps(_corridor(body))
    model = Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), 3.0), LIMITS)

    answer = bench.answer(ASKED, second=ModelReader(model))

    assert "prohibited" == answer.verdict
    assert answer.reader in {"model", "both"}
    assert (1, 11, 7) == (model.usage().calls, model.usage().tokens_in, model.usage().tokens_out)


def _corridor(body: dict[str, list[dict[str, str]]]) -> dict[str, object]:
    text = body["messages"][-1]["content"]
    found = re.search(r"\[(p\d+\.c\d+)\][^\n]*Corridors and playground", text)
    assert found
    return proposal("prohibited", (found[1], "Phones should not be used"))


@pytest.mark.slow
def test_nothing_is_sent_but_question_and_policies(server: Served, bench: Bench) -> None:
    """On the wire: our prompts, the policies, the question without names, and no word of asker, school, place or machine."""
    server.script = lambda _: json.dumps(proposal("not_covered"))
    asked = "Mrs Postlethwaite (jo.bloggs@mail.example, 07700 900123) says Jayden may follow me, ok?"

    bench.answer(asked, second=reader(server))

    (sent,) = server.bodies
    assert "says [name] may follow me" in sent
    leaks = ("Postlethwaite", "bloggs", "900123", "Jayden", "Kite policy", "sealed register", str(bench.store.folder), "fly kites")
    assert [] == [leak for leak in leaks if leak.lower() in sent.lower()]
    assert {"messages", "model", "temperature", "response_format"} <= set(json.loads(sent))
    assert 0 == json.loads(sent)["temperature"]


def test_the_breaker_opens_after_five_faults_and_closes_again(server: Served) -> None:
    """After five faults the model is left alone for a while; then it is asked beside an answer that does not wait for it."""
    server.script = status(500)
    now = [0.0]
    model = Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), 3.0), Limits(3.0, retries=0), clock=lambda: now[0])
    asking = request(Question("larkfield", ASKED), Excerpts("", {}, ()), date(2026, 11, 21))
    for _ in range(7):
        with pytest.raises(ModelError):
            model.reply(asking, 3.0)
    assert (5, 2) == (model.usage().calls, model.usage().refused)
    now[0] = 61.0
    server.script = lambda _: "{}"
    with pytest.raises(ModelSilentError, match="resting"):
        model.reply(asking, 3.0)
    until = time.monotonic() + 10
    while model.usage().calls == 5 and time.monotonic() < until:
        time.sleep(0.01)

    assert "{}" == model.reply(asking, 3.0).text


def test_a_model_that_is_only_busy_with_us_has_no_fault(server: Served) -> None:
    """Questions beyond those that may wait at once are answered without the model, and it is not left alone for that."""
    server.script = lambda _: 0.5
    model = Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), 3.0), Limits(3.0, retries=0, at_once=1))
    asking = request(Question("larkfield", ASKED), Excerpts("", {}, ()), date(2026, 11, 21))
    waiting = threading.Thread(target=model.reply, args=(asking, 3.0))
    waiting.start()
    until = time.monotonic() + 10
    while not server.bodies and time.monotonic() < until:
        time.sleep(0.01)
    for _ in range(7):
        with pytest.raises(ModelSilentError, match="too many"):
            model.reply(asking, 3.0)
    waiting.join(10)

    assert "{}" == model.reply(asking, 3.0).text
    assert (2, 0, 7) == (model.usage().calls, model.usage().failed, model.usage().refused)


def test_calls_that_hang_do_not_pile_up(server: Served) -> None:
    """As many calls as may run at once may hang; the next is refused at once."""
    server.script = lambda _: 2.0
    model = Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), 3.0), Limits(0.2, retries=0, at_once=2))
    asking = request(Question("larkfield", ASKED), Excerpts("", {}, ()), date(2026, 11, 21))
    reasons = []
    for _ in range(3):
        with pytest.raises(ModelSilentError) as fault:
            model.reply(asking, 3.0)
        reasons.append(str(fault.value))

    assert ["no reply in time", "no reply in time", "too many calls at once"] == reasons


def test_a_days_tokens_are_not_exceeded(server: Served) -> None:
    """Once the day's tokens are spent no call is made until the next day."""
    server.script = lambda _: "{}"
    now = [0.0]
    asking = request(Question("larkfield", ASKED), Excerpts("", {}, ()), date(2026, 11, 21))
    limits = Limits(3.0, tokens_a_day=asking.tokens + 5)
    model = Guarded(ChatModel(Provider("openai:scripted", server.url, "sk-test"), 3.0), limits, clock=lambda: now[0])
    model.reply(asking, 3.0)
    with pytest.raises(ModelSilentError, match="spent"):
        model.reply(asking, 3.0)
    now[0] = 86_401.0

    assert "{}" == model.reply(asking, 3.0).text
