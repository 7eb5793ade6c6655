"""The chat: what a person without script gets, and what nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from adapters.web.talk import IDLE, Talks
from adapters.web.visitors import Access
from bot.card import Card, Words
from bot.messages import Message, Press, Reply
from tests.adapters.web.site import ASKED_BACK, CARD, FakeDesk, FakeLibrary, a_site, ask, browsing, hidden

TWO = FakeLibrary((("hive-hill", "Hive Hill"), ("wax-lane", "Wax Lane")))


def run(test: Coroutine[object, object, None]) -> None:
    """One test's conversation with the server."""
    asyncio.run(test)


def test_a_question_is_answered_on_the_page_without_script() -> None:
    """Somebody who only has forms sees the question, the ruling, the clause and the buttons."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            page = await ask(client, "May I keep bees?")
            words = await page.text()

            assert ["May I keep bees?"] == desk.texts
            assert 200 == page.status
            for shown in ("May I keep bees?", CARD.title, "<strong>must not keep bees</strong>", ">18</button>", ">Ask a person</button>"):
                assert shown in words

    run(go())


def test_a_button_that_the_card_offers_goes_to_the_desk() -> None:
    """Pressing an age sends the desk the action and value of that very button, and the page says what was pressed."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            await ask(client, "May I?")
            fields = await hidden(client)
            page = await client.post("/press", data={"form": fields["form"], "number": "1", "press": "fact|A1:1"})

            assert [("fact", "A1:1")] == [(each.action, each.value) for each in desk.came if isinstance(each, Press)]
            assert 'id="e2"' in await page.text()

    run(go())


def test_a_button_that_was_never_offered_is_refused() -> None:
    """A made-up action or another answer's id never reaches the desk."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            await ask(client, "May I?")
            form = (await hidden(client))["form"]
            for press in ("fact|A2:1", "erase|A1", "", "|", "helpful|A9"):
                refused = await client.post("/press", data={"form": form, "number": "1", "press": press})
                assert 409 == refused.status
            assert 1 == len(desk.came)

    run(go())


def test_a_thumb_down_asks_why_and_the_reason_arrives() -> None:
    """The reason that is typed comes to the desk with the press."""

    async def go() -> None:
        desk = FakeDesk(lambda came: Reply(ASKED_BACK) if isinstance(came, Press) else Reply(CARD))
        async with browsing(a_site(desk)) as client:
            await ask(client, "May I?")
            form = (await hidden(client))["form"]
            await client.post("/press", data={"form": form, "number": "1", "press": "unhelpful|A1"})
            await client.post("/press", data={"form": form, "number": "2", "press": "unhelpful_reason|A1", "field:reason": "it stung"})

            last = desk.came[-1]
            assert isinstance(last, Press)
            assert (("reason", "it stung"),) == last.fields

    run(go())


def test_the_words_of_a_concern_are_not_kept_on_the_page() -> None:
    """What somebody wrote about harm is neither shown again nor held."""

    async def go() -> None:
        site = a_site(FakeDesk(lambda _: Reply(Card("Speak to the DSL now.", (Words("999", "urgent"),), tone="urgent"))))
        async with browsing(site) as client:
            words = await (await ask(client, "canary-of-harm")).text()

            assert "Speak to the DSL now." in words
            assert "canary-of-harm" not in words

    run(go())


def test_with_several_schools_one_is_chosen_and_stays_chosen() -> None:
    """The school picked goes with the question and is picked already on the next page."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk, library=TWO)) as client:
            refused = await ask(client, "May I?")
            page = await ask(client, "May I?", school="wax-lane")

            assert 400 == refused.status
            assert ["wax-lane"] == [each.asker.school for each in desk.came]
            assert '<option value="wax-lane" selected>' in await page.text()

    run(go())


def test_a_form_that_is_sent_twice_is_answered_once() -> None:
    """Pressing Ask twice, or reloading, gives no second answer."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            fields = {**await hidden(client), "text": "May I?"}
            for _ in range(3):
                await client.post("/ask", data=fields)

            assert ["May I?"] == desk.texts

    run(go())


def test_a_form_that_we_did_not_draw_is_refused() -> None:
    """Another site can't ask in somebody's name: without our token, from elsewhere, or as JSON, nothing happens."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            fields = {**await hidden(client), "text": "May I?"}
            refused = [
                await client.post("/ask", data={**fields, "form": "made-up"}),
                await client.post("/ask", data=fields, headers={"Sec-Fetch-Site": "cross-site"}),
                await client.post("/ask", json=fields),
                await client.post("/ask", data=fields, cookies={"verse": "x" * 43}),
            ]

            assert [409, 403, 400, 409] == [each.status for each in refused]
            assert [] == desk.came

    run(go())


def test_what_is_too_long_is_refused_not_cut() -> None:
    """More than 4,000 characters are not answered in part, and a flood of bytes is not even read."""

    async def go() -> None:
        desk = FakeDesk()
        async with browsing(a_site(desk)) as client:
            assert [413, 413] == [(await ask(client, "x" * length)).status for length in (4_001, 100_000)]
            assert [] == desk.came

    run(go())


def test_a_fault_of_ours_shows_no_words_of_its_own() -> None:
    """When something breaks, the page says so plainly and tells nothing of the inside."""

    def broken(_: object) -> Reply:
        raise RuntimeError("canary-inside")  # noqa: EM101 - the test is about it

    async def go() -> None:
        async with browsing(a_site(FakeDesk(broken))) as client:
            page = await ask(client, "May I?")

            assert 500 == page.status
            assert "canary-inside" not in await page.text()
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]

    run(go())


def test_our_script_gets_the_one_exchange() -> None:
    """With script the answer comes alone, to be put on the page."""

    async def go() -> None:
        async with browsing(a_site()) as client:
            fields = {**await hidden(client), "text": "May I?"}
            part = await client.post("/ask", data=fields, headers={"Verse-Part": "1"})
            words = await part.text()

            assert ("1", False, True) == (part.headers["Verse-Part"], "<html" in words, 'id="e1"' in words)

    run(go())


def test_one_browser_never_sees_what_another_asked() -> None:
    """Each browser has its own page."""

    async def go() -> None:
        site = a_site()
        async with browsing(site) as first, browsing(site) as second:
            await ask(first, "mine alone")

            assert "mine alone" not in await (await second.get("/")).text()

    run(go())


def test_who_is_signed_in_is_the_asker() -> None:
    """Behind single sign-on the desk knows the person and their role, not the browser."""

    async def go() -> None:
        from ipaddress import ip_network  # noqa: PLC0415 - this test's alone

        desk = FakeDesk()
        access = Access(sso_header="X-User", trusted=(ip_network("127.0.0.0/8"),), membership=lambda *_: (("hive-hill",), "dsl"))
        async with browsing(a_site(desk, access)) as client:
            client.session.headers["X-User"] = "u-17"
            await ask(client, "May I?")

            asked = desk.came[0]
            assert isinstance(asked, Message)
            assert ("u-17", "dsl") == (asked.asker.person, asked.asker.role)

    run(go())


def test_a_page_that_lay_idle_is_forgotten() -> None:
    """After two hours nothing of a talk is left, and no more than 500 are held."""
    now = [0.0]
    talks = Talks(lambda: now[0])
    talks.of("one").school = "hive-hill"
    now[0] = IDLE + 1.0

    assert "" == talks.of("one").school
    for number in range(600):
        talks.of(str(number)).school = "x"
    assert "" == talks.of("0").school
