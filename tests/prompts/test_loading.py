"""The prompts and their loader."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from prompts.loading import PromptFaultyError, load, read_prompt

HEADER = '+++\npurpose = "p"\nversion = "1"\ninputs = ["bee"]\noutput = "reply.json"\n+++\n'


def test_every_prompt_is_sound_and_in_the_changelog(root: Path) -> None:
    """Each file loads, names a schema that is there, and its version is told of in CHANGES.md."""
    changes = (root / "prompts" / "CHANGES.md").read_text("utf-8")
    prompts = [load(file.stem) for file in sorted((root / "prompts").glob("*.md")) if file.stem != "CHANGES"]

    assert {"reading", "question"} == {prompt.name for prompt in prompts}
    assert [] == [prompt.name for prompt in prompts if not files("prompts").joinpath(prompt.output).is_file()]
    assert [] == [prompt.name for prompt in prompts if f"{prompt.name} {prompt.version}" not in changes]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no header", "has no header"),
        (HEADER + "nothing", "input bee has no place"),
        (HEADER + "{{bee}} {{wasp}}", "{{wasp}} is no input"),
        ("+++\ninputs = []\n+++\nx", "header lacks purpose"),
        ("+++\n= 3\n+++\nx", "header:"),
    ],
)
def test_a_faulty_prompt_says_what_is_wrong(text: str, fault: str) -> None:
    """Placeholders are checked against the header's inputs, both ways."""
    with pytest.raises(PromptFaultyError, match=fault.replace("{", r"\{").replace("}", r"\}")):
        read_prompt("x", text)


def test_what_is_filled_in_is_never_read_as_a_place() -> None:
    """Braces in an input stay as they are."""
    assert "a {{bee}} z" == read_prompt("x", HEADER + "a {{bee}} z").filled(bee="{{bee}}")
