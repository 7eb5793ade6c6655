"""The sample school is what its sources build, and its questions can be answered from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from examples.build import main
from knowledge.reading import PolicyRead, read_policy

WORD_AND_PDF = ("code-of-conduct.docx", "safeguarding-and-low-level-concerns.pdf")


@pytest.fixture(scope="module")
def policies(larkfield: Path) -> dict[str, PolicyRead]:
    """Each policy of the sample school as read, by file name."""
    return {file.name: read_policy(file.read_bytes(), file.name) for file in sorted(larkfield.iterdir())}


def test_the_built_files_are_those_that_the_sources_build(tmp_path: Path, policies: dict[str, PolicyRead]) -> None:
    """Building again gives files that read the same as those committed."""
    main(tmp_path)

    assert [policies[name].document.text for name in WORD_AND_PDF] == [_text(tmp_path / name) for name in WORD_AND_PDF]


def test_every_snippet_that_an_answer_must_cite_stands_in_a_policy(root: Path, policies: dict[str, PolicyRead]) -> None:
    """The questions' expected words are the policies' own."""
    clauses = [" ".join(clause.text.split()) for read in policies.values() for clause in read.outline.clauses]
    questions = (root / "examples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {snippet for line in questions for snippet in json.loads(line)["cite_all"]}

    assert set() == {snippet for snippet in wanted if not any(snippet in clause for clause in clauses)}


@pytest.mark.parametrize(
    ("file", "addresses"),
    [
        ("social-media.md", {"4.1(a)", "6.3", "8.2"}),
        ("code-of-conduct.docx", {"2.2(d)", "4.3", "9.1"}),
        ("safeguarding-and-low-level-concerns.pdf", {"2.3", "4.2", "8.2"}),
        ("whistleblowing.txt", {"2.1(g)", "7.1"}),
        ("acceptable-use.txt", {"Email, bullet 2", "Appendix A, bullet 8"}),
    ],
)
def test_its_clauses_are_at_their_addresses(file: str, addresses: set[str], policies: dict[str, PolicyRead]) -> None:
    """Clauses in every drafting style and format have the address that people would say."""
    assert addresses <= {clause.address for clause in policies[file].outline.clauses}


def test_a_sentence_that_runs_over_a_page_is_one_clause(policies: dict[str, PolicyRead]) -> None:
    """In the PDF a word is broken at the margin and a clause runs on over the page; both are healed."""
    clauses = {clause.address: clause for clause in policies["safeguarding-and-low-level-concerns.pdf"].outline.clauses}

    assert " ".join(clauses["8.2"].text.split()).endswith("the DSL must send the safeguarding file within five school days.")
    assert " ".join(clauses["4.2"].text.split()) == "A concern about the headteacher must be reported to the Chair of Governors."


def _text(file: Path) -> str:
    return read_policy(file.read_bytes(), file.name).document.text
