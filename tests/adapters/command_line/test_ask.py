"""``verse ask``."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.command_line.explaining import lines
from bot.answer import Answer, Question
from bot.explanation import Explanation, Followed
from bot.second import Account, Checked
from tests.adapters.command_line.fakes import CITATION, DEPENDS, NO, QUOTE, FakeParts, verse

SHELL = pytest.CaptureFixture[str]


def test_shows_the_ruling_then_the_clause_with_its_address_and_where_it_stands(capsys: SHELL) -> None:
    """The answer opens with the ruling; the clause follows with its number, policy, page, version and review date."""
    assert verse("ask", "can I keep bees in the lab?", "--school", "hive-hill", parts=FakeParts()) == 0

    shown = capsys.readouterr().out

    assert shown.splitlines()[0] == NO.text.splitlines()[0]
    for words in (
        "2.1",
        "unless the headteacher has agreed",
        "Bee Policy",
        "page 3",
        "version a1b2c3d4",
        "1 May 2025",
        "was due in May 2025",
    ):
        assert words in " ".join(shown.split())


def test_asks_for_the_missing_fact(capsys: SHELL) -> None:
    """Where the ruling turns on a fact, the question and its options are shown."""
    verse("ask", "bees?", parts=FakeParts(reply=DEPENDS))

    assert "How old is it?\n(under a year / older)" in capsys.readouterr().out


def test_json_has_the_fields_that_other_programs_rely_on(capsys: SHELL) -> None:
    """`--json` prints one line with the answer's fields by the names in the design."""
    assert verse("ask", "bees?", "--json", parts=FakeParts()) == 0

    out = capsys.readouterr().out
    answer = json.loads(out)

    assert out.count("\n") == 1
    names = "id school question verdict strength text citations ask notices refer_to reader sure elapsed_ms"
    assert names.split() == list(answer)
    assert ["policy", "version", "ref", "path", "clause", "quote", "page", "url"] == list(answer["citations"][0])
    assert (None, "hive-hill", "bees?", "prohibited", "must") == tuple(
        answer[name] for name in ("id", "school", "question", "verdict", "strength")
    )
    assert [{"kind": "review_overdue", "text": "This policy's review was due in May 2025."}] == answer["notices"]


def test_the_only_school_need_not_be_named() -> None:
    """Where there is one school, `--school` may be left out; the role goes with the question."""
    parts = FakeParts()

    verse("ask", "bees?", "--role", "dsl", parts=parts)

    assert parts.asked == [Question("hive-hill", "bees?", "dsl")]


def test_a_school_is_known_however_it_is_typed() -> None:
    """Case, spaces and hyphens in a school's name do not matter."""
    parts = FakeParts(names=("hive-hill", "other"))

    verse("ask", "bees?", "--school", "Hive Hill", parts=parts)

    assert parts.asked[0].school == "hive-hill"


def test_an_unknown_school_lists_the_known_and_the_nearest(capsys: SHELL) -> None:
    """A school that is not there ends with exit code 2, the nearest name and all the names."""
    assert verse("ask", "bees?", "--school", "hive-hil", parts=FakeParts(names=("hive-hill", "oakfield"))) == 2

    assert capsys.readouterr().err == "verse: No school called hive-hil. Did you mean hive-hill? Known: hive-hill, oakfield.\n"


def test_several_schools_and_none_named(capsys: SHELL) -> None:
    """Where several schools are kept, one must be named."""
    assert verse("ask", "bees?", parts=FakeParts(names=("oakfield", "hive-hill"))) == 2

    assert capsys.readouterr().err == "verse: Which school? Add --school and one of: hive-hill, oakfield\n"


@pytest.mark.parametrize("names", [(), ("oakfield", "hive-hill")])
def test_a_concern_is_answered_whatever_else_is_amiss(names: tuple[str, ...], capsys: SHELL) -> None:
    """A message that reports harm gets its fixed reply with no school named, even with nothing ingested and the index broken."""
    parts = FakeParts(names=names, fault=OSError("index gone"))

    assert verse("ask", "he says his uncle stings him", parts=parts) == 0

    assert capsys.readouterr().out.strip() == "Speak to the DSL now. I have told nobody."
    assert parts.asked == []


def test_before_anything_was_ingested_it_says_what_to_do(capsys: SHELL) -> None:
    """With no policies at all, the first step is named."""
    assert verse("ask", "bees?", "--school", "x", parts=FakeParts(names=())) == 2

    assert "verse ingest" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_question_is_refused(capsys: SHELL, text: str) -> None:
    """An empty question is bad usage."""
    assert verse("ask", text, parts=FakeParts()) == 2

    assert capsys.readouterr().err == "verse: The question is empty.\n"


