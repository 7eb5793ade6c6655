"""What ``lint-imports`` cannot say: pure modules stand on the standard library, and a foreign library has one home."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("adapters", "bot", "knowledge", "prompts")
# What is read and decided from: each is a module or a package.
PURE = (
    "bot.answer", "bot.case", "bot.concern", "bot.decide", "bot.phrase", "bot.verify",
    "knowledge.clauses", "knowledge.lines", "knowledge.metadata", "knowledge.norms", "knowledge.outline",
)  # fmt: skip
HEAVY = ("torch", "transformers", "sentence_transformers", "langchain", "langchain_core", "slack_bolt", "botbuilder")
# A channel's own library may be met all over the channel's folder; numpy's arrays are passed between modules.
AT_HOME = {"typer": "adapters.command_line", "rich": "adapters.command_line"}
SHARED = frozenset({"numpy", "pydantic"})


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for package in OURS:
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
            if library not in {*sys.stdlib_module_names, *OURS, *SHARED}:
                homes[library].add(AT_HOME[library] if _within(name, (AT_HOME.get(library, "."),)) else name)

    assert {} == {library: modules for library, modules in homes.items() if len(modules) > 1}


def test_each_library_that_is_imported_is_a_declared_dependency() -> None:
    """Nothing works only because some other library happens to bring it along."""
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = {re.split(r"[=<>~\[]", each)[0].lower().replace("_", "-") for each in tomllib.loads(wanted)["project"]["dependencies"]}
    homes = packages_distributions()
    used = {imported.split(".")[0] for _, tree in _modules() for imported in _imported(tree)} - {*sys.stdlib_module_names, *OURS}

    undeclared = {library for library in used if not {name.lower().replace("_", "-") for name in homes.get(library, ())} & declared}

    assert set() == undeclared


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
