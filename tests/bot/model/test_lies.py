"""A model that lies: nothing that it makes up reaches an answer."""

from __future__ import annotations

import json
import os
import random

import pytest

from bot.answer import Answer
from bot.model.calling import ModelSilentError
from bot.model.request import Request
from bot.verify import stands
from tests.bot.model.scripted import CANARY, Bench, clause_id, proposal

LIES = int(os.environ.get("VERSE_TEST_LIES", "100"))
ASKED = (
    "A girl I taught who left last year has sent me a follow request on Insta. She's 17. Can I accept it?",
    "can I use my phone in the corridor?",
    "can I take photos of the pupils on my own phone?",
    "must I report a friend request from a pupil?",
    "is it ok to add a parent on facebook?",
    "may I accept a friend request from a pupil?",
)
BANNED = "6.1 | Staff must not accept"
LINK = "https://collect.example/?q=secret"
KINDS = ("invented", "altered", "elsewhere", "dsl", "flipped", "unquoted", "markup", "link", "long", "no clause", "broken")
LENIENT = {"permitted", "not_prohibited", "not_required", "not_covered"}


def lie(kind: str, request: Request, draw: random.Random) -> str:
    """One lie of a kind, as a reply."""
    lines = [line.strip() for line in request.user.splitlines() if line.lstrip().startswith("[p")]
    line = draw.choice([each for each in lines if len(each) > 80])
    name, words = line[1 : line.index("]")], line.split(" | ", 1)[1]
    verdict = draw.choice(("permitted", "not_prohibited", "not_required", "prohibited", "required", "information"))
    middle = words.split()
    middle[len(middle) // 2 : len(middle) // 2 + 2] = ["always", "freely", "gladly"]
    replies = {
        "invented": proposal(verdict, (f"p9.c{draw.randint(1, 999)}", words)),
        "altered": proposal(verdict, (name, " ".join(middle))),
        "elsewhere": proposal("permitted", (name, "Staff may fly kites in the playground at weekends without asking anybody first.")),
        "dsl": proposal("information", (name, CANARY)),
        "flipped": proposal("permitted", (clause_id(request, BANNED), "whatever the pupil's age")),
        "unquoted": proposal(verdict, (name, "Everything is allowed"), (name, "and nothing is forbidden at all")),
        "markup": proposal(verdict, (name, words), reason=f"<!channel> <b>{verdict}</b> [see]({LINK})"),
        "link": proposal(verdict, (name, words), reason=f"See {LINK} and write to thief@collect.example."),
        "long": proposal(verdict, (name, "x" * 1_000_000)),
        "no clause": proposal(verdict),
    }
    return '{"verdict": "permitted", "clauses": [' if kind == "broken" else json.dumps(replies[kind])


def faults(answer: Answer, bench: Bench) -> list[str]:
    """What is wrong with an answer, whatever the model said."""
    sources = bench.sources()
    shown = answer.text + " ".join(citation.quote + citation.clause for citation in answer.citations)
    wrong = ["unverified quote" for citation in answer.citations if not stands(citation.quote, sources[citation.version])]
    return wrong + [word for word in ("collect.example", "<b>", "<!channel>", "fly kites", CANARY[:30]) if word in shown]


@pytest.mark.slow
def test_no_lie_reaches_an_answer(bench: Bench) -> None:
    """Invented ids, altered quotes, other schools' and DSL text, links, markup, 1 MB: every quote verifies and nothing foreign is shown."""
    draw = random.Random(4)  # noqa: S311 - no secret hangs on it
    wrong = []
    for number in range(LIES):
        kind = KINDS[number % len(KINDS)]
        bench.model.says = lambda request, kind=kind: lie(kind, request, draw)  # type: ignore[misc]  # mypy: lambda's default
        answer = bench.answer(ASKED[number % len(ASKED)])
        wrong += [(kind, fault) for fault in faults(answer, bench)]

    assert [] == wrong


def test_an_exact_ban_is_never_softened(bench: Bench) -> None:
    """Where the norm reader matched act, person and age, no lenient verdict of the model's stands, whichever clause it cites."""
    asked = ASKED[0]
    for verdict in sorted(LENIENT):
        for words in ("6.3 | Staff must not accept", "6.5 | Staff should not accept"):
            bench.model.says = lambda request, v=verdict, w=words: proposal(v, (clause_id(request, w), ""))  # type: ignore[misc]  # mypy: lambda's default
            assert "prohibited" == bench.answer(asked).verdict


def test_the_stricter_reading_says_to_take_care(bench: Bench) -> None:
    """An answer that keeps to the exact reading against the model's says that the clause should be read with care."""
    bench.model.says = lambda _: proposal("not_covered")

    answer = bench.answer(ASKED[0])

    assert ("prohibited", "norms") == (answer.verdict, answer.reader)
    assert "read_with_care" in {notice.kind for notice in answer.notices}


def test_a_ban_is_no_permission(bench: Bench) -> None:
    """A permission for which only a plain ban is quoted is thrown away."""
    bench.model.says = lambda request: proposal(
        "permitted", (clause_id(request, "Staff must not use a phone in the toilets"), "Staff must not use a phone in the toilets")
    )

    assert "norms" == bench.answer("can I ring home from the staff toilets?").reader


def test_a_verified_verdict_stands_where_the_norm_reader_guessed(bench: Bench) -> None:
    """A good reading is taken, with its clause whole and its reason, and is said to be the model's."""
    quote = "it may continue, but it should be declared to the headteacher"
    reason = "A friendship from before the child joined may continue, and should be declared to the headteacher."
    bench.model.says = lambda request: proposal("permitted", (clause_id(request, "6.5 | "), quote), reason=reason)

    answer = bench.answer("Priya's mum and I were friends long before Priya came here; may we stay friends online?")

    assert ("permitted", True) == (answer.verdict, reason in answer.text)
    assert answer.reader in {"model", "both"}
    assert "6.5" == answer.citations[0].ref
    assert "should not accept friend requests from parents" in answer.citations[0].quote


def test_an_altered_quote_is_shown_as_the_source_has_it(bench: Bench) -> None:
    """A slip at the end of a quote is repaired: the source's own words are shown."""
    quote = "Staff must never give their personal number to a pupil, ok"
    bench.model.says = lambda request: proposal("prohibited", (clause_id(request, "Staff must never give their personal number"), quote))

    answer = bench.answer("can I give my mobile number to one of my form?")

    assert "prohibited" == answer.verdict
    assert "pupil, ok" not in answer.text
    assert "Staff must never give their personal number to a pupil." in answer.text


def test_a_concern_never_reaches_the_model(bench: Bench) -> None:
    """A report of harm is answered before any model is asked."""
    answer = bench.answer("a boy in my form has bruises up his arms and begged me not to tell his mum")

    assert ("refer", []) == (answer.verdict, bench.model.asked)


def test_a_concern_that_only_the_model_notices_gets_the_fixed_reply(bench: Bench) -> None:
    """Where the model says that a message reports a concern, the fixed reply goes out, with no word of the model's."""
    bench.model.says = lambda _: proposal("refer", reason="Ring the local paper.", refer_to="headteacher")

    answer = bench.answer("something odd is going on with the caretaker and I don't like it")

    assert ("refer", "headteacher", ()) == (answer.verdict, answer.refer_to, answer.citations)
    assert "paper" not in answer.text


def test_a_silent_model_changes_nothing(bench: Bench) -> None:
    """Without a reply the answer is the norm reader's, word for word."""
    bench.model.says = lambda _: ModelSilentError("no reply in time")

    assert bench.norms(ASKED[1]) == bench.answer(ASKED[1])


def test_dsl_clauses_are_sent_for_the_dsl_alone(bench: Bench) -> None:
    """What only the DSL may read is in the DSL's requests and in no one else's."""
    for role in ("staff", "new_starter", "dsl"):
        bench.answer("where is the register kept?", role=role)

    assert [False, False, True] == [CANARY in request.user for request in bench.model.asked]
