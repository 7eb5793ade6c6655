"""What tells who somebody is never reaches a model; what the rule turns on does."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.naming import known
from bot.model.redact import redacted
from tests.conftest import ROOT, absent

NAMES = tuple((ROOT / "tests" / "bot" / "model" / "given_names.txt").read_text(encoding="utf-8").split())
# In each NAME stands as people write it, and in lower case where the sentence is.
CARRIERS = (
    "Can NAME follow me on Instagram?",
    "NAME wants to add me on Snapchat, is that ok?",
    "Is it alright if I give NAME a lift home after football?",
    "I taught NAME last year. Can I accept a friend request from NAME?",
    "Mrs NAME says I may keep the present, is she right?",
    "A pupil called NAME has asked for my number",
    "NAME's mum has sent me chocolates, can I keep them?",
    "I've had an email from NAME (Year 10) about a detention",
    "my neighbour's girl, NAME, is 17 and wants my mobile number",
    "Do I have to tell the head that NAME and I are cousins?",
    "Could NAME Abernethy-Okonjo come along as a volunteer?",
    "We were told by NAME that phones are fine in lessons!",
    "may I post a photo of NAME on the school page?",
    "who do I tell when NAME loses the keys again?",
    "my brother name is a pupil here, can i tutor him",
    "a girl named name keeps messaging me, what now",
    "can i drive name's sister home, she's 15",
    "her mum says my friend name can collect her, ok?",
    "name wants to follow me on insta, year 11",
    "had a message from mr name in the office, can i share it",
)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_given_name_gets_through(carrier: str) -> None:
    """Of more than 500 names from everywhere, in a sentence as people write them, none is sent."""
    put = {name: carrier.replace("NAME", name) if "NAME" in carrier else re.sub(r"\bname\b", name.lower(), carrier) for name in NAMES}

    assert [] == [name for name, text in put.items() if re.search(rf"(?i)\b{name}\b", redacted(text))]
    assert len(set(NAMES)) > 500


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("I live at 14 Acacia Avenue, Leeds LS6 2AB", "I live at [address], Leeds [address]"),
        ("drop it at flat 2, 17 Kings Court or 3 station road", "drop it at [address] or [address]"),
        ("it's a 10 minute walk to 3 car parks, Y6 2nd term", "it's a 10 minute walk to 3 car parks, Y6 2nd term"),
        ("she was born 12/9/2007, so 19?", "she was born [date of birth: 9 2007], so 19?"),
        ("dob: 3rd March 2011", "dob: [date of birth: March 2011]"),
        (
            "his date of birth is 2011-03-04, her birthday is 4 may",
            "his date of birth is [date of birth: 03 2011], her birthday is [date of birth]",
        ),
        ("he was born in 2007", "he was born in 2007"),
        ("write to jo dot bloggs at gmail dot com", "write to [e-mail]"),
        ("is jay_99 one of ours", "is [name] one of ours"),
        ("KOFI WANTS TO ADD ME ON INSTA", "[name] WANTS TO ADD ME ON INSTA"),
        ("Can Zoë O'Brien-Smith come?", "Can [name] come?"),
        ("can i take jayden, tyler and aaliyah to the match", "can i take [name], [name] and [name] to the match"),
        ("my friend hope is a parent here", "my friend [name] is a parent here"),
        ("i miss kofi, and the bus", "i miss [name], and the bus"),
        ("mr brown says no, and the dr appointment is at 3", "[name] says no, and the dr appointment is at 3"),
        ("who is Mrs North, and is Tyne Lodge shut?", "who is Mrs North, and is Tyne Lodge shut?"),
        ("Will Grace wait? I hope so", "Will [name] wait? I hope so"),
    ],
)
def test_what_tells_who_somebody_is_goes_and_nothing_else(text: str, sent: str) -> None:
    """Addresses, dates of birth (but for month and year) and names go; ordinary words and what the policies print stay."""
    assert sent == redacted(text, "The e-safety team is Mrs North. It meets at Tyne Lodge. Will staff come?")


@pytest.mark.parametrize(
    "text",
    [
        "May I use my iPad for Monday's lesson with Year 9 in May?",
        "Is WhatsApp ok for the Duke of Edinburgh trip to Snowdonia with the HCAs?",
        "my dad can collect, mum will drive, a friend may help; can the little ones have calpol",
        "Post it on the School's Facebook page and tell the Headteacher, the Bursar and the SENCo.",
        "can i accept a fitbit or a selfie stick from a parent at christmas",
        "is it ok to recieve a persent form studnets",
        "CAN I USE MY PHONE AT LUNCH",
    ],
)
def test_a_question_without_a_name_is_sent_as_it_is(text: str) -> None:
    """Capitals, brands, places, slang and slips of the pen are no names."""
    assert text == redacted(text)


@given(st.text(max_size=200), st.text(max_size=40))
def test_whatever_is_written_is_redacted_without_a_fault(text: str, printed: str) -> None:
    """Any text at all goes through, and through a second time unchanged in its stand-ins."""
    once = redacted(text, printed)
    assert once.count("[name]") <= redacted(once, printed).count("[name]")


def _loses_a_word(text: str, sent: str) -> bool:
    """Whether what went holds a word of a dictionary in lower case: titles and what stands between two names go with them."""
    kept = Counter(re.findall(r"\w+", sent))
    gone = Counter(re.findall(r"\w+", text)) - kept
    return any(word.islower() and known(word) and word not in {"mr", "mrs", "ms"} and len(word) > 1 for word in gone)


def test_hardly_a_practice_question_loses_a_word(shared: Path) -> None:
    """Of the practice questions, with their policies in hand, few change at all, and hardly any loses a word that a dictionary has."""
    asked = [
        (folder.parent, folder.stem, json.loads(line))
        for folder in sorted((shared / "practice").glob("*.jsonl"))
        for line in folder.open(encoding="utf-8")
    ]
    if not asked:
        absent("../shared/practice")
    printed: dict[str, str] = {}
    lost = 0
    for folder, sector, row in asked:
        where = folder / sector / row["school"]
        key = str(where)
        printed.setdefault(key, "\n".join(file.read_text("utf-8", errors="replace") for file in sorted(where.rglob("*")) if file.is_file()))
        question = (row.get("turns") or [row["question"]])[-1]
        lost += _loses_a_word(question, redacted(question, printed[key]))
    assert lost <= 0.02 * len(asked)
