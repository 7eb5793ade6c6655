"""Reads a prompt's file: a header between +++ lines, then the words, with {{placeholders}} that must be the header's inputs."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_FILE = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", re.DOTALL)


class PromptFaultyError(Exception):
    """A prompt's file cannot be used; the message names the file and has a line for each fault."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words said to a model. ``output`` names the schema that the reply follows."""

    name: str
    purpose: str
    version: str
    inputs: tuple[str, ...]
    output: str
    text: str

    def filled(self, **inputs: str) -> str:
        """The words with each input in its place; an input's own braces are never read as places. Raises KeyError for one that lacks."""
        return _PLACE.sub(lambda place: inputs[place[1]], self.text)


@cache
def load(name: str) -> Prompt:
    """The prompt in ``prompts/NAME.md``. Raises PromptFaultyError, FileNotFoundError."""
    return read_prompt(name, files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))


@cache
def schema(file: str) -> str:
    """The JSON schema in ``prompts/FILE``, as JSON in a settled order. Raises ValueError, FileNotFoundError."""
    return json.dumps(json.loads(files("prompts").joinpath(file).read_text(encoding="utf-8")), sort_keys=True)


def read_prompt(name: str, text: str) -> Prompt:
    """A prompt from its file's text, its header checked against its places. Raises PromptFaultyError."""
    match = _FILE.fullmatch(text)
    if match is None:
        raise PromptFaultyError(_faults(name, ["has no header between two +++ lines"]))
    try:
        header = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError as fault:
        raise PromptFaultyError(_faults(name, [f"header: {fault}"])) from None
    found = _header_faults(header, set(_PLACE.findall(match[2])))
    if found:
        raise PromptFaultyError(_faults(name, found))
    inputs = tuple(cast("list[str]", header["inputs"]))
    return Prompt(name, str(header["purpose"]), str(header["version"]), inputs, str(header["output"]), match[2].strip())


def _header_faults(header: dict[str, object], places: set[str]) -> list[str]:
    lacking = [f"header lacks {field}" for field in ("purpose", "version", "output") if not header.get(field)]
    inputs = header.get("inputs")
    if not isinstance(inputs, list):
        return [*lacking, "header lacks inputs"]
    unnamed = [f"{{{{{place}}}}} is no input" for place in sorted(places - set(inputs))]
    return lacking + unnamed + [f"input {name} has no place" for name in sorted(set(inputs) - places)]


def _faults(name: str, faults: list[str]) -> str:
    return "\n".join(f"{name}.md: {fault}" for fault in faults)
