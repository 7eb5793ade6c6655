"""Settings: every fault at once, where to get each value, and no value ever shown."""

from __future__ import annotations

import pytest

from adapters.slack.settings import read_slack_settings
from bot.settings import SettingsFaultyError
from tests.adapters.slack.conftest import CANARY, SECRET, TOKEN

APP = "xapp-1-A000-preview"


def test_slack_is_left_out_where_nothing_is_set() -> None:
    """Without any of its settings, Slack is simply not served."""
    assert None is read_slack_settings({"VERSE_SLACK_API_URL": ""})


def test_a_socket_needs_two_tokens_and_http_a_secret() -> None:
    """Either way of connecting is chosen by what is given."""
    socket = read_slack_settings({"VERSE_SLACK_BOT_TOKEN": TOKEN, "VERSE_SLACK_APP_TOKEN": APP})
    http = read_slack_settings(
        {"VERSE_SLACK_BOT_TOKEN": TOKEN, "VERSE_SLACK_SIGNING_SECRET": SECRET, "VERSE_SLACK_LINK_HOSTS": "a.example, B.example"}
    )

    assert socket is not None
    assert http is not None
    assert (True, False) == (socket.socket_mode, http.socket_mode)
    assert {"a.example", "b.example"} == http.link_hosts
    assert TOKEN not in repr(http)
    assert SECRET not in repr(http)


def test_every_fault_is_told_at_once_without_a_value() -> None:
    """Each line names the setting and the page where its value is found; none shows what was given."""
    given = {
        "VERSE_SLACK_SIGNING_SECRET": f"short {CANARY}",
        "VERSE_SLACK_APP_TOKEN": f"xoxb-{CANARY}",
        "VERSE_SLACK_API_URL": f"http://{CANARY}.example/",
        "VERSE_SLACK_FEEDBACK_BUTTONS": CANARY,
    }

    with pytest.raises(SettingsFaultyError) as fault:
        read_slack_settings(given)

    lines = str(fault.value).splitlines()
    assert [
        "VERSE_SLACK_BOT_TOKEN",
        "VERSE_SLACK_APP_TOKEN",
        "VERSE_SLACK_SIGNING_SECRET",
        "VERSE_SLACK_API_URL",
        "VERSE_SLACK_FEEDBACK_BUTTONS",
    ] == [line.split()[0] for line in lines]
    assert 3 == sum("api.slack.com/apps" in line for line in lines)
    assert CANARY not in str(fault.value)
