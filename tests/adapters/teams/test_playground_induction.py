"""A new starter's whole induction in Microsoft's own chat surface: each button found on the screen by its label and pressed there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from adapters.teams.app import teams_channel
from adapters.teams.settings import TeamsSettings
from bot.card import Card
from bot.messages import Asker
from bot.records.acknowledgements import Acknowledgements
from bot.records.engine import Records, open_records
from bot.records.known import Known
from bot.records.post import Post
from tests.adapters.inducting import NAME, Noted, Sample, Starter, first_words, pressable, working
from tests.adapters.teams.serving import served, until
from tests.adapters.teams.test_playground import PATIENCE, browser, playground, typed

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
MOST = 200  # presses


class Starters:
    """Everybody is a new starter of the sample school."""

    def who(self, tenant: str, team: str, user: str) -> Asker:
        del team
        return Asker("teams", f"{tenant}/{user}", "larkfield", "new_starter")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(tmp_path)
    yield opened
    opened.close()


def newest(page: Page, card: Card) -> Locator:
    """The card as it is drawn last."""
    return page.locator(".ac-adaptiveCard").filter(has_text=" ".join(first_words(card).split())[:40]).last


def test_a_new_starter_goes_through_the_whole_induction_in_teams(sample: Sample, records: Records) -> None:
    """Every section, question and statement is drawn and pressed, the name typed, and the receipt on the screen is the one that is kept."""
    post, desk = Post(records, lambda _text: None), Noted(sample.desk(records))
    channel = teams_channel(TeamsSettings(playground=True), post, Starters(), Known(records, "teams"))
    titles: list[str] = []
    with (
        working(post, desk, channel.sender),
        served(*channel.routes) as url,
        playground(f"{url}/api/messages") as shown,
        browser(shown) as page,
    ):
        page.get_by_text("Ask me what your school's policies say").wait_for()
        typed(page, "induction")
        until(lambda: desk.replies, PATIENCE)
        starter = Starter(sample.inductions(records), Asker("teams", "anybody", "larkfield", "new_starter"))
        for number in range(1, MOST):
            card = desk.replies[-1].card
            titles.append(card.title)
            drawn = newest(page, card)
            drawn.wait_for()
            pressed = starter.press(pressable(card.buttons))
            if pressed is None:
                break
            action, value, name = pressed
            if name:
                drawn.get_by_role("textbox").fill(name)
            label = next(each.label for each in card.buttons if (each.action, each.value) == (action, value))
            drawn.get_by_role("button", name=label, exact=True).click()
            until(lambda number=number: len(desk.replies) > number, PATIENCE)  # type: ignore[misc]  # bound by its default
        given = Acknowledgements(records).given("larkfield")
        for each in given:
            page.get_by_text(each.link).first.wait_for()
    channel.sender.stop()

    assert "You have finished your induction" == titles[-1]
    assert starter.wrong == starter.asked[-1]
    assert ["Sign", "Nothing is recorded yet", "Recorded"] == titles[-4:-1]
    assert {NAME} == {each.acknowledgement.typed_name for each in given}
    assert () == Acknowledgements(records).verify()
