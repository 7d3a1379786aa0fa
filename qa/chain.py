"""The product on one screen: a LangChain chain from a question to a checked answer.

understand → search → decide → compose → verify
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, Literal, TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from corpus.model import Plan
from index.search import Hit
from qa import compose, decide, finish, followup, guard, rerank, select, table_answer, table_query
from qa.model import Answer
from qa.options import Options
from qa.question import Question, understand
from qa.retrieve import PlanRetriever
from qa.verify import verify
from qa.work import Work

StageName = Literal["understand", "search", "verify"]
_EXAMPLES = 20  # nearest outside examples that the decision looks at
_WHOLE_BESIDE_PART = 0.3  # weight of what was found for the whole question beside a part of it


class Asked(TypedDict):
    """The chain's input; `history` is the earlier user questions, oldest first."""

    question: str
    history: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the chain is doing now."""

    name: StageName


class AnswerChain:
    """The steps, each a function of the work so far, joined as LangChain runnables."""

    def __init__(self, retriever: PlanRetriever, options: Options, *, max_question_chars: int) -> None:
        self.retriever = retriever
        self._searcher = retriever.searcher
        self.plan: Plan = retriever.searcher.plan
        self.options = options
        self._max_chars = max_question_chars
        self._steps: tuple[tuple[StageName, Runnable[Any, Any]], ...] = (
            ("understand", RunnableLambda(self.understand)),
            ("search", RunnableLambda(self.search)),
            ("verify", RunnableLambda(self.decide) | RunnableLambda(self.compose) | RunnableLambda(self.verify)),
        )
        chain: Runnable[Any, Any] = reduce(or_, (step for _, step in self._steps))
        self.runnable: Runnable[Asked, Answer] = chain.with_config(run_name="planqa")

    def stream(self, asked: Asked) -> Iterator[Stage | Answer]:
        """The stages as they begin, then the answer."""
        work: Any = asked
        for name, step in self._steps:
            yield Stage(name)
            work = step.invoke(work)
        yield work

    def understand(self, asked: Asked) -> Work:
        """Tidy the words, resolve a follow-up, and answer at once what is no question to the plan."""
        started = time.perf_counter()
        raw = asked["question"]
        question = understand(raw, asked.get("history", ()), max_chars=self._max_chars, lexicon=self.options.lexicon)
        work = Work(question, started)
        if not question.text:
            return self._refused(work, guard.EMPTY, "unclear")
        # tags are data for the search, but a sign here, so the words as typed are judged too
        if rule := guard.judge(question.text) or guard.judge(raw[: self._max_chars]):
            return self._ruled(work, rule)
        if guard.is_unclear(question.text):
            return self._refused(work, guard.UNCLEAR, "unclear")
        return work

    def search(self, work: Work) -> Work:
        """Find hits for the question and for each question inside it; read the tables if it is about rows."""
        if work.answer:
            return work
        question = work.question
        hits = self._hits(question)
        if self.options.several:
            part_hits = [(part, self._part_hits(part, hits)) for part in select.parts(question)]
            chosen = select.select(question, hits, part_hits, self.plan, self._searcher.segmenter)
        else:
            chosen = list(hits[:1])
        query = table_query.parse(question, self.plan) if self.options.tables else None
        rows = table_query.run(query, self.plan) if query else ()
        return replace(work, hits=hits, chosen=tuple(chosen), query=query, rows=rows)

    def decide(self, work: Work) -> Work:
        """Refuse what the plan does not answer."""
        if work.answer:
            return work
        examples = self._searcher.outside(work.question.standalone, limit=_EXAMPLES)
        found = decide.features(work.question, work.hits, examples, self.plan, self._searcher.segmenter)
        calibrated = decide.calibration()
        work = replace(work, features=found, confidence=1.0 if work.rows else calibrated.probability(found))
        if not self.options.refusal or work.rows or decide.asks_for_term(work.question, work.hits[0]):
            return work
        if kind := decide.outside_kind(work.question, examples, found.likeness):
            return self._ruled(replace(work, confidence=0.0), guard.by_kind(kind))
        if work.confidence < calibrated.threshold:
            return replace(work, answer=finish.refused(work, "not_in_plan", self.plan, self._searcher.records))
        return work

    def compose(self, work: Work) -> Work:
        """Choose what to say."""
        if work.answer:
            return work
        if work.query and work.rows:
            return replace(work, drafts=tuple(table_answer.answer(work.query, work.rows, self.plan)))
        segmenter = self._searcher.segmenter
        drafts = compose.drafts(work.question, work.chosen, work.hits, self.plan, segmenter, tables=self.options.tables)
        return replace(work, drafts=tuple(drafts))

    def verify(self, work: Work) -> Answer:
        """Hold every quote and figure against the source and put the answer together."""
        if work.answer:
            return work.answer
        checked = verify(work.drafts, self.plan)
        work = replace(work, dropped=checked.dropped)
        if not checked.statements:
            return finish.refused(work, "not_in_plan", self.plan, self._searcher.records)
        return finish.answered(work, checked, self.plan, self._searcher.records)

    def _hits(self, question: Question) -> tuple[Hit, ...]:
        """Hits for the whole question; a follow-up's own words count besides those of its topic."""
        hits = self._find(question.standalone)
        if question.standalone != question.text and (own := followup.own_weight(question.text)):
            hits = rerank.blend([hits, self._find(question.text)], [1.0, own])
        return rerank.rerank(question, hits, self.plan)

    def _part_hits(self, part: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hits for a question inside the question; what was found for the whole counts a little."""
        asked = understand(part, (), max_chars=self._max_chars, lexicon=self.options.lexicon)
        return rerank.rerank(asked, rerank.blend([self._find(part), hits], [1.0, _WHOLE_BESIDE_PART]), self.plan)

    def _find(self, text: str) -> tuple[Hit, ...]:
        return tuple(document.metadata["hit"] for document in self.retriever.invoke(text))

    def _ruled(self, work: Work, rule: guard.Rule) -> Work:
        """The work with what a rule of the guard says."""
        if rule.verdict == "smalltalk":
            return replace(work, answer=finish.small_talk(work, rule.reply, self.plan))
        return self._refused(work, rule.reply, rule.reason or "out_of_scope") if self.options.refusal else work

    def _refused(self, work: Work, reply: str, reason: Any) -> Work:
        return replace(work, answer=finish.refused(work, reason, self.plan, self._searcher.records, reply))
