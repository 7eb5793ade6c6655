"""Cards as Block Kit: golden files for what is drawn, and properties over every card and every hostile string."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.limits import MESSAGE_MAX
from adapters.slack.preview.strict import faults_of
from adapters.slack.render import Drawn, Look, render, size
from bot.card import Block, Button, Card, Field, Heading, Link, Quote, Rows, Steps, Words

GOLDEN = Path(__file__).parent / "golden"
HOST = "verse.school.example"
LOOK = Look(hosts=frozenset({HOST}))
INSIDE = {"text", "type", "elements", "style", "block_id", "action_id", "value", "label", "element", "options", "url", "name"}
CLAUSE = (
    "Staff must not:\n• accept gifts from pupils or parents of a value over £25 in any school year; or\n• give gifts to a single pupil."
)

ANSWER = Card(
    title="No. The policy forbids this.",
    blocks=(
        Quote(CLAUSE, "6.2", "Code of conduct · 6 Gifts · page 4", "accept gifts … over £25", f"https://{HOST}/p/larkfield/code#6.2"),
        Words("£40 falls outside “over £25”."),
        Heading("See also"),
        Quote("Gifts are recorded in the register.", "6.4", "Code of conduct"),
        Words("This policy was due for review on 1 September 2026.", "warning"),
        Words("Asked of the Larkfield policies.", "quiet"),
    ),
    buttons=(
        Button("Show the whole clause", "clause", "A1:0"),
        Button("Ask a person", "person", "A1", lasting=True),
    ),
    links=(Link("Open the policy", f"https://{HOST}/p/larkfield/code"), Link("Elsewhere", "https://evil.example/")),
    plain="No. The policy forbids this. 6.2: accept gifts over £25",
    feedback="A1",
)
STEP = Card(
    title="Question 2 of 5",
    blocks=(Words("Read this clause."), Steps(("Open it.", "Read it.")), Rows((("Policy", "Social media"), ("Review", "1 May 2027")))),
    buttons=(Button("Next", "induction_answer", "S1", "first"), Button("Stop", "induction_stop", "S1", "danger")),
    fields=(
        Field("answer", "Which is right?", "choice", ("It is allowed.", "A" * 200)),
        Field("why", "Why?", "text", hint="In your own words"),
    ),
    plain="Question 2 of 5",
)
URGENT = Card(
    "Speak to your DSL now.", (Words("Call 999 if anyone is in danger.", "urgent"),), plain="Speak to your DSL now.", tone="urgent"
)


@pytest.mark.parametrize(
    ("name", "card", "look"),
    [("answer", ANSWER, LOOK), ("answer_plain", ANSWER, Look(feedback=False)), ("step", STEP, LOOK), ("urgent", URGENT, LOOK)],
)
def test_a_card_is_drawn_as_it_was_agreed(name: str, card: Card, look: Look) -> None:
    """What Slack is sent changes only on purpose (run with VERSE_GOLDEN=write to write these files anew)."""
    drawn = render(card, look)
    shown = json.dumps({"text": drawn.text, "blocks": drawn.blocks}, indent=1, ensure_ascii=False) + "\n"
    file = GOLDEN / f"{name}.json"
    if os.environ.get("VERSE_GOLDEN") == "write":
        file.write_text(shown, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == shown
    assert [] == faults_of(drawn.blocks)


text = st.text(st.characters(), max_size=80) | st.sampled_from(
    ["<!channel>", "<@U0ADMIN>", "*b* _i_ `c`", "<https://evil.example|x>", "&lt;!here&gt;", "  \n "]
)
long = text | st.builds(lambda words, times: words * times, st.text(min_size=1, max_size=30), st.integers(1, 400))
url = st.none() | st.sampled_from(
    [
        f"https://{HOST}/p#1",
        "https://evil.example/x",
        "javascript:alert(1)",
        f"https://u:p@{HOST}/",
        f"http://{HOST}:80/a b",
        "https://[::1",
    ]
)
tone = st.sampled_from(["plain", "quiet", "good", "warning", "urgent"])
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, long),
    st.builds(Words, long, tone),
    st.builds(Quote, long, text, text, text, url),
    st.builds(Steps, st.lists(long, max_size=5).map(tuple)),
    st.builds(Rows, st.lists(st.tuples(text, long), max_size=5).map(tuple)),
)
ids = st.text("abcdef0123456789:", max_size=40)
buttons = st.builds(
    Button,
    long,
    st.sampled_from(["fact", "clause", "person", "helpful"]),
    ids | long,
    st.sampled_from(["plain", "first", "danger"]),
    st.just(value=False),
)
lasting = st.builds(Button, long, st.just("person"), ids, lasting=st.just(value=True))
fields = st.builds(Field, ids, long, st.sampled_from(["line", "text", "choice"]), st.lists(long, max_size=12).map(tuple), long)
cards = st.builds(
    Card,
    long,
    st.lists(blocks, max_size=52).map(tuple),
    st.tuples(st.lists(buttons, max_size=30), st.lists(lasting, max_size=3)).map(lambda pair: (*pair[0], *pair[1])),
    st.lists(st.builds(Link, long, url.map(lambda found: found or "")), max_size=5).map(tuple),
    st.lists(fields, max_size=5).map(tuple),
    long,
    tone,
    st.none() | ids.filter(bool),
)


@given(cards, st.booleans())
def test_every_card_is_within_every_limit(card: Card, feedback: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """However long, many or odd its parts, a card becomes one message that Slack takes, and the way to a person is in it."""
    drawn = render(card, Look(feedback, frozenset({HOST})))

    assert [] == faults_of(list(drawn.blocks))
    assert size(drawn.text, drawn.blocks) <= MESSAGE_MAX
    assert len([button for button in card.buttons if button.lasting]) <= len(
        [one for one in _pressable(drawn) if "person:" in one["action_id"]]
    )
    assert _links(drawn) <= {f"https://{HOST}/p#1"}
    assert not set("<>") & set(drawn.text)


def test_no_hostile_string_becomes_more_than_words(shared: Path) -> None:
    """Mentions, links and markup in a policy, a question or a button stay the characters that they are."""
    hostile = [
        str(json.loads(line).get("text", ""))
        for file in sorted((shared / "attacks").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    ]

    for words in hostile:
        card = Card(words, (Words(words), Quote(words, words, words, words, words), Steps((words,)), Rows(((words, words),))), plain=words)
        drawn = render(Card(card.title, card.blocks, (Button(words, "person", lasting=True),), (Link(words, words),), (), words), LOOK)
        assert [] == faults_of(list(drawn.blocks)), words
        assert {"header", "rich_text", "actions"} >= {str(block["type"]) for block in drawn.blocks}
        assert set() == _links(drawn)
        assert not set("<>") & set(drawn.text)
        assert not any(
            node.get("type") in ("mrkdwn", "user", "usergroup", "broadcast", "channel", "date") for node in _nodes(list(drawn.blocks))
        )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), min_size=1, max_size=300).filter(str.strip))
def test_a_quote_is_shown_character_for_character(clause: str) -> None:
    """The clause that stands in the policy is the clause that is read in Slack, whatever part of it is in bold."""
    quote = Quote(clause, "6.2", "Code", " … ".join((clause[:3], clause[5:9])))

    drawn = render(Card("Yes.", (quote,)), LOOK)

    quoted = next(node for node in _nodes(list(drawn.blocks)) if node.get("type") == "rich_text_quote")
    assert clause == "".join(part["text"] for part in quoted["elements"])


def test_a_long_clause_folds_around_the_words_that_rule() -> None:
    """Where a clause can't be shown whole, what rules is still there in bold, and the reader is told."""
    clause = "Some words of introduction. " * 600 + "Staff must never lend money. " + "More words. " * 600

    drawn = render(
        Card("No.", (Quote(clause, "9", "Code", "must never lend money"),), (Button("Ask a person", "person", lasting=True),)), LOOK
    )

    bold = [node["text"] for node in _nodes(list(drawn.blocks)) if node.get("style") == {"bold": True}]
    assert "must never lend money" in bold
    assert "Shortened here" in json.dumps(drawn.blocks)


def _nodes(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in _nodes(value))]
    return [found for value in node for found in _nodes(value)] if isinstance(node, list | tuple) else []


def _links(drawn: Drawn) -> set[str]:
    return {node["url"] for node in _nodes(list(drawn.blocks)) if "url" in node}


def _pressable(drawn: Drawn) -> list[dict[str, Any]]:
    return [node for node in _nodes(list(drawn.blocks)) if node.get("type") == "button"]
