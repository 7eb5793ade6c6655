"""An answer as one line of JSON, field for field as other programs rely on it."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.answer import Answer, Question


def as_json(answer: Answer, question: Question, *, name: str | None, elapsed_ms: float) -> str:
    """One JSON object without line breaks; ``name`` is the question's id, ``elapsed_ms`` how long answering took."""
    fields = {
        "id": name,
        "school": question.school,
        "question": question.text,
        "verdict": answer.verdict,
        "strength": answer.strength,
        "text": answer.text,
        "citations": [asdict(citation) for citation in answer.citations],
        "ask": asdict(answer.ask) if answer.ask else None,
        "notices": [asdict(notice) for notice in answer.notices],
        "refer_to": answer.refer_to,
        "reader": answer.reader,
        "sure": round(answer.sure, 4),
        "elapsed_ms": round(elapsed_ms, 1),
    }
    text = json.dumps(fields, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair, as a chat may send, cannot be written
