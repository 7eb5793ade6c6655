"""``verse lookup``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.command_line.fakes import FakeParts, verse

if TYPE_CHECKING:
    import pytest


def test_a_procedure_is_printed_with_its_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    """The topic heads the page, each step keeps its address, and the role is the one that was given."""
    assert verse("lookup", "swarm", "--role", "dsl", parts=FakeParts()) == 0

    assert "swarm\n1. Ring the beekeeper of hive-hill. [2.1] (dsl)\n" == capsys.readouterr().out