def test_a_bad_option_is_bad_usage(capsys: SHELL) -> None:
    """An unknown role ends with exit code 2 and says which there are."""
    assert verse("ask", "bees?", "--role", "beekeeper", parts=FakeParts()) == 2

    assert "new_starter" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_clear_message(capsys: SHELL) -> None:
    """What goes wrong inside ends with exit code 1 and no traceback."""
    assert verse("ask", "bees?", parts=FakeParts(fault=ZeroDivisionError("oh"))) == 1

    err = capsys.readouterr().err
    assert "A fault of ours: ZeroDivisionError: oh" in err
    assert "Traceback" not in err


def test_stopping_it_is_not_a_fault(capsys: SHELL) -> None:
    """Ctrl-C ends with the shell's usual 130 and no traceback."""
    assert verse("ask", "bees?", parts=FakeParts(fault=KeyboardInterrupt())) == 130

    assert "Traceback" not in capsys.readouterr().err


def test_hostile_text_reaches_the_terminal_as_text(capsys: SHELL) -> None:
    """Escapes, markup and reordering marks in an answer or a clause are shown or dropped, never obeyed."""
    nasty = "No \x1b[31mred\x07 [bold]b[/bold] \u202eevil \x9b2J [link=x]"
    verse("ask", "bees?", parts=FakeParts(reply=Answer("prohibited", nasty)))

    shown = capsys.readouterr().out

    assert shown.strip() == "No \ufffd[31mred\ufffd [bold]b[/bold] evil \ufffd2J [link=x]"


def test_help_says_how_to_begin(capsys: SHELL) -> None:
    """`verse --help` names each command and the first two steps."""
    assert verse("--help", parts=FakeParts()) == 0

    shown = capsys.readouterr().out
    for words in ("ingest", "ask", "batch", "outline", "compare", "health", "verse ask --school NAME"):
        assert words in shown


def test_a_clause_stands_where_the_answer_quotes_it(capsys: SHELL) -> None:
    """The paragraph that quotes a clause gives way to the clause; the rest keeps its order."""
    text = f"No.\n\n“{QUOTE}”\n    Bee Policy, 2.1, page 3\n\nAsk the headteacher."
    verse("ask", "bees?", parts=FakeParts(reply=Answer("prohibited", text, (CITATION,))))

    shown = " ".join(capsys.readouterr().out.split())

    assert shown.count("must not keep bees") == 1
    assert shown.startswith("No. 2.1 “Staff must not keep bees")
    assert shown.endswith("Ask the headteacher.")


def test_of_a_long_clause_only_the_words_that_rule_are_shown(capsys: SHELL) -> None:
    """A clause of a page is not printed round one sentence."""
    long = replace(CITATION, clause=f"{QUOTE}. {'Bees are kind. ' * 100}")
    verse("ask", "bees?", parts=FakeParts(reply=Answer("prohibited", "No.", (long,))))

    shown = capsys.readouterr().out

    assert f"“{QUOTE}”" in " ".join(shown.split())
    assert "Bees are kind" not in shown


def test_explain_shows_the_steps_and_the_answer(capsys: SHELL) -> None:
    """With --explain what was read in the message and each step stand before the answer."""
    assert verse("ask", "--explain", "may I keep bees?", parts=FakeParts()) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Read in the message people: bees Steps 1. The likeliest verdict. Answer No: staff must not keep bees" in shown


def test_earlier_messages_go_with_the_question() -> None:
    """What `--after` names are the messages before it, oldest first, plainly asked and explained."""
    parts = FakeParts()

    verse("ask", "and at weekends?", "--after", "may I keep bees?", "--after", "in the lab", parts=parts)
    verse("ask", "and at weekends?", "--after", "may I keep bees?", "--explain", parts=parts)

    assert [("may I keep bees?", "in the lab"), ("may I keep bees?",)] == [question.turns for question in parts.asked]


def test_explain_shows_how_a_follow_up_was_read_and_the_models_part() -> None:
    """The turns, what was sent and proposed, each quote with what became of it, and whose verdict stands are all shown."""
    told = Explanation(
        NO,
        followed=Followed(("bees?", "and wasps?"), ("wasps?",), "It changes what was asked."),
        second=Account(
            None,
            sent=(("policies", "Bee Policy"),),
            proposed=(("verdict", "permitted, 0.90 sure"),),
            quotes=(Checked("2.1, Bee Policy", "bees are fine", "withheld"), Checked("p9.c9", "", "not sent")),
            outcome="Nothing that can be used.",
        ),
    )

    shown = [line for line, _ in lines(told)]

    assert [
        "Read with the messages before it", "  1. bees?", "  2. and wasps?", "  It changes what was asked.", "  Read as: wasps?",
        "Sent to the model", "  policies: Bee Policy", "Proposed by the model", "  verdict: permitted, 0.90 sure",
        "Its quotes, checked", "  withheld, 2.1, Bee Policy: bees are fine", "  not sent, p9.c9",
        "Whose verdict stands", "  Nothing that can be used.", "Answer",
    ] == shown[:-1]  # fmt: skip
