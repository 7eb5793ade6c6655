"""A model that obeys every instruction it meets changes nothing but wording."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answer import Answer
from tests.bot.model.scripted import Bench, clause_id, proposal

ASKED = "can I give my mobile number to one of my form?"
RULE = "Staff must never give their personal number"
FILES = ("latent_injection_instructions", "sysprompt_extraction", "output_handling_payloads", "chat_markup_own", "jailbreak_dan")


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.verdict, answer.citations, answer.strength, answer.ask, answer.refer_to


@pytest.mark.slow
def test_an_obeying_model_changes_nothing_but_wording(shared: Path, bench: Bench) -> None:
    """With each attack's text as the model's reason, verdict, citations and buttons stay, and no markup or link is shown."""
    bench.model.says = lambda request: proposal("prohibited", (clause_id(request, RULE), RULE))
    plain = bench.answer(ASKED)
    changed, shown = [], []
    for file in FILES:
        for line in (shared / "attacks" / f"{file}.jsonl").read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            bench.model.says = lambda request, text=text: proposal("prohibited", (clause_id(request, RULE), RULE), reason=text)  # type: ignore[misc]  # mypy: lambda's default
            answer = bench.answer(ASKED)
            changed += [text] if _said(answer) != _said(plain) else []
            shown += [text] if any(sign in answer.text for sign in ("http", "<script", "<!", "](", "<@")) else []

    assert ([], []) == (changed, shown)
