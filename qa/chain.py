"""The product on one screen: a LangChain chain from a question to a checked answer.

understand → retrieve → decide → compose → verify
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from corpus.model import Plan
from index.search import Hit
from qa import compose, decide, followup, guard, rerank, select, table_answer, table_query
from qa.evidence import Draft, Proof, citation, whole
from qa.model import Answer, Citation, Reason
from qa.options import Options
from qa.question import Question, understand
from qa.retrieve import PlanRetriever
from qa.verify import verify

StageName = Literal["understand", "search", "verify"]
_RELATED = 3
_ROWS = frozenset({"row", "project", "map"})


class Asked(TypedDict):
    """The chain's input."""

    question: str
    history: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the chain is doing now."""

    name: StageName


@dataclass(frozen=True)
class Work:
    """What travels down the chain; once `answer` is set, the later steps hand it on."""

    question: Question
    started: float  # time.perf_counter()
    hits: tuple[Hit, ...] = ()
    chosen: tuple[Hit, ...] = ()
    query: table_query.TableQuery | None = None
    rows: tuple[table_query.Row, ...] = ()
    features: decide.Features | None = None
    confidence: float = 1.0
    drafts: tuple[Draft, ...] = ()
    answer: Answer | None = None


class AnswerChain:
    """The steps, each a pure function of the work so far, joined as LangChain runnables."""

    def __init__(self, retriever: PlanRetriever, options: Options, *, max_question_chars: int) -> None:
        self.retriever = retriever
        self.plan: Plan = retriever.searcher.plan
        self.options = options
        self._max_chars = max_question_chars
        self.steps: tuple[tuple[StageName, Runnable[Any, Any]], ...] = (
            ("understand", RunnableLambda(self.understand)),
            ("search", RunnableLambda(self.search)),
            ("verify", RunnableLambda(self.decide) | RunnableLambda(self.compose) | RunnableLambda(self.verify)),
        )
        first, *later = (step for _, step in self.steps)
        chain: Runnable[Any, Any] = first
        for step in later:
            chain = chain | step
        self.runnable: Runnable[Asked, Answer] = chain.with_config(run_name="planqa")

    def stream(self, asked: Asked) -> Iterator[Stage | Answer]:
        """The stages as they begin, then the answer."""
        work: Any = asked
        for name, step in self.steps:
            yield Stage(name)
            work = step.invoke(work)
        yield work

    def understand(self, asked: Asked) -> Work:
        """Tidy the words, resolve a follow-up, and answer at once what is no question to the plan."""
        started = time.perf_counter()
        question = understand(
            asked["question"], asked.get("history", ()), max_chars=self._max_chars, lexicon=self.options.lexicon
        )
        work = Work(question, started)
        if not question.text:
            return self._refuse(replace(work, confidence=0.0), "unclear", guard.EMPTY)
        rule = guard.judge(question.text) or (
            guard.judge(asked["question"][: self._max_chars]) if asked["question"] else None
        )
        if rule and rule.verdict == "smalltalk":
            text = rule.reply.format(title=f"《{self.plan.source.short_title}》")
            return replace(work, answer=self._answer(work, answer=text, mode="smalltalk"))
        if rule and self.options.refusal:
            return self._refuse(replace(work, confidence=0.0), rule.reason or "out_of_scope", rule.reply)
        if guard.is_unclear(question.text):
            return self._refuse(replace(work, confidence=0.0), "unclear", guard.UNCLEAR)
        return work

    def search(self, work: Work) -> Work:
        """Find hits for the question and for each question inside it; read the tables if it is about rows."""
        if work.answer:
            return work
        question = work.question
        hits = self._hits(question)
        parts = select.parts(question) if self.options.several else ()
        part_hits = [(part, self._part_hits(part, hits)) for part in parts]
        segmenter = self.retriever.searcher.segmenter
        several = self.options.several
        chosen = select.select(question, hits, part_hits, self.plan, segmenter) if several else list(hits[:1])
        query = table_query.parse(question, self.plan) if self.options.tables else None
        rows = table_query.run(query, self.plan) if query else ()
        return replace(work, hits=hits, chosen=tuple(chosen), query=query, rows=rows)

    def _hits(self, question: Question) -> tuple[Hit, ...]:
        """Hits for the whole question; a follow-up's own words count besides those of its topic."""
        hits = self._find(question.standalone)
        if question.standalone != question.text and (own := followup.own_weight(question.text)):
            hits = rerank.blend([hits, self._find(question.text)], [1.0, own])
        return self._rerank(question, hits)

    def _part_hits(self, part: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hits for a question inside the question; what was found for the whole counts a little."""
        asked = understand(part, (), max_chars=self._max_chars, lexicon=self.options.lexicon)
        return self._rerank(asked, rerank.blend([self._find(part), hits], [1.0, 0.3]))

    def _find(self, text: str) -> tuple[Hit, ...]:
        return tuple(document.metadata["hit"] for document in self.retriever.invoke(text))

    def _rerank(self, question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        return rerank.rerank(question, hits, self.plan)

    def decide(self, work: Work) -> Work:
        """Refuse what the plan does not answer."""
        if work.answer or not work.hits:
            return work if work.answer else self._refuse(work, "not_in_plan", "")
        found = decide.features(work.question, work.hits, self.plan, self.retriever.searcher.segmenter)
        rule = decide.calibration()
        confidence = rule.probability(found)
        work = replace(work, features=found, confidence=confidence)
        if self.options.refusal and confidence < rule.threshold and not work.rows:
            return self._refuse(work, "not_in_plan", "")
        return work

    def compose(self, work: Work) -> Work:
        """Choose what to say."""
        if work.answer:
            return work
        if work.query and work.rows:
            return replace(work, drafts=tuple(table_answer.answer(work.query, work.rows, self.plan)))
        drafts = compose.drafts(
            work.question,
            work.chosen,
            work.hits,
            self.plan,
            self.retriever.searcher.segmenter,
            tables=self.options.tables,
        )
        return replace(work, drafts=tuple(drafts))

    def verify(self, work: Work) -> Answer:
        """Hold every quote and figure against the source and put the answer together."""
        if work.answer:
            return work.answer
        checked = verify(work.drafts, self.plan)
        if not checked.statements:
            refused = self._refuse(work, "not_in_plan", "").answer
            assert refused is not None
            return refused
        lines = []
        for statement in checked.statements:
            labels = dict.fromkeys(checked.citations[number].label for number in statement.citations)
            lines.append(statement.text + "".join(f"〔{label}〕" for label in labels))
        is_table = bool(work.query and work.rows) or (
            checked.citations[0].quote != "" and work.hits[0].passage.kind in ("row", "project", "map")
        )
        return self._answer(
            work,
            answer="\n".join(lines),
            mode="table" if is_table else "extractive",
            statements=checked.statements,
            citations=checked.citations,
            table_query=work.query.as_json() if work.query and work.rows else None,
            quotes_checked=True,
            figures_checked=True,
        )

    def _answer(self, work: Work, **fields: Any) -> Answer:
        spent = (time.perf_counter() - work.started) * 1000
        trace = {
            "wants": sorted(work.question.wants),
            "hits": [
                {
                    "label": hit.passage.label,
                    "sentence": hit.sentence.text,
                    "fused": round(hit.fused, 3),
                    "similarity": round(hit.similarity, 3),
                    "question": hit.question,
                }
                for hit in work.hits[:5]
            ],
            "features": {name: round(float(getattr(work.features, name)), 3) for name in work.features.__slots__}
            if work.features
            else None,
        }
        return Answer(
            question=work.question.raw,
            standalone=work.question.standalone,
            confidence=work.confidence,
            latency_ms=spent,
            trace=trace,
            **fields,
        )

    def _refuse(self, work: Work, reason: Reason, text: str) -> Work:
        """The work with a refusal: why, and the nearest places."""
        related: tuple[Citation, ...] = ()
        title = f"《{self.plan.source.short_title}》"
        if reason == "not_in_plan":
            nearest = {hit.passage.id: hit for hit in work.hits[:8]}
            related = tuple(
                citation(
                    self.plan,
                    Proof(hit.passage, hit.sentence.start, hit.sentence.end)
                    if hit.passage.kind not in _ROWS
                    else whole(hit.passage),
                )
                for hit in list(nearest.values())[:_RELATED]
            )
            text = f"{title}没有写到这一点，不能据此回答。" + (
                f"规划中最接近的内容在{'、'.join(dict.fromkeys(c.label for c in related))}，供参考。" if related else ""
            )
        answer = self._answer(
            work, answer=text.format(title=title), mode="extractive", refused=True, reason=reason, related=related
        )
        return replace(work, answer=answer)
