"""The pages in a real browser: asked, answered and read by hand and by keyboard, in light and dark, wide and narrow."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe

from adapters.web.app import web_app
from adapters.web.library import StoreLibrary
from adapters.web.signing import Signer
from adapters.web.site import Site
from adapters.web.visitors import Access
from bot.desk.desk import FrontDesk
from bot.desk.parts import Parts
from bot.links import LinkedAnswers
from bot.memory import in_memory
from knowledge.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, Page

TODAY = date(2026, 10, 1)
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
QUESTION = "May I accept a friend request from a former pupil?"
SERIOUS = frozenset({"serious", "critical"})
pytestmark = pytest.mark.slow


@contextmanager
def listening(site: Site) -> Iterator[str]:
    """The site on a port of this computer, served from another thread."""
    loop, found, opened = asyncio.new_event_loop(), [""], threading.Event()

    async def begin() -> web.AppRunner:
        runner = web.AppRunner(web_app(site), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        found[0] = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def work() -> None:
        runner = loop.run_until_complete(begin())
        opened.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert opened.wait(20)
    yield found[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture(scope="module")
def address(larkfield_data: Path) -> Iterator[str]:
    """The sample school's policies, answered by the real desk."""
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415 - only these tests pay for it

    class Real(Wiring):
        def plainly(self) -> FrontDesk:
            return FrontDesk(
                Parts(LinkedAnswers(self._answerer(), self._store, lambda _: "", lambda *_: ""), in_memory(), today=lambda: TODAY)
            )

    site = Site(Real(larkfield_data).plainly(), StoreLibrary(Store(larkfield_data)), Access(here=True), Signer("forms"), lambda: TODAY)
    with listening(site) as found:
        yield found


@contextmanager
def opened(chromium: BrowserType, profile: Path, **how: Any) -> Iterator[Page]:  # noqa: ANN401 - what Playwright takes
    """A page of a browser with a profile of its own; a fault of any script fails the test."""
    context = chromium.launch_persistent_context(str(profile), executable_path=shutil.which("chromium"), args=list(FLAGS), **how)
    page = context.pages[0]
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield page
    assert [] == wrong
    context.close()


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds that would keep somebody out."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in SERIOUS]


def test_a_person_asks_answers_the_age_and_reads_the_clause(chromium: BrowserType, address: str, tmp_path: Path, shots: Path) -> None:
    """Ask, press the age, open the clause, and find it highlighted on the policy's page; nothing of it shuts anybody out."""
    with opened(chromium, tmp_path, viewport={"width": 1100, "height": 900}) as page:
        page.goto(address)
        page.screenshot(path=shots / "1-empty.png")
        assert [] == serious(page)
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_role("heading", level=2).first.wait_for()
        page.screenshot(path=shots / "2-asked.png", full_page=True)
        page.get_by_role("button", name="18 or over").click()
        page.locator("#e2 .title").wait_for()
        page.screenshot(path=shots / "3-answered.png", full_page=True)
        assert [] == serious(page)
        page.locator("#e2 .quote a").first.click()
        marked = page.locator("[aria-current=true]")
        marked.wait_for()
        page.screenshot(path=shots / "4-clause.png")
        assert [] == serious(page)
        assert 1 == marked.count()
        assert "former pupil" in marked.inner_text()
        assert page.evaluate("document.querySelector('[aria-current=true]') === document.querySelector(':target')")
        assert marked.is_visible()


def test_everything_can_be_done_by_keyboard(chromium: BrowserType, address: str, tmp_path: Path, shots: Path) -> None:
    """Tab and Enter alone ask, answer and open the clause, and focus is always somewhere that can be seen."""
    with opened(chromium, tmp_path) as page:
        page.goto(address)
        page.keyboard.press("Tab")
        assert "Skip to the content" == page.evaluate("document.activeElement.textContent")
        page.screenshot(path=shots / "5-skip.png")
        tab_to(page, "document.activeElement.id === 'text'")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator("#e1 .title").wait_for()
        assert "t1" == page.evaluate("document.activeElement.id")
        tab_to(page, "document.activeElement.textContent === '18 or over'")
        page.screenshot(path=shots / "6-focus.png")
        page.keyboard.press("Enter")
        page.locator("#e2 .title").wait_for()
        assert "t2" == page.evaluate("document.activeElement.id")
        tab_to(page, "document.activeElement.matches('#e1 .quote a')")
        page.keyboard.press("Enter")
        page.locator("[aria-current=true]").wait_for()


def tab_to(page: Page, there: str) -> None:
    """Press Tab until the browser says that ``there`` holds."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(there)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/policies", "/p/larkfield/social-media?c=c-6.3#c-6.3", "/p/larkfield/mobile-phones"])
def test_a_telephone_shows_every_page_in_light_and_dark(  # noqa: PLR0913, PLR0917 - what a browser is opened with
    chromium: BrowserType, address: str, tmp_path: Path, shots: Path, scheme: str, path: str
) -> None:
    """At 320 pixels nothing runs out of the page, and what is read stands out from what is behind it."""
    with opened(chromium, tmp_path, viewport={"width": 320, "height": 640}, color_scheme=scheme) as page:
        page.goto(address + path)
        page.screenshot(path=shots / f"7-{scheme}{path.partition('?')[0].replace('/', '-')}.png")

        assert [] == serious(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_a_policy_and_the_chat_work(chromium: BrowserType, address: str, tmp_path: Path, shots: Path) -> None:
    """With scripts turned off a question is asked and answered all the same."""
    with opened(chromium, tmp_path, java_script_enabled=False) as page:
        page.goto(address)
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("#e1 .title").wait_for()
        page.screenshot(path=shots / "8-no-script.png", full_page=True)
        page.locator("#e1 .quote a").first.click()

        assert 1 == page.locator("[aria-current=true]").count()


def test_a_policy_prints_without_what_is_only_for_the_screen(chromium: BrowserType, address: str, tmp_path: Path, shots: Path) -> None:
    """On paper there are the clauses and no buttons."""
    with opened(chromium, tmp_path) as page:
        page.goto(f"{address}/p/larkfield/social-media?c=c-6.3#c-6.3")
        page.emulate_media(media="print")
        page.screenshot(path=shots / "9-print.png")

        assert page.locator("[aria-current=true]").is_visible()
        assert not page.get_by_role("navigation").is_visible()
        assert not page.locator(".here").first.is_visible()
