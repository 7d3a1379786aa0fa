"""The search of index/ as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import WEIGHTS, Hit, Searcher
from qa.lexicon import Lexicon
from qa.options import Options


def channel_weights(options: Options) -> dict[str, float]:
    """The search weights with the channels of switched-off ingredients left out."""

    def on(name: str) -> bool:
        if name.endswith("_grams"):  # their documents hold the everyday questions
            return options.bm25 and options.grams and options.expansion
        if (name.startswith("dense") and not options.dense) or (name.startswith("bm25") and not options.bm25):
            return False
        return options.expansion or not name.endswith(("_points", "_questions"))

    return {name: weight for name, weight in WEIGHTS.items() if on(name)}


class PlanRetriever(BaseRetriever):
    """Finds the sentences of a plan; each document carries its `Hit` in `metadata["hit"]`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    weights: Mapping[str, float]
    lexicon: Lexicon | None = None  # finds the plan's words for everyday ones, to be searched for besides
    limit: int = 60

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document(hit) for hit in self.find(query)]

    def find(self, query: str, *, without: str | None = None) -> tuple[Hit, ...]:
        """The hits for a question; records whose text is `without` count as not there."""
        extra = " ".join(self.lexicon.plan_words(query)) if self.lexicon else ""
        return self.searcher.search(query, limit=self.limit, weights=self.weights, extra=extra, without=without)


def document(hit: Hit) -> Document:
    """A hit as a LangChain document; the page content is the plan's wording."""
    metadata: dict[str, Any] = {
        "hit": hit,
        "passage_id": hit.passage.id,
        "label": hit.passage.label,
        "fused": hit.fused,
    }
    return Document(page_content=hit.sentence.text, metadata=metadata, id=f"{hit.passage.id}@{hit.sentence.start}")
