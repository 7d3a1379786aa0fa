"""The product on one screen: a LangChain chain from a question to a checked answer.

understand → search → decide → compose → verify
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, Literal, TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from corpus.model import Plan, Project
from index.search import Hit
from index.spelling import Speller
from qa import (
    compose,
    decide,
    features,
    finish,
    followup,
    guard,
    premise,
    probe,
    select,
    table_answer,
    table_query,
    table_read,
)
from qa.evidence import Draft
from qa.find import Finder
from qa.model import Answer
from qa.options import Options
from qa.question import Question, understand
from qa.retrieve import PlanRetriever
from qa.verify import verify
from qa.work import Work

StageName = Literal["understand", "search", "verify"]
_SURE = 0.6  # confidence from which a yes-or-no question is told that the plan speaks of it
_ALONE = 3.0  # fused score by which a hit is ahead of the rows that share a word with the question
_ALONE_IN_TEXT = 1.5  # the same where it is no row itself and several projects are not asked for outright


class Asked(TypedDict):
    """The chain's input; `history` is the earlier user questions, oldest first."""

    question: str
    history: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """What the chain is doing now."""

    name: StageName


@dataclass(frozen=True, slots=True)
class Examined:
    """What the decision looks at, with what its probes read."""

    features: features.Features
    wording: probe.Wording


