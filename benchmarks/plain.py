"""What is commonly built: LangChain's splitter, Chroma and sentence-transformers, as their first pages show it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge.weights import weights_folder


class MiniLM(Embeddings):
    """The same model through its own library."""

    def __init__(self) -> None:
        """Load the weights; nothing is fetched."""
        os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

        with redirect_stderr(io.StringIO()):  # its progress bar, which would stand in the table
            self._model = SentenceTransformer(str(weights_folder()), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text."""
        rows: list[list[float]] = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]


def plain_search(texts: Mapping[str, str], size: int, limit: int) -> Callable[[str, str], Sequence[str]]:
    """Chunks of at most ``size`` characters, a fifth of them shared with the next; a school and a question to chunks, best first."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=size // 5)
    embeddings = MiniLM()
    stores = {
        school: Chroma.from_texts(splitter.split_text(text), embeddings, collection_name=f"{school}-{size}")
        for school, text in texts.items()
    }
    return lambda school, question: [found.page_content for found in stores[school].similarity_search(question, k=limit)]
