"""Outside yardsticks: SQuAD-style reading sets, whose passages become the corpus that is searched.

Nobody tuned for them. Retrieval is asked for the passage of a question among all passages; the extracted answer is
compared with the short span that people marked. The system was never trained on the task, and it answers in whole
sentences, so EM and F1 stand beside published figures of trained readers (which are given the right passage) only
to show the distance.

CMRC 2018: Cui et al., A Span-Extraction Dataset for Chinese Machine Reading Comprehension, EMNLP 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from corpus.model import Passage, Place, Plan, Source
from corpus.sentences import sentences
from eval.metrics import span
from eval.squad import Dataset, Item
from eval.text import norm, without_labels

PUBLISHED = "CMRC 2018 论文，测试集，给定段落、有监督：BERT-base EM 70.0、F1 87.0；人 EM 92.4、F1 97.9"


class Reader(Protocol):
    """What is measured: searches the passages and extracts an answer."""

    def ask(self, question: str) -> Any:
        """An answer with `.answer`."""

    def search(self, question: str) -> Sequence[Any]:
        """Stretches of the source, best first: with `.start`, or with `.sentence.start`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's scores, 0 to 1, higher is better."""

    recall_1: float  # its passage stands first
    recall_5: float  # its passage is among the first five
    held: float  # the extracted answer holds a marked span, white space and width folded
    exact: float  # the extracted answer is a marked span
    f1: float  # CMRC 2018's F1 with the best marked span
    answer_chars: int


def plan_of(dataset: Dataset, name: str) -> Plan:
    """The passages of a data set as a plan without structure, one passage each, in order."""
    parts: list[str] = []
    passages: list[Passage] = []
    offset = 0
    for number, (_, raw) in enumerate(dataset.contexts.items(), start=1):
        place = Place(section=number)
        edges = (offset, offset + len(raw))
        passages.append(
            Passage(f"p{number}", "paragraph", place, f"第{number}段", (), *edges, raw, sentences(raw, offset))
        )
        parts.append(raw)
        offset += len(raw) + 1
    source = Source(name, name, name, "", (0, 0), "", date.min, "", "\n".join(parts))
    return Plan(source, (), tuple(passages), (), (), (), (), (), (), ())


def measure(dataset: Dataset, plan: Plan, reader: Reader, progress: Callable[[int, int], None]) -> list[Outcome]:
    """Score a reader on all questions with an answer, in order."""
    order = {context: number for number, context in enumerate(dataset.contexts)}
    items = [item for item in dataset.items if item.answers]
    found = []
    for done, item in enumerate(items, start=1):
        found.append(_outcome(item, plan.passages[order[item.context_id]], reader, plan))
        progress(done, len(items))
    return found


def _outcome(item: Item, passage: Passage, reader: Reader, plan: Plan) -> Outcome:
    ranking: list[str] = []
    for hit in reader.search(item.question):
        start = getattr(hit, "sentence", hit).start
        here = next((other.id for other in plan.passages if other.start <= start < other.end), "")
        if here not in ranking:
            ranking.append(here)
    said = without_labels(str(reader.ask(item.question).answer))
    return Outcome(
        recall_1=float(passage.id in ranking[:1]),
        recall_5=float(passage.id in ranking[:5]),
        held=float(any(norm(answer) in norm(said) for answer in item.answers)),
        exact=span.cmrc_exact_match(said, item.answers) or 0.0,
        f1=span.cmrc_f1(said, item.answers) or 0.0,
        answer_chars=len(said),
    )


def summary(found: Sequence[Outcome]) -> dict[str, float]:
    """The means over all questions; lengths in characters."""
    names = Outcome.__slots__
    return {name: sum(float(getattr(one, name)) for one in found) / max(1, len(found)) for name in names}


def table(rows: Mapping[str, Mapping[str, float]], questions: int, passages: int) -> str:
    """The rows as a Markdown table with what it is to be read with."""
    lines = [
        f"{questions} 题，{passages} 段，全部段落作为语料来找；无监督，没有为它调过任何参数。",
        "",
        "| 流程 | 段落前 1 % | 段落前 5 % | 摘出的答案含标准答案 % | EM % | 字符 F1 % | 平均字数 |",
        "|---|---|---|---|---|---|---|",
    ]
    for title, row in rows.items():
        shares = " | ".join(f"{100 * row[name]:.1f}" for name in ("recall_1", "recall_5", "held", "exact", "f1"))
        lines.append(f"| {title} | {shares} | {row['answer_chars']:.0f} |")
    return "\n".join([*lines, "", f"对照（不可直接比）：{PUBLISHED}。"])
