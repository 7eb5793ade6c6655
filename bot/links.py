"""Where a citation can be read: the address of its clause on the policy's page, put on every answer that goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol
from urllib.parse import quote, urlencode

from bot.answer import Answer, Citation, Question, Role
from knowledge.store import Store

Sign = Callable[[str, str, Role], str]
"""School, policy and role to a token that opens this policy to whoever holds the link; "" where none is needed."""


class Answers(Protocol):
    """What answers a question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...


def anchor(address: str) -> str:
    """The name of a clause's place on its page: "c-6.2", "c-Appendix-A,-12"."""
    return f"c-{'-'.join(address.split())}"


def page(school: str, policy: str, version: str = "", address: str = "", token: str = "") -> str:
    """The path of a policy's page, of one version of it and with one clause marked where they are given."""
    place = anchor(address) if address else ""
    query = urlencode({name: value for name, value in (("v", version), ("c", place), ("k", token)) if value})
    return f"/p/{quote(school, safe='')}/{quote(policy, safe='')}{'?' if query else ''}{query}{'#' if place else ''}{quote(place)}"


class LinkedAnswers:
    """Answers whose citations say where they can be read. Safe to share between threads."""

    def __init__(self, answers: Answers, store: Store, site: Callable[[str], str | None], sign: Sign) -> None:
        """``site`` gives what stands before a school's paths ("https://policies.school.example"), "" within the site, None for no links."""
        self._answers, self._store, self._site, self._sign = answers, store, site, sign

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``, each citation with its ``url``."""
        answer = self._answers.answer(question, today)
        site = self._site(question.school)
        if not answer.citations or site is None:
            return answer
        policies = {policy.version: policy.slug for policy in self._store.policies(self._store.school(question.school))}
        return replace(answer, citations=tuple(self._linked(each, site, question, policies.get(each.version)) for each in answer.citations))

    def _linked(self, citation: Citation, site: str, question: Question, policy: str | None) -> Citation:
        if policy is None:
            return citation
        token = self._sign(question.school, policy, question.role)
        return replace(citation, url=site.rstrip("/") + page(question.school, policy, citation.version, citation.ref, token))
