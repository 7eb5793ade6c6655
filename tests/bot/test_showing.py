"""An answer as a card."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Ask, Citation, Notice
from bot.card import Block, Card, Heading, Quote, Words
from bot.concern import Concern
from bot.phrase_concern import phrase_concern, with_signpost
from bot.showing import LONGEST, LONGEST_TITLE, clean, show, show_clause

RULE = "Staff must not keep bees in the science block, unless the headteacher has agreed."
CITED = Citation("Bee Policy", "a1b2c3d4e5f6", "2.1", ("2 Bees indoors",), RULE, "Staff must not keep bees", page=3)
TEXT = f"No. The policy forbids this.\n\n“{CITED.quote}”\n    Bee Policy, 2.1, page 3\n\nThe review is late.\n\nAsk the headteacher."
NO = Answer("prohibited", TEXT, (CITED,), strength="must", notices=(Notice("review_overdue", "The review is late."),))
DEPENDS = Answer("depends", "It depends on their age.\n\nHow old?", (CITED,), ask=Ask("age", "How old?", ("Under 18", "18")))
LONG = Citation("Bee Policy", "a1b2c3d4e5f6", "2.2", (), f"{RULE} {'Bees are kind. ' * 100}", "Staff must not keep bees")

paragraphs = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), min_size=1, max_size=6)
citations = st.lists(
    st.builds(Citation, st.text(), st.text(), st.text(), st.tuples(st.text()), st.text(max_size=900), st.text(min_size=1)), max_size=4
).map(tuple)
answers = st.builds(
    Answer,
    st.sampled_from(("prohibited", "permitted", "unsure", "depends", "refer")),
    paragraphs.map("\n\n".join),
    citations,
    ask=st.none() | st.builds(Ask, st.just("age"), st.text(min_size=1), st.lists(st.text(), max_size=4).map(tuple)),
    notices=st.lists(st.builds(Notice, st.sampled_from(("concern", "review_overdue")), st.text(min_size=1)), max_size=3).map(tuple),
)


def said(card: Card) -> str:
    """Every word of a card's title and blocks, on one line."""
    return clean("\n".join((card.title, *(words for block in card.blocks for words in _words(block)))))


def _words(block: Block) -> tuple[str, ...]:
    match block:
        case Words() | Heading():
            return (block.text,)
        case Quote():
            return (block.address, block.text, block.source)
    return ()


def test_the_ruling_heads_the_card_and_the_clause_stands_where_the_answer_quotes_it() -> None:
    """The headline is the title; the quoting paragraph gives way to the clause; notices are warnings."""
    source = "Bee Policy · 2 Bees indoors · page 3 · version a1b2c3d4 · review due by 1 May 2025"
    expected = (
        Quote(RULE, "2.1", source, "Staff must not keep bees"),
        Words("The review is late.", "warning"),
        Words("Ask the headteacher."),
    )

    card = show(NO, "A1", {"a1b2c3d4e5f6": date(2025, 5, 1)})

    assert ("No. The policy forbids this.", expected, TEXT) == (card.title, card.blocks, card.plain)


def test_a_missing_fact_is_offered_as_buttons() -> None:
    """Each option of the question is a button that names the answer and the option, never its words."""
    pressed = [(button.label, button.value) for button in show(DEPENDS, "A1").buttons if button.action == "fact"]

    assert [("Under 18", "A1:0"), ("18", "A1:1")] == pressed


def test_a_long_clause_is_folded_and_can_be_unfolded() -> None:
    """Of a long clause only the words that rule are shown, and a press shows the whole of it."""
    answer = Answer("prohibited", "No.", (CITED, LONG))
    card = show(answer, "A1")

    assert ["A1:1"] == [button.value for button in card.buttons if button.action == "clause"]
    assert "Bees are kind" not in said(card)
    assert clean(LONG.clause) in said(show_clause(answer, 1, "A1"))


def test_a_concern_is_urgent_and_asks_for_no_thumbs() -> None:
    """The fixed reply heads with one short sentence, is urgent throughout, and is not rated."""
    card = show(phrase_concern(Concern("dsl", certain=True)), "A1")

    assert ("urgent", None) == (card.tone, card.feedback)
    assert len(card.title) <= LONGEST_TITLE
    assert "Speak to your DSL" in said(card)


def test_a_signpost_stands_above_the_ruling() -> None:
    """Where somebody may be at risk, whom to tell comes before the answer, which stays whole."""
    card = show(with_signpost(NO, Concern("dsl", certain=False)), "A1")

    assert isinstance(card.blocks[0], Words)
    assert card.blocks[0].tone == "urgent"
    assert [Heading("No. The policy forbids this.")] == [block for block in card.blocks if isinstance(block, Heading)]
    assert said(card).count("Ask the headteacher.") == 1


@given(answers)
def test_a_card_says_all_that_the_text_says(answer: Answer) -> None:
    """Whatever the answer, each paragraph that quotes no clause stands in the card, and so does every citation's quote or clause."""
    card = show(answer, "A1")

    quotes = [clean(part) for citation in answer.citations for part in citation.quote.split(" … ")]
    for paragraph in filter(None, map(clean, answer.text.split("\n\n"))):
        assert paragraph in said(card) or any(quote in paragraph for quote in quotes)
    assert len(answer.citations) == sum(isinstance(block, Quote) for block in card.blocks)
    assert answer.text == card.plain


@given(answers)
def test_the_way_to_a_person_is_always_there(answer: Answer) -> None:
    """Every answer's card has exactly one lasting button: ask a person; values are ids and numbers, never content."""
    buttons = show(answer, "A1").buttons

    assert ["person"] == [button.action for button in buttons if button.lasting]
    assert all(button.value.removeprefix("A1").lstrip(":").isdigit() or button.value == "A1" for button in buttons)


def test_a_whole_clause_is_at_most_so_long_before_it_is_folded() -> None:
    """A clause of exactly the longest length is shown whole."""
    clause = "x" * LONGEST
    card = show(Answer("prohibited", "No.", (Citation("P", "v", "1", (), clause, "xxx"),)), "A1")

    assert [clause] == [block.text for block in card.blocks if isinstance(block, Quote)]
