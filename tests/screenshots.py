"""Takes the pictures in docs/pictures again, of the sample school alone: ``make screenshots``. Look at each before it is kept."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from adapters.command_line.parts import Intake
from adapters.command_line.wiring import Wiring
from adapters.slack.preview.demo import Demo
from adapters.teams.app import teams_channel
from adapters.teams.settings import TeamsSettings
from adapters.web.library import StoreLibrary
from adapters.web.signing import Signer
from adapters.web.site import Site
from adapters.web.visitors import Access
from bot.directory_reading import read_directory
from bot.records.engine import Records, open_records
from bot.records.known import Known
from bot.records.post import Post
from examples.demo import LARKFIELD
from tests.adapters.inducting import TODAY, Sample, sample_school, working
from tests.adapters.slack.test_induction import Starters as InSlack
from tests.adapters.teams.serving import served
from tests.adapters.teams.test_playground import FLAGS, browser, playground, typed
from tests.adapters.teams.test_playground_induction import Starters as InTeams
from tests.adapters.web.test_browser import listening

if TYPE_CHECKING:
    from bot.post import Sender

DIRECTORY = read_directory(Path("examples/directory.toml"))
PICTURES = Path("docs/pictures")
QUESTION = "May I accept a friend request from a former pupil?"
# The first section read, and its first question answered wrong, which shows the clause.
STEPS = (("Start", "section 1 of"), ("I have read this", "What would you do?"), ("No", "Not quite"))
WIDTH, CARD, COLOURS = 760, 560, 64
NUMBERS = 128  # height of the line above an answer's card in the Playground, with the clauses' numbers and the thumbs
PATIENCE = float(os.environ.get("VERSE_TEST_PATIENCE", "60"))  # seconds
BOX = """([selector, number]) => {
    const found = [...document.querySelectorAll(selector)].at(number).getBoundingClientRect()
    return [found.top + scrollY, found.bottom + scrollY]
}"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The sample school over fresh records, and where the pictures go."""

    sample: Sample
    records: Records
    folder: Path

    def keep(self, page: Page, name: str, between: tuple[float, float], width: int = WIDTH) -> None:
        """The part of the page between two heights, as a small PNG."""
        file = self.folder / f"{name}.png"
        clip = {"x": 0, "y": between[0], "width": width, "height": between[1] - between[0]}
        page.screenshot(path=file, clip=clip, full_page=True)  # type: ignore[arg-type]  # as Playwright's own type has it
        Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def box(page: Page, selector: str, number: int = -1) -> tuple[float, float]:
    """Top and bottom of one element on the page."""
    top, bottom = page.evaluate(BOX, [selector, number])
    return float(top), float(bottom)


def in_slack(stage: Stage) -> None:
    """The question answered, and a step of the induction, as the preview draws them."""
    with previewed(stage) as address, chromium() as page:
        page.goto(address)
        ask_in_slack(page, QUESTION)
        stage.keep(page, "slack-answer", (box(page, "article", 0)[0], box(page, "article")[1]))
        ask_in_slack(page, "induction")
        for label, then in STEPS:
            page.locator("article").last.get_by_role("button", name=label).click()
            page.get_by_text(then).last.wait_for()
        stage.keep(page, "slack-induction", box(page, "article"))


def ask_in_slack(page: Page, words: str) -> None:
    """Write a message on the preview's page."""
    page.get_by_label("Message").fill(words)
    page.get_by_role("button", name="Send").click()
    page.locator("article form").last.wait_for()


@contextmanager
def previewed(stage: Stage) -> Iterator[str]:
    """The preview's page, over the real post and desk."""
    post, address, opened = Post(stage.records, lambda _text: None), list[str](), threading.Event()
    loop, end = asyncio.new_event_loop(), asyncio.Event()

    def tell(where: str) -> None:
        address.append(where)
        opened.set()

    def work(sender: Sender, stop: threading.Event) -> None:
        post.run(stage.sample.desk(stage.records), (sender,), stop, 1.0)

    thread = threading.Thread(target=lambda: loop.run_until_complete(Demo(post, InSlack(), work).run(0, tell, end)), daemon=True)
    thread.start()
    opened.wait(PATIENCE)
    yield address[0]
    loop.call_soon_threadsafe(end.set)
    thread.join(PATIENCE)


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of the system's Chromium."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = opened.new_page(viewport={"width": WIDTH, "height": 900})
        page.set_default_timeout(PATIENCE * 1000)
        yield page
        opened.close()


def in_teams(stage: Stage) -> None:
    """The question answered, and a step of the induction, as Microsoft's own surface draws them."""
    post = Post(stage.records, lambda _text: None)
    channel = teams_channel(TeamsSettings(playground=True), post, InTeams(), Known(stage.records, "teams"))
    with (
        working(post, stage.sample.desk(stage.records), channel.sender),
        served(*channel.routes) as url,
        playground(f"{url}/api/messages") as shown,
        browser(shown) as page,
    ):
        page.set_viewport_size({"width": 1100, "height": 1400})
        page.get_by_text("Ask me what your school's policies say").wait_for()
        for name, words, then in (("teams-answer", QUESTION, ()), ("teams-induction", "induction", STEPS)):
            before = page.locator(".ac-adaptiveCard").count()
            typed(page, words)
            page.locator(".ac-adaptiveCard").nth(before).wait_for()
            for label, after in then:
                page.get_by_role("button", name=label).last.click()
                page.get_by_text(after).last.wait_for()
            page.wait_for_timeout(1000)
            top, bottom = box(page, ".ac-adaptiveCard")
            stage.keep(page, name, (top - (30 if then else NUMBERS), bottom + 12), CARD)
    channel.sender.stop()


def on_the_web(stage: Stage) -> None:
    """The question answered in the web chat."""
    store = stage.sample.store
    site = Site(stage.sample.desk(stage.records), StoreLibrary(store, DIRECTORY.name), Access(here=True), Signer("forms"), lambda: TODAY)
    with listening(site) as address, chromium() as page:
        page.goto(address)
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_role("heading", level=2).first.wait_for()
        stage.keep(page, "web-answer", (0, page.evaluate("document.documentElement.scrollHeight")))


def main(names: list[str]) -> None:
    """Take the pictures of those named ("slack", "teams", "web"), or all."""
    ways: dict[str, Callable[[Stage], None]] = {"slack": in_slack, "web": on_the_web, "teams": in_teams}
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        data = Path(os.environ.get("VERSE_DATA") or folder)
        if not Wiring(data).schools():
            from adapters.command_line.progress import watched  # noqa: PLC0415 - where it is needed

            with watched() as progress:
                Wiring(data).ingest(Intake(LARKFIELD, "larkfield"), progress)
        sample = sample_school(data)
        for name in names or ways:
            records = open_records(Path(folder) / name)
            partial(ways[name], Stage(sample, records, PICTURES))()
            records.close()


if __name__ == "__main__":
    main(sys.argv[1:])
