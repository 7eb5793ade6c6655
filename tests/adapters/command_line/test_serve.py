"""``verse serve`` as a person runs it: in a process of its own, started, asked and stopped."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from io import StringIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from adapters.command_line.logs import set_up_logs

ROOT = Path(__file__).parents[3]
PATIENCE = float(os.environ.get("VERSE_TEST_PATIENCE", "60"))  # seconds that a start may take: more on a busy machine
CANARY = "canary-quietly-71"
pytestmark = pytest.mark.slow


class Served:
    """A service in a child process."""

    def __init__(self, data: Path, **settings: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("VERSE_")}
        script = "from adapters.command_line.app import main; main()"
        command = [sys.executable, "-u", "-c", script, "serve", "--data", str(data), "--port", "0"]
        self.log = data / "served.log"
        with self.log.open("w") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, env=clean | settings, stdout=said, stderr=said)  # noqa: S603 - our own
        self.address = self._address()
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))

    def _address(self) -> str:
        for _ in range(int(10 * PATIENCE)):
            found = re.search(r"Open (http://\S+) in", self.log.read_text())
            if found:
                return found[1]
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def get(self, path: str) -> str:
        with self.browser.open(f"{self.address}{path}", timeout=60) as page:
            return str(page.read().decode())

    def ask(self, text: str) -> str:
        """The newest exchange on the page."""
        page = self.get("/")
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index('id="ask"') :]))
        body = urlencode({**fields, "text": text}).encode()
        with self.browser.open(f"{self.address}/ask", body, timeout=60) as answer:
            return str(answer.read().decode()).rpartition('class="exchange')[2]

    def ended(self, by: signal.Signals) -> tuple[int, float]:
        """Exit code after a signal, and how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(by)
        code = self.process.wait(40)
        return code, time.monotonic() - began


@pytest.fixture
def data(larkfield_data: Path, tmp_path: Path) -> Path:
    """The sample school's data, to write records in."""
    return shutil.copytree(larkfield_data, tmp_path / "data")


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    """A service over the sample school."""
    service = Served(data)
    yield service
    if service.process.poll() is None:
        service.process.kill()
        service.process.wait()


