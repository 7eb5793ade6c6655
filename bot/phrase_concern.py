"""The fixed reply to a concern: whom to tell now. It rules on nothing and repeats nothing of the message."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Notice
from bot.concern import Concern
from bot.phrases import said


def phrase_concern(concern: Concern) -> Answer:
    """The reply for a concern, by whom it should go to."""
    headline = said("concern", "danger" if concern.danger else "headline", person=said("concern", concern.refer_to))
    text = "\n\n".join((headline, *(said("concern", name) for name in ("now", "do_not", "nobody"))))
    return Answer("refer", text, refer_to=concern.refer_to, sure=1.0)


def with_signpost(answer: Answer, concern: Concern) -> Answer:
    """``answer`` with a line above it that says whom to tell if somebody is at risk."""
    line = said("concern", "signpost", person=said("concern", concern.refer_to))
    return replace(answer, text=f"{line}\n\n{answer.text}", notices=(Notice("concern", line), *answer.notices))
