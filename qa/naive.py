"""The reference that the evaluation compares with: a plain LangChain chain, as tutorials build it.

Chunks of 500 characters, one vector each, the nearest chunk is the answer. It reads the plan's text without its
structure, resolves no follow-up and refuses nothing. Source: LangChain's documentation, "Build a semantic search
engine" (RecursiveCharacterTextSplitter → Embeddings → VectorStore).
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import RunnableLambda

from corpus.flat import flat
from corpus.load import load as load_plan
from corpus.model import Passage, Plan, Span, clean
from corpus.settings import Settings
from index import embed
from index.embed import Encoder
from index.text import without_surrogates
from qa.evidence import Proof, citation
from qa.model import Answer, Statement

CHUNK_CHARS, OVERLAP_CHARS = 500, 50
ANSWER_CHARS = 380  # an answer may have 400 characters
_FOUND = 20  # chunks that a search tells of, as many as the product's


class PlanEmbeddings(Embeddings):
    """The product's encoder in LangChain's form."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of passages."""
        return [vector.tolist() for vector in self._encoder.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return list(self._encoder.encode_query(without_surrogates(text)).tolist())


class NaiveAssistant:
    """Answers with the nearest chunk. Threads may share it."""

    def __init__(self, plan: Plan, encoder: Encoder) -> None:
        from langchain_core.vectorstores import InMemoryVectorStore

        self.plan = plan
        self._store = InMemoryVectorStore.from_documents(chunks(plan), PlanEmbeddings(encoder))
        self.runnable = RunnableLambda(self._nearest) | RunnableLambda(self._answer)

    @classmethod
    def load(cls, settings: Settings) -> NaiveAssistant:
        """The reference over the settings' plan and encoder; encoding its chunks takes about a minute.

        Raises SourceError, ModelError or BadSettingError as the product does.
        """
        return cls(load_plan(settings.plan), embed.load(settings))

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The nearest chunk as the answer; `history` is not looked at."""
        return self.runnable.invoke(question)

    def search(self, question: str) -> tuple[Span, ...]:
        """The stretches of the nearest chunks, best first."""
        return tuple(_span(chunk) for chunk in self._store.similarity_search(question, k=_FOUND))

    def _nearest(self, question: str) -> tuple[str, float, Document, float]:
        """The question, when it came, the chunk with the largest inner product and that product."""
        started = time.perf_counter()
        [(chunk, similarity)] = self._store.similarity_search_with_score(question, k=1)
        return question, started, chunk, similarity

    def _answer(self, found: tuple[str, float, Document, float]) -> Answer:
        question, started, chunk, similarity = found
        text = clean(chunk.page_content)[:ANSWER_CHARS]
        whole = _span(chunk)
        span = flat(self.plan.source.text).find(text, whole.start, whole.end) or whole
        cited = citation(self.plan, Proof(passage_at(self.plan, span.start), span.start, span.end))
        return Answer(
            question=question,
            standalone=question,
            answer=text,
            mode="extractive",
            statements=(Statement(text, (0,)),),
            citations=(cited,),
            confidence=min(max(similarity, 0.0), 1.0),  # a cosine: it orders answers, it is no probability
            latency_ms=(time.perf_counter() - started) * 1000,
        )


def chunks(plan: Plan) -> list[Document]:
    """The plan's text in chunks of at most 500 characters that overlap by up to 50.

    `metadata["start_index"]` is the offset of each in the source: `source.text[start:][:len(chunk)] == chunk`.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True)
    return splitter.create_documents([plan.source.text])


def passage_at(plan: Plan, offset: int) -> Passage:
    """The passage at an offset of the source, the next one where a heading stands there."""
    later = (passage for passage in plan.passages if passage.end > offset)
    return min(later, key=lambda passage: passage.start, default=plan.passages[-1])


def _span(chunk: Document) -> Span:
    start = int(chunk.metadata["start_index"])
    return Span(start, start + len(chunk.page_content))
