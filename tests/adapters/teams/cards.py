"""Cards to draw: those that the golden files hold, and any at all."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.card import Block, Button, Card, Field, Heading, Link, Quote, Rows, Steps, Words

ANSWER = Card(
    "No. You must not accept the request.",
    (
        Quote(
            "Staff must not accept friend requests from pupils, or from past pupils below the age of nineteen.",
            "6.2",
            "Acceptable Use Policy · page 4 · version 1a2b3c4d",
            "must not accept friend requests … past pupils below the age of nineteen",
            "https://policies.example/p/larkfield/aup#6.2",
        ),
        Words("She is 18, so the rule binds you."),
        Words("This policy was due for review in September.", "warning"),
        Words("If you are unsure, ask the DSL.", "quiet"),
    ),
    (Button("Under 18", "fact", "a1:0"), Button("18", "fact", "a1:1"), Button("Ask a person", "person", "a1", lasting=True)),
    plain="No. You must not accept the request. 6.2",
    feedback="a1",
)
CONCERN = Card(
    "Speak to the DSL now",
    (Steps(("Stay with the child.", "Tell Mrs Okafor.", "Write it down.")), Rows((("DSL", "01632 960101"),))),
    tone="urgent",
)
CONSENT = Card(
    "Ask a person",
    (Heading("What will be sent"), Words("Only what you write here.")),
    (Button("Send", "person_send", "a1", "first"), Button("Forget it", "help", "", "danger")),
    (Link("The policy", "https://policies.example/p/1"), Link("Elsewhere", "https://evil.example/")),
    (Field("words", "Your words", "text", hint="Leave out names"), Field("when", "When?", "choice", ("Today", "This week"))),
)

words = st.text(max_size=60) | st.text(min_size=1, max_size=20).map(lambda text: text * 400) | st.sampled_from(
    ("[a](https://evil.example)", "<at>Head</at>", "**bold**", "# heading", "1. one", "😀" * 4_000, "\u202eevil\u202c", "word " * 3_000)
)  # fmt: skip
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, words),
    st.builds(Words, words, st.sampled_from(("plain", "quiet", "good", "warning", "urgent"))),
    st.builds(Quote, words, words, words, words, st.none() | words | st.just("https://policies.example/p/1")),
    st.builds(Steps, st.lists(words, max_size=30).map(tuple)),
    st.builds(Rows, st.lists(st.tuples(words, words), max_size=30).map(tuple)),
)
buttons = st.builds(
    Button,
    words,
    st.sampled_from(("fact", "person", "help")),
    st.text(max_size=40),
    st.sampled_from(("plain", "first", "danger")),
    st.booleans(),
)
fields = st.builds(
    Field, st.uuids().map(str), words, st.sampled_from(("line", "text", "choice")), st.lists(words, max_size=12).map(tuple), words
)
cards = st.builds(
    Card,
    words,
    st.lists(blocks, max_size=30).map(tuple),
    st.lists(buttons, max_size=30).map(tuple),
    st.lists(st.builds(Link, words, words), max_size=4).map(tuple),
    st.lists(fields, max_size=10).map(tuple),
    words,
    st.sampled_from(("plain", "quiet", "good", "warning", "urgent")),
    st.none() | st.just("a1"),
)
