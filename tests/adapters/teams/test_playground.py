"""The whole way in Microsoft's own chat surface: a question typed, a card drawn by their code, buttons and thumbs pressed.

`make teams-playground` puts the Agents Playground where this looks for it. With VERSE_TEST_SCREENS set to a folder, screens are kept there.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, sync_playwright

from adapters.teams.app import TeamsChannel, teams_channel
from adapters.teams.settings import TeamsSettings
from bot.messages import Envelope, Press
from tests.adapters.teams.fakes import Box, Everybody, Remembered
from tests.adapters.teams.serving import served, until

if TYPE_CHECKING:
    from bot.post import Desk

ROOT = Path(__file__).parents[3]
PLAYGROUND = ROOT / "build/teams_playground/node_modules/@microsoft/m365agentsplayground/cli.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]
QUESTION = "Can I accept a friend request from a former pupil?"
PATIENCE = float(os.environ.get("VERSE_TEST_PATIENCE", "60"))  # seconds that one step may take: more on a busy machine


class Answering(Box):
    """A postbox whose letters are answered at once."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Callable[[Envelope], object] = lambda _: None
        self.faults: list[Exception] = []
        self._work = ThreadPoolExecutor(1)

    def accept(self, envelope: Envelope) -> bool:
        fresh = super().accept(envelope)
        if fresh:
            self._work.submit(self._answered, envelope)
        return fresh

    def _answered(self, envelope: Envelope) -> None:
        try:
            self.answer(envelope)
        except Exception as fault:  # noqa: BLE001 - told by the test, not lost on a thread
            self.faults.append(fault)


@dataclass
class Chat:
    """The Playground's page, and what reached us from it."""

    page: Page
    box: Answering

    def presses(self) -> list[Press]:
        return [each.incoming for each in self.box.kept if isinstance(each.incoming, Press)]

    def ask(self, words: str) -> None:
        typed(self.page, words)

    def screen(self, name: str) -> None:
        if folder := os.environ.get("VERSE_TEST_SCREENS"):
            self.page.screenshot(path=Path(folder) / f"teams-{name}.png")


def typed(page: Page, words: str) -> None:
    """Write a message and send it."""
    page.locator("[role=textbox][contenteditable=true]").first.click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@contextmanager
def playground(endpoint: str) -> Iterator[str]:
    """The Agents Playground, talking to ``endpoint``."""
    node = shutil.which("node")
    if node is None or not PLAYGROUND.is_file():
        pytest.skip("the Agents Playground is not at hand")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [node, str(PLAYGROUND), "start", "-e", endpoint, "-c", "msteams", "--disable-telemetry", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"BROWSER": "none"}) as process:  # noqa: S603 - our own
        try:
            until(lambda: _listens(port), PATIENCE)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def browser(url: str) -> Iterator[Page]:
    """A page of the system's Chromium at ``url``."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("Chromium is not at hand")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=FLAGS)
        try:
            page = opened.new_page(viewport={"width": 1100, "height": 1000})
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(url, wait_until="domcontentloaded")
            yield page
        finally:
            opened.close()


def channel_for(desk: Desk, box: Answering) -> TeamsChannel:
    channel = teams_channel(TeamsSettings(playground=True), box, Everybody(), Remembered())

    def answer(envelope: Envelope) -> None:
        channel.sender.send(envelope.place, desk.reply(envelope.incoming), envelope.keys[0])

    box.answer = answer
    return channel


@pytest.fixture(scope="module")
def chat(larkfield_data: Path) -> Iterator[Chat]:
    """A personal chat with the real desk over the sample school's policies."""
    from adapters.command_line.wiring import Wiring  # noqa: PLC0415 - only this test pays for it

    box = Answering()
    channel = channel_for(Wiring(larkfield_data).desk(), box)
    with served(*channel.routes) as url, playground(f"{url}/api/messages") as shown, browser(shown) as page:
        yield Chat(page, box)
    channel.sender.stop()


@pytest.mark.slow
def test_a_question_is_answered_pressed_and_judged_in_teams(chat: Chat) -> None:
    """Asked, the card is drawn with its clause and its number; the fact button and the thumb come back as presses."""
    page = chat.page
    page.get_by_text("Ask me what your school's policies say").wait_for()
    chat.screen("welcome")

    chat.ask(QUESTION)
    page.get_by_role("button", name="Ask a person").first.wait_for()
    chat.screen("answer")
    option = page.get_by_role("button", name="Under 18").first
    option.wait_for()
    option.click()
    until(lambda: [press.action for press in chat.presses()] == ["fact"], PATIENCE)
    page.get_by_role("button", name="Ask a person").nth(1).wait_for()
    chat.screen("after-the-fact")

    page.get_by_role("button", name="Dislike").last.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("It names the wrong policy")
    chat.screen("thumb")
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    until(lambda: chat.presses()[-1].action == "unhelpful_reason", PATIENCE)
    assert [] == chat.box.faults
    assert (("reason", "It names the wrong policy"),) == chat.presses()[-1].fields
    assert chat.presses()[-1].value
