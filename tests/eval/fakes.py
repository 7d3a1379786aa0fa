"""Small predictable stand-ins: an assistant that knows its answers by heart, and a plan of a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.load import load
from corpus.model import Plan, Span
from eval.model import Cited, GoldPlace, Question, Reply
from qa.model import Answer, Citation

PLAN = load()
BEDS = "到2020年每千人口医疗机构床位数达7.0张"  # stands in 第十二章第一节


def citation(quote: str = BEDS, chapter: int | None = 12, section: int | None = 1, **place: Any) -> Citation:
    at = PLAN.source.text.find(quote)
    given = {"box": None, "appendix": None, "glossary": None, **place}
    return Citation(
        plan=PLAN.source.id, passage_id="12.1.1", label="第十二章第一节", chapter=chapter, section=section,
        heading=("第十二章",), quote=quote, start=at, end=at + len(quote), **given,
    )  # fmt: skip


def beds(**changes: Any) -> Answer:
    """A right answer to `question()`."""
    fields = {
        "question": "床位要多少？", "standalone": "床位要多少？", "answer": f"{BEDS}。〔第十二章第一节〕",
        "mode": "extractive", "citations": (citation(),), "confidence": 0.9, "latency_ms": 12.0,
    }  # fmt: skip
    return Answer(**{**fields, **changes})


def refusal(**changes: Any) -> Answer:
    fields = {"answer": "规划没有提到。", "refused": True, "reason": "not_in_plan", "citations": (), "confidence": 0.1}
    return beds(**{**fields, **changes})


def question(name: str = "q-1", **changes: Any) -> Question:
    fields = {
        "id": name, "question": "床位要多少？", "kind": "number", "gold": (("7.0张",),), "quote": BEDS,
        "cite": (GoldPlace(chapter=12, section=1),), "set": "tune",
    }  # fmt: skip
    return Question(**{**fields, **changes})


def unanswerable(name: str = "q-2", **changes: Any) -> Question:
    fields = {"kind": "unanswerable", "answerable": False, "gold": (), "quote": "", "cite": ()}
    return question(name, **{**fields, **changes})


def reply(**changes: Any) -> Reply:
    fields = {"id": "q-1", "answer": BEDS, "citations": (cited(),), "latency_ms": 12.0, "confidence": 0.9}
    return Reply(**{**fields, **changes})


def cited(chapter: int | None = 12, section: int | None = 1, quote: str = BEDS, **changes: Any) -> Cited:
    return Cited(label="x", quote=quote, chapter=chapter, section=section, **changes)


class FakeAssistant:
    """Answers from a table of questions; what is not in it fails with a RuntimeError."""

    def __init__(self, answers: Mapping[str, Answer], plan: Plan = PLAN) -> None:
        self.plan = plan
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._answers = answers

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if question not in self._answers:
            raise RuntimeError("no answer by heart")
        return self._answers[question]

    def search(self, question: str) -> list[Span]:
        at = PLAN.source.text.find(BEDS)
        return [Span(0, 20), Span(at, at + len(BEDS))]
