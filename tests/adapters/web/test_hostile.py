"""Whatever stands in a policy, an answer or a message, a page holds no markup, script or link of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.policy_page import drawn
from adapters.web.talk import exchange
from adapters.web.templates import draw
from adapters.web.text import own_link
from bot.card import Button, Card, Field, Heading, Link, Quote, Rows, Steps, Words
from bot.printable import HIDDEN
from knowledge.clauses import Outline, Part
from tests.adapters.web.site import clause

SITE = "https://policies.hive-hill.example"
FILES = ("chat_markup_own", "latent_injection_instructions", "naughty_strings", "output_handling_payloads", "sysprompt_extraction")
HARMLESS = frozenset(
    {"article", "p", "span", "div", "em", "h2", "h3", "figure", "blockquote", "figcaption", "b", "strong", "ol", "li", "dl", "dt", "dd"}
    | {"form", "input", "label", "textarea", "fieldset", "legend", "button", "a"}
)


class Seen(HTMLParser):
    """What a browser would make of a page: its tags, their attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def card(text: str) -> Card:
    """A card that has ``text`` wherever a card can have text."""
    blocks = (Heading(text), Words(text, "warning"), Quote(text, text, text, text, text), Steps((text, text)), Rows(((text, text),)))
    fields = (Field("a", text, "text", (), text), Field("b", text, "choice", (text, "none"), text), Field("c", text))
    return Card(text, blocks, (Button(text, "fact", text),), (Link(text, text),), fields, text, feedback=text)


def seen(text: str) -> Seen:
    """A whole exchange drawn with ``text`` everywhere."""
    return Seen(draw("exchange", each=exchange(1, text, card(text)), site=SITE, form="f"))


def attacks(shared: Path) -> Iterator[str]:
    """Every hostile string that there is."""
    for name in FILES:
        for line in (shared / "attacks" / f"{name}.jsonl").read_text("utf-8").strip("\n").split("\n"):
            yield json.loads(line)["text"] or " "


PLAIN = seen("plain words")


def assert_harmless(text: str) -> None:
    """A card with ``text`` has the tags that any card has, no handler, and no link but to this site."""
    page = seen(text)
    own = own_link(text, SITE)

    assert HARMLESS >= set(page.tags)
    if own is None:
        assert [tag for tag in PLAIN.tags if tag != "strong"] == [tag for tag in page.tags if tag != "strong"]
    assert set() == {name for name, _ in page.attributes if name.startswith("on") or name in {"src", "style", "formaction"}}
    assert {value for name, value in page.attributes if name == "href"} <= {own}
    assert not HIDDEN & set(page.text)


def test_no_known_attack_makes_markup_or_a_link(shared: Path) -> None:
    """The collected strings that break other programs are words here."""
    for text in attacks(shared):
        assert_harmless(text)


@given(st.text(st.sampled_from("<>\"'&/\\`=;: {}%#!-\x00\x1b\u202e\u200b\U000e0041ascriptjh()*[]"), min_size=1, max_size=80))
def test_no_string_makes_markup_or_a_link(text: str) -> None:
    """Neither do strings that nobody has thought of."""
    assert_harmless(text)


@given(st.text(max_size=60))
def test_no_url_leaves_the_site(url: str) -> None:
    """What may be a link begins with this site's own path, or is a telephone number."""
    found = own_link(url, SITE)

    assert found is None or (found.startswith("/") and not found.startswith("//")) or found.startswith("tel:")


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/p/hive-hill/bees?v=1&c=c-2.1#c-2.1", "/p/hive-hill/bees?v=1&c=c-2.1#c-2.1"),
        (f"{SITE}/p/hive-hill/bees", "/p/hive-hill/bees"),
        ("tel:01632960101", "tel:01632960101"),
        (f"{SITE}.evil.example/", None),
        (f"{SITE}@evil.example/", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("https://evil.example", None),
        ("/p/\u202egnp", None),
    ],
)
def test_links_stay_on_the_site(url: str, link: str | None) -> None:
    """A link is drawn where it leads to our own pages, and as plain words where it does not."""
    assert link == own_link(url, SITE)


@given(st.lists(st.tuples(st.sampled_from(["heading", "clause", "lead_in", "table_row", "furniture"]), st.text(max_size=40)), max_size=12))
def test_any_outline_is_drawn_with_each_clause_in_its_place(parts: list[tuple[str, str]]) -> None:
    """Every clause is on the page once, under a name of its own, whatever its text and address."""
    clauses = tuple(
        clause(n, kind, "", text, address=text or "x", depth=n % 9, path=("p",) * (n % 9)) for n, (kind, text) in enumerate(parts)
    )
    places: list[str] = []
    levels: list[int] = []
    for block in drawn(Outline((Part("P"),), clauses)):
        if block.kind == "table":
            places += [row.line.place for row in (*((block.header,) if block.header else ()), *block.rows)]
        else:
            places.append(block.line.place)
            levels += [block.level] if block.kind == "heading" else []

    assert sum(kind != "furniture" for kind, _ in parts) == len(set(places))
    assert all(later - before <= 1 and 2 <= later <= 6 for before, later in zip([1, *levels], levels, strict=False))
