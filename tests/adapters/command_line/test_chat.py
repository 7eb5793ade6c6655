"""``verse chat``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from adapters.command_line.chat import chat
from bot.answer import Ask, Question
from bot.phrases import options, said
from tests.adapters.command_line.fakes import DEPENDS, NO, FakeParts

SHELL = pytest.CaptureFixture[str]
AGE = Ask("age", said("ask", "age"), options("age"))
ASKS = replace(DEPENDS, text=f"It depends.\n\n{AGE.question}", ask=AGE)


def typing(*lines: str, end: type[BaseException] = EOFError) -> Callable[[str], str]:
    """A person who types these lines, then ends."""
    waiting: Iterator[str] = iter(lines)

    def read(prompt: str) -> str:
        assert prompt
        for line in waiting:
            return line
        raise end

    return read


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_a_question_is_answered_and_ctrl_d_or_ctrl_c_ends_it(capsys: SHELL, end: type[BaseException]) -> None:
    """The answer is shown as `verse ask` shows it, with its buttons numbered; the end is no fault."""
    chat(FakeParts(), "hive-hill", "staff", typing("can I keep bees?", end=end))

    shown = capsys.readouterr().out
    assert NO.text.splitlines()[0] in shown
    assert "1. Ask a person" in shown


@pytest.mark.parametrize("word", ["quit", "EXIT"])
def test_a_word_ends_it(word: str) -> None:
    """Typing "quit" ends the talk before anything after it is read."""
    parts = FakeParts()

    chat(parts, None, "staff", typing(word, "can I keep bees?"))

    assert [] == parts.asked


def test_a_number_presses_a_button(capsys: SHELL) -> None:
    """A number stands for the button of that number, and the question is settled with it."""
    parts = FakeParts(reply=ASKS)

    chat(parts, None, "dsl", typing("may I accept a former pupil?", "1"))

    expected = Question("hive-hill", "They are aged under 18.", "dsl", ("may I accept a former pupil?",), pressed=True)
    assert expected == parts.asked[-1]
    assert "1. Under 18" in capsys.readouterr().out


def test_a_number_beyond_the_buttons_is_an_answer(capsys: SHELL) -> None:
    """Typing "19" after "How old is the person?" is an age, as it is in any other channel."""
    parts = FakeParts(reply=ASKS)

    chat(parts, None, "staff", typing("may I accept a former pupil?", "19"))

    assert "They are 19 years old." == parts.asked[-1].text
    assert capsys.readouterr().out


def test_a_fault_inside_is_a_sentence_not_a_traceback(capsys: SHELL) -> None:
    """Where answering fails, the talk says so and goes on."""
    chat(FakeParts(fault=ValueError("oh")), None, "staff", typing("bees?", "help"))

    shown = capsys.readouterr().out
    assert "I could not answer that" in shown
    assert "What you can ask me" in shown
    assert "Traceback" not in shown


def test_empty_lines_are_passed_over() -> None:
    """Enter alone asks nothing."""
    parts = FakeParts()

    chat(parts, None, "staff", typing("", "   "))

    assert [] == parts.asked
