"""Our search and our answers as parts of other people's LangChain chains; nothing of ours stands on this module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun  # noqa: TC002 - pydantic reads the method's annotations
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from bot.answer import Answer, Question, Role
from bot.verify import flat
from knowledge.search import Hit, Search
from knowledge.store import Store

if TYPE_CHECKING:
    from knowledge.clauses import Clause
    from knowledge.store import Policy


class Answers(Protocol):
    """What answers a question."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        ...


class PolicyRetriever(BaseRetriever):
    """Finds the clauses of one school that are nearest to a question, those of ``audience`` alone, best first.

    A document's text is the clause with its lead-ins; its metadata gives school, policy, title, version, address, headings and page.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    search: Search
    school: str
    audience: tuple[str, ...] = ("staff",)
    limit: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 - LangChain's signature
        hits = self.search.find(query, self.school, audience=self.audience, limit=self.limit)
        policies = {policy.slug: policy for policy in self.store.policies(self.store.school(self.school))}
        outlines = {
            slug: {clause.id: clause for clause in self.store.outline(policies[slug]).clauses} for slug in {hit.policy for hit in hits}
        }
        return [_document(policies[hit.policy], outlines[hit.policy][hit.clause], hit) for hit in hits]


def _document(policy: Policy, clause: Clause, hit: Hit) -> Document:
    metadata = {
        "school": policy.school,
        "policy": policy.slug,
        "title": policy.title,
        "version": policy.version,
        "address": clause.address,
        "path": list(clause.path),
        "page": clause.page,
        "score": hit.fused,
    }
    return Document(page_content=flat(" ".join((*clause.lead_in, clause.text))), metadata=metadata)


def answering(answers: Answers, school: str, today: Callable[[], date], role: Role = "staff") -> Runnable[str, Answer]:
    """A question in, our whole answer out: verdict, verified citations and text."""
    return RunnableLambda(lambda text: answers.answer(Question(school, text, role), today()), name="chapter_and_verse")