class AnswerChain:
    """The steps, each a function of the work so far, joined as LangChain runnables."""

    def __init__(self, retriever: PlanRetriever, options: Options, *, max_question_chars: int) -> None:
        self.retriever = retriever
        self._searcher = retriever.searcher
        self.plan: Plan = retriever.searcher.plan
        self.options = options
        self._max_chars = max_question_chars
        self._finder = Finder(retriever)
        self._speller = Speller(self.plan, self._searcher.segmenter)
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
        question = self._understood(raw, asked.get("history", ()))
        work = Work(question, started)
        if not question.text:
            return self._refused(work, guard.EMPTY, "unclear")
        # tags are data for the search, but a sign here, so the words as typed are judged too
        if rule := guard.judge(question.text) or guard.judge(raw[: self._max_chars]):
            return self._ruled(work, rule)
        if guard.is_unclear(question.text):
            return self._refused(work, guard.UNCLEAR, "unclear")
        if followup.lacks_topic(question.text, question.history):
            return replace(work, answer=finish.asked_back(work, self.plan, self._finder.plain(question.text)))
        return work

    def search(self, work: Work) -> Work:
        """Find hits for the question and for each question inside it; read the tables if it is about rows."""
        if work.answer:
            return work
        question = work.question
        hits = self._finder.whole(question)
        part_hits: list[tuple[str, tuple[Hit, ...]]] = []
        if self.options.several:
            part_hits = [(part, self._finder.part(self._understood(part, ()), hits)) for part in select.parts(question)]
            chosen = select.select(question, hits, part_hits, self.plan, self._searcher.segmenter)
        else:
            chosen = list(hits[:1])
        query, rows = self._rows(question, hits)
        return replace(
            work,
            hits=hits,
            part_hits=tuple(part_hits),
            chosen=tuple(chosen),
            query=query,
            rows=rows,
            search_terms=self._search_terms(question),
        )

    def _search_terms(self, question: Question) -> tuple[str, ...]:
        """The words of the plan that were looked for instead of the person's."""
        meant = [correction.meant for correction in question.corrections]
        if self.retriever.lexicon:
            meant += self.retriever.lexicon.plan_words(question.standalone)
        return tuple(dict.fromkeys(meant))

    def _rows(
        self, question: Question, hits: Sequence[Hit]
    ) -> tuple[table_query.TableQuery | None, tuple[table_query.Row, ...]]:
        """The query that a question asks for and the rows that pass it; none where it is about one hit alone."""
        query = table_read.parse(question, self.plan) if self.options.tables else None
        rows = table_query.run(query, self.plan) if query else ()
        ids = {row.passage_id for row in rows if isinstance(row, Project)}
        if query and query.by_words and _stands_alone(hits, ids, many=table_read.asks_for_many(question)):
            return None, ()
        return query, rows

    def decide(self, work: Work) -> Work:
        """Refuse what the plan does not answer."""
        if work.answer:
            return work
        examples = self._searcher.outside(work.question.standalone, limit=features.EXAMPLES)
        found = self.features(work.question, work.hits)
        calibrated = decide.calibration()
        work = replace(work, features=found, confidence=1.0 if work.rows else calibrated.probability(found))
        if not self.options.refusal or work.rows or decide.asks_for_term(work.question, work.hits[0]):
            return work
        if kind := decide.outside_kind(work.question, examples, found.likeness):
            return self._ruled(replace(work, confidence=0.0), guard.by_kind(kind))
        if work.confidence < calibrated.threshold and work.part_hits:
            work = replace(work, confidence=max(work.confidence, self._least_of_parts(work)))
        if work.confidence < calibrated.threshold:
            return replace(work, answer=finish.refused(work, "not_in_plan", self.plan, self._searcher.records))
        return work

    def _least_of_parts(self, work: Work) -> float:
        """How sure it is of the least sure of the questions inside a question, each by itself."""
        parts = [(self._understood(part, ()), hits) for part, hits in work.part_hits]
        return min(decide.calibration().probability(self.features(part, hits)) for part, hits in parts)

    def examine(self, asked: Asked, *, without: str) -> Examined | None:
        """What the decision would look at if no record had the text `without`, for calibrating it.

        None for what a rule or a table query answers before.
        """
        question = self.understand(asked)
        if question.answer:
            return None
        hits = self._finder.whole(question.question, without=without)
        if self._rows(question.question, hits)[1]:
            return None
        return Examined(
            self.features(question.question, hits, without=without),
            probe.wording(question.question.standalone, hits[0], self._searcher, without=without),
        )

    def features(self, question: Question, hits: Sequence[Hit], *, without: str | None = None) -> features.Features:
        """What the decision looks at; records whose text is `without` count as not there."""
        said = probe.wording(question.standalone, hits[0], self._searcher, without=without)
        return features.extract(question, hits, self._searcher, probe.probes().judge(said), without=without)

    def compose(self, work: Work) -> Work:
        """Choose what to say."""
        if work.answer:
            return work
        if mixed := self._of_rows_and_text(work):
            return mixed
        if work.query and work.rows:
            return replace(work, drafts=tuple(table_answer.answer(work.query, work.rows, self.plan)))
        segmenter = self._searcher.segmenter
        drafts = compose.drafts(work.question, work.chosen, work.hits, self.plan, segmenter, tables=self.options.tables)
        if work.confidence >= _SURE:
            drafts = premise.affirmed(work.question, drafts)
        return replace(work, drafts=tuple(drafts))

    def _of_rows_and_text(self, work: Work) -> Work | None:
        """The work with what answers a question of which a part is about rows and another about text, else None."""
        parts = [(self._understood(part, ()), hits) for part, hits in work.part_hits]
        found = [self._rows(part, hits) for part, hits in parts]
        texts = [part for part, (_, rows) in zip(parts, found, strict=True) if not rows]
        if len(texts) in (0, len(parts)) or any(hits[0].passage.kind == "row" for _, hits in texts):
            return None
        if any(decide.calibration().probability(self.features(*part)) < _SURE for part in texts):
            return None
        query, rows = next(one for one in found if one[1])
        drafts: list[Draft] = []
        for (part, hits), (asked, passed) in zip(parts, found, strict=True):
            if asked and passed:
                drafts += table_answer.answer(asked, passed, self.plan)
            else:
                drafts += compose.drafts(part, hits[:1], hits, self.plan, self._searcher.segmenter)
        return replace(work, drafts=tuple(drafts), query=query, rows=rows)

    def verify(self, work: Work) -> Answer:
        """Hold every quote and figure against the source and put the answer together."""
        if work.answer:
            return work.answer
        checked = verify(work.drafts, self.plan)
        work = replace(work, dropped=checked.dropped)
        if not checked.statements:
            return finish.refused(work, "not_in_plan", self.plan, self._searcher.records)
        return finish.answered(work, checked, self.plan, self._searcher.records)

    def _understood(self, text: str, history: Sequence[str]) -> Question:
        on = self.options.lexicon
        speller = self._speller if on else None
        return understand(text, history, max_chars=self._max_chars, lexicon=on, speller=speller)

    def _ruled(self, work: Work, rule: guard.Rule) -> Work:
        """The work with what a rule of the guard says."""
        if rule.verdict == "smalltalk":
            return replace(work, answer=finish.small_talk(work, rule.reply, self.plan))
        return self._refused(work, rule.reply, rule.reason or "out_of_scope") if self.options.refusal else work

    def _refused(self, work: Work, reply: str, reason: Any) -> Work:
        return replace(work, answer=finish.refused(work, reason, self.plan, self._searcher.records, reply))


def _stands_alone(hits: Sequence[Hit], rows: Collection[str], *, many: bool) -> bool:
    """Whether the first hit is so far ahead of all (other) rows that a question is about it and not about the rows."""
    by = _ALONE if many or hits[0].passage.kind == "project" else _ALONE_IN_TEXT
    return all(hits[0].fused - hit.fused >= by for hit in hits[1:] if hit.passage.id in rows)
