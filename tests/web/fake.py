"""A small assistant that answers from the real plan in predictable ways: right for fast tests of the page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import BadInputError
from corpus.load import load
from corpus.model import Passage, Plan, Sentence
from qa.model import Answer, Citation, Statement


@dataclass(frozen=True)
class Stage:
    name: str


@dataclass(frozen=True)
class FakeHit:
    passage: Passage
    sentence: Sentence
    similarity: float


def cite(plan: Plan, passage: Passage, start: int, end: int) -> Citation:
    place = passage.place
    quote = "".join(plan.source.text[start:end].split())
    return Citation(
        plan.source.id, passage.id, passage.label, place.chapter, place.section, place.box, place.appendix,
        place.glossary, passage.heading, quote, start, end,
    )  # fmt: skip


class FakeAssistant:
    """床位 → a cited sentence; 对比 → a table; 股市 → a refusal; 坏 → an error; 慢 → slow; anything else → an echo."""

    def __init__(self, plan: Plan | None = None, pause_s: float = 0.0) -> None:
        self.plan = plan or load()
        self.pause_s = pause_s

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        if "坏" in question:
            raise BadInputError("问题里有看不懂的内容，请换个说法。")
        if "股市" in question:
            return self._refusal(question)
        if "对比" in question:
            return self._table(question)
        if "床位" in question:
            return self._fact(question, history)
        return Answer(
            question, question, f"您问的是：{question}", "smalltalk", statements=(Statement(f"您问的是：{question}"),)
        )

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Stage | Answer]:
        for name in ("understand", "search", "verify"):
            yield Stage(name)
            time.sleep(2.0 if "慢" in question else self.pause_s)
        yield self.ask(question, history)

    def search(self, question: str, *, limit: int = 20) -> list[FakeHit]:
        return [FakeHit(passage, passage.sentences[0], 0.5) for passage in self.plan.passages[:limit]]

    def _sentence(self, words: str) -> Citation:
        for passage in self.plan.passages:
            for sentence in passage.sentences:
                if words in sentence.text and passage.kind == "paragraph":
                    return cite(self.plan, passage, sentence.start, sentence.end)
        raise AssertionError(words)

    def _fact(self, question: str, history: Sequence[str]) -> Answer:
        beds = self._sentence("每千人口医疗机构床位数达")
        care = self._sentence("虚拟养老院")
        return Answer(
            question,
            question if not history else f"{history[-1]}：{question}",
            "到2020年，每千人口医疗机构床位数达7.0张。〔第十二章第一节〕",
            "extractive",
            statements=(
                Statement("到2020年，每千人口医疗机构床位数达7.0张。〔第十二章第一节〕", (0,)),
                Statement(care.quote, (1,)),
            ),
            citations=(beds, care),
            suggestions=("卫生总费用里个人要负担多少？", "什么是“虚拟养老院”？", "全科医生有什么安排？"),
            search_terms=("医疗机构床位数",),
            quotes_checked=True,
            figures_checked=True,
            confidence=0.97,
            latency_ms=41.7,
        )

    def _table(self, question: str) -> Answer:
        old = next(item for item in self.plan.indicators if item.period == "十二五" and "服务业" in item.name)
        new = next(item for item in self.plan.indicators if item.period == "十三五" and "服务业" in item.name)
        rows = [
            {"period": item.period, "indicator": item.name, "unit": item.unit, "target": item.target,
             "agencies": list(item.agencies), "passage_id": item.passage_id}
            for item in (old, new)
        ]  # fmt: skip
        places = [self.plan.passage(item.passage_id) for item in (old, new)]
        return Answer(
            question,
            question,
            f"“十二五”目标为{old.target}{old.unit}，“十三五”目标为{new.target}{new.unit}。",
            "table",
            statements=(
                Statement(f"“十二五”目标为{old.target}{old.unit}，“十三五”目标为{new.target}{new.unit}。", (0, 1)),
            ),
            citations=tuple(cite(self.plan, place, place.start, place.end) for place in places),
            table_query={"rows": rows},
            quotes_checked=True,
            figures_checked=True,
        )

    def _refusal(self, question: str) -> Answer:
        return Answer(
            question,
            question,
            "规划里没有写到股市行情。本规划讲的是越秀区2016—2020年经济社会发展的目标和任务。",
            "extractive",
            refused=True,
            reason="not_in_plan",
            related=(self._sentence("民间金融街"),),
            suggestions=("四大主导产业指的是哪些产业？", "广州民间金融街要怎么发展？"),
        )
