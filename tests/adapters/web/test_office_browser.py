"""The office's pages in a real browser: by keyboard, in light and dark, wide and narrow, and shut to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.web.offices import FakeOffice, signed_in
from tests.adapters.web.site import a_site
from tests.adapters.web.test_browser import listening, opened, serious, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

HERE = "hive-hill"
PATHS = ("/office", *(f"/office/{HERE}/{each}" for each in ("induction", "acknowledgements", "reports")))
WHO = {"X-User": "u7"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The pages of somebody who looks after the school's people."""
    office = FakeOffice()
    with listening(replace(a_site(access=signed_in(people=(HERE,))), office=lambda _school: office)) as found:
        yield found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_every_office_page_can_be_read_by_anybody(  # noqa: PLR0913, PLR0917 - what a browser is opened with
    chromium: BrowserType, address: str, tmp_path: Path, shots: Path, scheme: str, width: int
) -> None:
    """At 320 pixels and wide, in light and dark: nothing runs out of the page or keeps anybody out."""
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "extra_http_headers": WHO}
    with opened(chromium, tmp_path, **how) as page:
        for path in PATHS:
            page.goto(address + path)
            page.screenshot(path=shots / f"office-{scheme}-{width}{path.replace('/', '-')}.png", full_page=True)

            assert [] == serious(page), path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_office_is_reached_and_walked_by_keyboard_without_script(chromium: BrowserType, address: str, tmp_path: Path) -> None:
    """Tab and Enter alone lead from the first page to the reports, and a wide table can be reached to scroll it."""
    with opened(chromium, tmp_path, java_script_enabled=False, extra_http_headers=WHO) as page:
        page.goto(address)
        page.get_by_role("link", name="Office", exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Reports").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Reports").wait_for()

        assert 1 == page.get_by_role("navigation", name="Office of").locator("[aria-current=page]").count()
        assert page.get_by_role("img", name="Questions asked, week by week").is_visible()
        assert 4 == page.locator(".wide[tabindex='0']").count()


def test_the_plot_says_in_words_what_it_shows(chromium: BrowserType, address: str, tmp_path: Path) -> None:
    """Who does not see it hears what it is and where the figures stand; what is not answered differs by more than colour."""
    with opened(chromium, tmp_path, extra_http_headers=WHO) as page:
        page.goto(f"{address}{PATHS[3]}")
        tab_to(page, "document.activeElement.matches('.plot + .wide')")

        assert "6 at most in one week" in page.locator("#plot-words").inner_html()
        assert "url(#hatch)" == page.locator(".plot .rest").first.get_attribute("fill")
        assert 4 == page.locator(".plot + .wide").get_by_role("row").count()
