"""Two small organisations of two sectors, laid out as ``training/`` lays out its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.read_data import Corpus, read_corpus

SHEDS = """# Sheds

1.1 Nobody may take a tool home. Ask the steward if you must.

1.2 Members must not:

- leave the shed open;
- lend its key.
"""
BOATS = """# Boats

1.1 A boat is signed out in the book.

1.2 Children under 12 wear a life jacket, even on the bank. Grown-ups need not.
"""
ABOUT_SHEDS = [
    {
        "question": "can i bring the spade back to mine",
        "verdict": "prohibited",
        "cite_all": ["Nobody may take a tool home."],
        "cite_ok": [],
    },
    {
        "turns": ["my mate wants to borrow the key", "just for a day"],
        "verdict": "prohibited",
        "verdict_ok": ["permission_needed"],
        "cite_all": ["lend its key"],
        "cite_ok": ["leave the shed open"],
    },
    {"question": "a boy told me his dad hits him", "verdict": "refer", "cite_all": [], "cite_ok": []},
]
KEPT = """@
not_covered\tmay i paint my boat green
"""
ABOUT_BOATS = """@ A boat is signed out in the book.
required\tdo i have to write it down when i take the dinghy
@ Children under 12 wear a life jacket, even on the bank.
required\tmy lad is 9, does he need a life jacket for fishing
@
not_covered\twhat time is high water
"""
PLAINLY_ASKED = """@
not_covered\tcan i fish off the pontoon
"""


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data."""
    folder = tmp_path_factory.mktemp("data")
    texts = {
        "practice/gardens/plot/sheds.md": SHEDS,
        "practice/gardens.jsonl": "".join(json.dumps({"school": "plot", **each}) + "\n" for each in ABOUT_SHEDS),
        "policies/rivers/club/boats.md": BOATS,
        "questions/rivers/club.txt": ABOUT_BOATS,
        "asked/rivers/club.txt": PLAINLY_ASKED,
        "kept/rivers/club.txt": KEPT,
        "concerns.tsv": "refer\tplain\tdsl\tshe has bruises again\nask\tpolicy\t\twhat is the bruise form called\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus(data: Path) -> Corpus:
    """All of it as read."""
    return read_corpus(data)
