"""Check files of extra questions: ``python -m training.check_questions FILE… --policies DIR``.

Format, one policy a file (``SECTOR/ORG.txt``)::

    @ words of the clause that decides || words of a second clause that is needed too
    verdict<TAB>question as typed
    depends:age<TAB>question whose answer turns on the age
    @
    not_covered<TAB>question that nothing decides

A question that nothing decides may also stand below the clause that it nearly meets; that clause is then not taken as deciding it.
Snippets stand verbatim, once, in the policy. Prints every fault; exit 1 if any.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

VERDICTS = frozenset({
    "prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited", "not_covered", "depends", "information",
    "refer", "out_of_scope",
})  # fmt: skip
UNDECIDED = frozenset({"not_covered", "out_of_scope"})
FACTS = frozenset({"age", "permission", "relationship", "time", "device", "role", "purpose", "amount", "place"})


@dataclass(frozen=True)
class Row:
    """One question with its verdict and the words of the clauses that decide it."""

    organisation: str
    verdict: str
    missing: str | None
    cite_all: tuple[str, ...]
    question: str


def flat(text: str) -> str:
    """``text`` with runs of white space made one blank and emphasis marks removed."""
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


def rows(path: pathlib.Path) -> Iterator[tuple[int, Row]]:
    """Each question of ``path`` with its line number; raises ValueError naming the line of a malformed one."""
    cite: tuple[str, ...] = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@"):
            cite = tuple(part.strip() for part in line[1:].split("||") if part.strip())
        elif line.strip() and not line.startswith("#"):
            verdict, tab, question = line.partition("\t")
            name, _, fact = verdict.strip().partition(":")
            if not tab or name not in VERDICTS or (name == "depends") != (fact in FACTS):
                message = f"{path}:{number}: cannot be read: {line!r}"
                raise ValueError(message)
            yield number, Row(path.stem, name, fact or None, () if name in UNDECIDED else cite, question.strip())


def faults(path: pathlib.Path, policies: pathlib.Path) -> Iterator[str]:
    """Every fault of ``path`` against the policies under ``policies/SECTOR/ORG``."""
    folder = policies / path.parent.name / path.stem
    text = flat(" \n".join(f.read_text(encoding="utf-8") for f in sorted(folder.rglob("*.md"))))
    if not text:
        yield f"{path}: no policy under {folder}"
        return
    seen: set[str] = set()
    try:
        for number, row in rows(path):
            if row.question in seen:
                yield f"{path}:{number}: asked twice: {row.question}"
            seen.add(row.question)
            for snippet in row.cite_all:
                if text.count(flat(snippet)) != 1:
                    yield f"{path}:{number}: stands {text.count(flat(snippet))} times: {snippet!r}"
            if not row.cite_all and row.verdict not in {*UNDECIDED, "refer"}:
                yield f"{path}:{number}: {row.verdict} without a clause"
    except ValueError as error:
        yield str(error)


def main() -> None:
    """Check the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--policies", type=pathlib.Path, required=True)
    args = parser.parse_args()
    found = sorted({fault for path in args.files for fault in faults(path, args.policies)})
    count = sum(1 for path in args.files for _ in rows(path)) if not found else 0
    sys.stdout.write(("\n".join(found) or f"clean: {count} questions") + "\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
