"""A card as a Teams message."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from adapters.teams.limits import SIZE_MAX
from adapters.teams.pieces import Look, Piece
from adapters.teams.render import render
from adapters.teams.words import not_set_up, welcome
from bot.card import Button, Card, Field, Heading, Quote, Rows, Steps, Words
from tests.adapters.teams.attacks import hostile
from tests.adapters.teams.cards import ANSWER, CONCERN, CONSENT, cards
from tests.adapters.teams.strict import faults, markup, pieces

LOOK = Look(frozenset({"policies.example"}))
GOLDEN = Path(__file__).parent / "golden"


def card_of(message: Piece) -> Piece:
    found: Piece = message["attachments"][0]["content"]  # type: ignore[index]
    return found


def submits(message: Piece) -> list[Piece]:
    return [piece for piece in pieces(card_of(message)) if piece.get("type") == "Action.Submit"]


@pytest.mark.parametrize(("name", "card"), [("answer", ANSWER), ("concern", CONCERN), ("consent", CONSENT), ("welcome", welcome())])
def test_a_card_is_drawn_as_agreed(name: str, card: Card) -> None:
    """What was looked at and found good is what is sent."""
    golden = GOLDEN / f"{name}.json"

    assert json.loads(golden.read_text(encoding="utf-8")) == render(card, LOOK)


@given(cards)
@settings(max_examples=40)
def test_whatever_a_card_holds_it_is_sound_and_small(card: Card) -> None:
    """No card is refused by Teams for its shape or its size, and the way to a person never falls off."""
    message = render(card, LOOK)

    assert () == faults(card_of(message))
    assert SIZE_MAX >= len(json.dumps(message).encode())
    assert any(button.lasting for button in card.buttons) <= bool(submits(message))


def test_the_way_to_a_person_outlives_everything_else() -> None:
    """However long the clauses and however many the buttons, the lasting button is there."""
    long = Quote("word " * 20_000, "6.2", "AUP")
    many = tuple(Button(f"Option {number}", "fact", f"a:{number}") for number in range(100))
    person = Button("Ask a person", "person", "a", lasting=True)

    message = render(Card("Long", (long,) * 60, (*many, person)))

    assert ["person"] == [piece["data"]["action"] for piece in card_of(message)["actions"]]  # type: ignore[attr-defined]


def test_a_long_clause_folds_and_says_so() -> None:
    """A clause that is shown short is never passed off as whole."""
    message = render(Card("Long", (Quote("must not " * 5_000, "6.2", "AUP"),)))

    assert "Shortened here" in json.dumps(message)


def test_the_words_that_rule_are_in_bold() -> None:
    """Each part of the ruling words is marked where it stands in the clause."""
    bold = [
        piece["text"]
        for piece in pieces(card_of(render(ANSWER, LOOK)))
        if piece.get("type") == "TextRun" and piece.get("weight") == "Bolder"
    ]

    assert ["must not accept friend requests", "past pupils below the age of nineteen", "6.2"] == bold


def test_links_go_to_our_own_pages_only() -> None:
    """No policy and no question can make a link to anywhere else."""
    urls = {piece["url"] for piece in pieces(render(CONSENT, LOOK)) if "url" in piece}

    assert {"https://policies.example/p/1"} == urls


def test_every_clause_has_its_citation() -> None:
    """One entity a message; each claim has a name and an abstract within Teams' lengths, and its number stands in the text."""
    many = tuple(Quote("clause " * 60, f"{number}", "A policy with a long name " * 9) for number in range(30))
    message = render(Card("Many", (*many, Quote("", "", "")), feedback="a1"))

    claims = message["entities"][0]["citation"]  # type: ignore[index]
    assert list(range(1, len(claims) + 1)) == [claim["position"] for claim in claims]
    assert 10 == len(claims)  # the Agents Playground refuses a message with more
    assert all(0 < len(claim["appearance"]["name"]) <= 80 and 0 < len(claim["appearance"]["abstract"]) <= 160 for claim in claims)
    assert [str(claim["position"]) for claim in claims] == re.findall(r"\[(\d+)\]", str(message["text"]))


def test_a_card_without_clauses_cites_nothing() -> None:
    """An empty citation is a 400 from Teams, so there is none; nor are there numbers over clauses that are there to be read."""
    assert not {"entities", "text"} & render(CONCERN).keys()
    assert not {"entities", "text"} & render(Card("Section 1", (Quote("Staff must not.", "1", "A policy"),))).keys()


def test_a_press_brings_an_action_and_an_id() -> None:
    """A button carries the stable name and the id, nothing else."""
    assert [{"action": "fact", "value": "a1:0"}, {"action": "fact", "value": "a1:1"}, {"action": "person", "value": "a1"}] == [
        piece["data"] for piece in submits(render(ANSWER))
    ]


def test_thumbs_are_asked_where_an_answer_has_an_id() -> None:
    """Teams' own feedback is shown under answers and under nothing else."""
    assert {"feedbackLoop": {"type": "default"}} == render(ANSWER)["channelData"]
    assert "channelData" not in render(CONCERN)


def test_hostile_words_stay_words(shared: Path) -> None:
    """No text of the attacks becomes markup, a link, a mention or something unseen, wherever on a card it stands."""
    for text in hostile(shared):
        row = Field("one", text, "choice", (text[:200] or "x", "b"), text)
        message = render(
            Card(
                text,
                (Heading(text), Words(text), Quote(text, text, text, text, text), Steps((text,)), Rows(((text, text),))),
                (Button(text, "fact"),),
                fields=(row,),
                plain=text,
                feedback="a1",
            ),
            LOOK,
        )
        drawn = card_of(message)

        assert () == faults(drawn), text
        assert () == tuple(fault for piece in pieces(drawn) if piece.get("type") == "TextBlock" for fault in markup(str(piece["text"]))), (
            text
        )
        assert not [piece for piece in pieces(message) if "url" in piece], text
        assert re.fullmatch(r"Clauses quoted:[\w .,;:()/'…-]*\[1\]", str(message["text"])), text
        assert "](" not in json.dumps([piece.get("title") for piece in pieces(drawn) if "value" in piece and "title" in piece]), text
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\u200b\ufeff\U000e0000-\U000e007f]", json.dumps(_shown(message), ensure_ascii=False)
        ), text


def _shown(message: Piece) -> list[object]:
    return [piece.get(name) for piece in pieces(message) for name in ("text", "label", "placeholder", "name", "abstract", "summary")]


def test_who_is_not_set_up_is_told_so() -> None:
    """Where no school is known, that is said, with what to do."""
    assert () == faults(card_of(render(not_set_up())))
