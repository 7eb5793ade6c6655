"""``verse demo-slack``: the command starts the page with the real parts and stops when it is told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_question_on_the_page_is_answered_from_the_sample_school(larkfield_data: Path, root: Path) -> None:
    """What is written on the page is answered by the real desk, and Ctrl-C ends the command well."""
    command = [
        sys.executable,
        "-c",
        "from adapters.command_line.app import main; main()",
        "demo-slack",
        "--port",
        "0",
        "--data",
        str(larkfield_data),
    ]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        assert running.stdout is not None
        address = re.findall(r"http://127\.0\.0\.1:\d+", running.stdout.readline())[0]
        asked = urllib.parse.urlencode({"channel": "D0YOU", "text": "May I keep bees?"}).encode()
        with urllib.request.urlopen(f"{address}/say", asked, timeout=60) as answer:  # noqa: S310 - our own page
            page = answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert 0 == running.wait(30)

    assert "May I keep bees?" in page
    assert "Chapter &amp; Verse</b>" in page
