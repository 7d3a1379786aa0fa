"""What is searched for a question: the whole, the part that asks, each question inside it, its topic beside it."""

from __future__ import annotations

from collections.abc import Sequence

from index.search import Hit
from qa import followup, rerank
from qa.question import Question, focus
from qa.retrieve import PlanRetriever

# Chosen on the tuning questions: see README, Decisions.
_STORY_CHARS, _CORE_CHARS = 28, 16  # of a question that tells a story, and of the part at its end that asks
_CORE_BESIDE = 0.4  # weight of what was found for that part
_TOPIC_BESIDE = 0.5  # weight of what was found for a question with the one before it, where it may stand alone
_STANDS_OUT = 2.0  # fused score of a hit that a question's own words are about
_WHOLE_BESIDE_PART = 0.7  # weight of what was found for the whole question beside a part of it


class Finder:
    """Searches for questions as they were understood. Holds no state that a call changes."""

    def __init__(self, retriever: PlanRetriever) -> None:
        self._retriever = retriever
        self._plan = retriever.searcher.plan

    def whole(self, question: Question, *, without: str | None = None) -> tuple[Hit, ...]:
        """Hits for the whole question, best first; a follow-up's own words count besides those of its topic.

        Records whose text is `without` count as not there.
        """
        hits = self._find(question.standalone, without)
        if question.standalone != question.text and (own := followup.own_weight(question.text)):
            hits = rerank.blend([self._find(question.text, without), hits], [own, 1.0])
        elif not question.history and len(question.text) >= _STORY_CHARS and followup.tells_a_story(question.text):
            core = focus(question.text, chars=_CORE_CHARS)
            hits = rerank.blend([hits, self._find(core, without)], [1.0, _CORE_BESIDE])
        elif question.history and question.standalone == question.text:
            together = self._find(followup.with_topic(question.text, question.history), without)
            flat = hits[0].fused < _STANDS_OUT  # nothing is what its own words are about
            hits = rerank.blend([hits, together], [1.0, 1.0 if flat else _TOPIC_BESIDE])
        return rerank.rerank(question, hits, self._plan)

    def part(self, part: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hits for a question inside a question; what was found for the whole (`hits`) counts a little."""
        found = self._find(part.raw, None)
        return rerank.rerank(part, rerank.blend([found, hits], [1.0, _WHOLE_BESIDE_PART]), self._plan)

    def plain(self, text: str) -> tuple[Hit, ...]:
        """Hits for a text as it is."""
        return self._find(text, None)

    def _find(self, text: str, without: str | None) -> tuple[Hit, ...]:
        if without is not None:
            return self._retriever.find(text, without=without)
        return tuple(document.metadata["hit"] for document in self._retriever.invoke(text))
