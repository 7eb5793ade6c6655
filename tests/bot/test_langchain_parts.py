"""Our parts in other people's chains: the example in docs/model.md runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.langchain_parts import PolicyRetriever


@pytest.mark.slow
def test_the_documented_example_runs(root: Path, larkfield_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten lines: a retriever of clauses and a runnable answer, over the sample school."""
    monkeypatch.setenv("VERSE_DATA", str(larkfield_data))
    (example,) = re.findall(r"<!-- run -->\n```python\n(.*?)```", (root / "docs" / "model.md").read_text("utf-8"), re.DOTALL)
    made: dict[str, Any] = {}

    exec(compile(example, "docs/model.md", "exec"), made)  # noqa: S102 - our own documentation

    assert isinstance(made["retriever"], PolicyRetriever)
    assert 3 == len(made["clauses"])
    assert {"policy", "address", "version"} <= set(made["clauses"][0].metadata)
    assert made["answer"].citations