def refused(**settings: str) -> list[str]:
    """What `verse serve` says, line by line, when it does not start; it must end with 2."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VERSE_")}
    script = "from adapters.command_line.app import main; main()"
    ended = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", script, "serve"], cwd=ROOT, env=clean | settings, capture_output=True, text=True, timeout=60, check=False
    )
    assert 2 == ended.returncode, ended.stderr
    return ended.stderr.splitlines()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_when_told(served: Served, by: signal.Signals) -> None:
    """A question is answered from the policies; SIGTERM or Ctrl-C ends it with 0, well within 30 seconds."""
    page = served.ask("May I accept a friend request from a former pupil?")

    assert "former pupils" in page
    assert "ready\n" == served.get("/readyz")
    assert 'verse_replies_total{channel="web",kind="message"} 1.0' in served.get("/metrics")
    code, seconds = served.ended(by)
    assert (0, True) == (code, seconds < 30), served.log.read_text()


def test_no_word_of_a_question_is_in_any_log_or_metric(served: Served) -> None:
    """A canary asked, pressed and sent to wrong pages is in no log line and no metric."""
    served.ask(f"May I keep {CANARY} in my classroom?")
    for path in (f"/p/{CANARY}/x", f"/?q={CANARY}", f"/p/larkfield/social-media?c={CANARY}"):
        try:
            served.get(path)
        except HTTPError:
            continue
    metrics = served.get("/metrics")
    served.ended(signal.SIGTERM)

    assert CANARY not in served.log.read_text()
    assert CANARY not in metrics


def test_the_off_switch_works_within_five_seconds_and_still_says_whom_to_tell(served: Served, data: Path) -> None:
    """A file named "off" stops answers, never the reply to a concern; taking it away lets answers through again."""
    (data / "off").write_text("web  # while we look at it\n")
    time.sleep(3)
    off = served.ask("May I keep bees?")
    concern = served.ask("A child told me that her stepfather hits her and she is scared to go home")
    (data / "off").unlink()
    time.sleep(3)
    on = served.ask("May I keep bees?")

    assert "switched off" in off
    assert "999" in concern
    assert "switched off" not in concern
    assert "switched off" not in on


def test_every_fault_is_said_at_once_with_where_to_get_the_value(tmp_path: Path) -> None:
    """One start names all that is wrong, in Slack's settings, Teams', the web's and the people's, and prints no secret."""
    lines = refused(
        VERSE_DATA=str(tmp_path), VERSE_HOST="192.0.2.1", VERSE_SSO_GROUPS_HEADER="X-Groups",
        VERSE_SLACK_BOT_TOKEN=f"xoxp-{CANARY}", VERSE_TEAMS_APP_ID="not-a-guid",
    )  # fmt: skip
    said = "\n".join(lines)

    for name in (
        "VERSE_HOST",
        "VERSE_SSO_HEADER",
        "VERSE_SLACK_BOT_TOKEN",
        "VERSE_SLACK_APP_TOKEN",
        "VERSE_TEAMS_APP_ID",
        "VERSE_TEAMS_TENANT_ID",
    ):
        assert name in said
    assert "api.slack.com/apps" in said
    assert "portal.azure.com" in said
    assert CANARY not in said


def test_settings_that_cannot_be_read_are_all_named(tmp_path: Path) -> None:
    """A port that is no port and a secret that is too short are said together."""
    said = "\n".join(refused(VERSE_DATA=str(tmp_path), VERSE_PORT="99999", VERSE_LINK_SECRET=CANARY, VERSE_TRUSTED_PROXY="nowhere"))

    for name in ("VERSE_PORT", "VERSE_LINK_SECRET", "VERSE_TRUSTED_PROXY"):
        assert name in said


SLACK = {"VERSE_SLACK_BOT_TOKEN": "xoxb-0000000000-abcdefghij", "VERSE_SLACK_APP_TOKEN": "xapp-0000000000-abcdefghij"}


def test_slack_is_not_served_before_it_is_known_whom_a_concern_goes_to(tmp_path: Path) -> None:
    """Without a directory, or with one that lacks the DSL, deputy or out-of-hours contact, it does not start."""
    directory = tmp_path / "directory.toml"
    directory.write_text('[schools.hive-hill]\nname = "Hive Hill"\n[slack.T0]\nschools = ["hive-hill"]\n')

    assert "VERSE_DIRECTORY is missing" in "\n".join(refused(VERSE_DATA=str(tmp_path), **SLACK))
    said = "\n".join(refused(VERSE_DATA=str(tmp_path), VERSE_DIRECTORY=str(directory), **SLACK))
    for office in ("dsl", "deputy", "out_of_hours"):
        assert f"contacts.{office}] is missing" in said


def test_slack_and_teams_are_served_beside_the_web_by_one_process(data: Path) -> None:
    """With both set up each is at its own address, and neither lets in who proves nothing."""
    service = Served(
        data, VERSE_DIRECTORY=str(ROOT / "examples" / "directory.toml"), VERSE_TEAMS_PLAYGROUND="1",
        VERSE_SLACK_BOT_TOKEN=SLACK["VERSE_SLACK_BOT_TOKEN"], VERSE_SLACK_SIGNING_SECRET="0123456789abcdef" * 2,
    )  # fmt: skip
    refused_with = []
    for path in ("/slack/events", "/api/messages"):
        with pytest.raises(HTTPError) as refusal:
            service.browser.open(f"{service.address}{path}", b"{}", timeout=30)
        refused_with.append(refusal.value.code)
    health = service.get("/healthz")
    code, _ = service.ended(signal.SIGTERM)

    assert ([401, 400], "ok\n", 0) == (refused_with, health, code)
    assert "Answering in Slack and Teams." in service.log.read_text()


def test_a_model_that_is_set_reads_what_is_asked_on_the_page(data: Path, tmp_path: Path) -> None:
    """A question on the page goes to the model, whose use is counted; a concern never does."""
    service = Served(data, VERSE_MODEL=f"replay:{tmp_path}")
    service.ask("a boy in my form has bruises up his arms and begged me not to tell his mum")
    before = list(tmp_path.glob("*.request.json"))
    service.ask("May I accept a friend request from a former pupil?")
    counted = service.get("/metrics")
    service.ended(signal.SIGTERM)

    assert [] == before
    assert len(list(tmp_path.glob("*.request.json"))) == 1
    assert "tokens_in" in counted


def test_what_others_log_loses_its_words() -> None:
    """Another library's record, and the words of any fault, leave only their place in the log."""
    import logging  # noqa: PLC0415 - this test's alone

    before = logging.getLogger().handlers[:], logging.getLogger().level
    out = StringIO()
    set_up_logs(out)
    try:
        logging.getLogger("slack_sdk.web").error("request %s", CANARY)
        try:
            int(CANARY)
        except ValueError:
            logging.getLogger("verse.post").exception("a step failed: %s", "ValueError")
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)

    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert CANARY not in out.getvalue()
    assert ["slack_sdk.web", "verse.post"] == [line["logger"] for line in lines]
    assert ("a step failed: ValueError", "ValueError") == (lines[1]["event"], lines[1]["fault"])
