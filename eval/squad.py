"""Question sets of other makers: SQuAD-style JSON (CMRC 2018 and its like) in and out.

{"data": [{"title": …, "paragraphs": [{"id": …, "context": …, "qas": [{"id", "question", "answers": [
    {"text", "answer_start"}], "is_impossible"}]}]}]}   (Rajpurkar et al. 2016, 2018; Cui et al. 2019)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInputError
from corpus.model import Passage, Plan
from eval.model import Question
from eval.proof import Ruler


@dataclass(frozen=True, slots=True)
class Item:
    """One question on one passage, with its accepted answers (none for an unanswerable one)."""

    id: str
    question: str
    context_id: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """Passages by id, and the questions on them."""

    contexts: Mapping[str, str]
    items: Sequence[Item]


def read(path: Path) -> Dataset:
    """A SQuAD-style file. Raises BadInputError if it is not one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return _dataset(found["data"])
    except FileNotFoundError as error:
        raise BadInputError(f"找不到文件 {path}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(f"{path.name} 不是 SQuAD 格式：{type(error).__name__} {error}") from error


def _dataset(data: Sequence[Mapping[str, Any]]) -> Dataset:
    contexts: dict[str, str] = {}
    items: list[Item] = []
    for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
        name = str(paragraph.get("id") or f"p{len(contexts) + 1}")
        contexts[name] = str(paragraph["context"])
        for asked in paragraph["qas"]:
            texts = [str(answer["text"]) for answer in asked.get("answers") or ()]
            answers = () if asked.get("is_impossible") else tuple(dict.fromkeys(texts))
            items.append(Item(str(asked["id"]), str(asked["question"]), name, answers))
    return Dataset(contexts, items)


def as_questions(dataset: Dataset, plan: Plan) -> tuple[list[dict[str, Any]], list[str]]:
    """The questions whose answer stands in the plan, as lines of a question set, and the ids of the others.

    The place is looked up in the passage that holds the answer in its context; an unanswerable question needs none.
    """
    ruler = Ruler(plan)
    kept, left = [], []
    for item in dataset.items:
        line = _line(item, dataset.contexts[item.context_id], ruler)
        if line is None:
            left.append(item.id)
        else:
            kept.append(line)
    return kept, left


def _line(item: Item, context: str, ruler: Ruler) -> dict[str, Any] | None:
    base = {"id": item.id, "question": item.question, "history": []}
    if not item.answers:
        return {**base, "kind": "unanswerable", "answerable": False, "gold": [], "quote": "", "cite": []}
    [whole, *_] = [*ruler.occurrences(context), None]
    for answer in item.answers:
        for span in ruler.occurrences(answer):
            if whole is None or (whole.start <= span.start and span.end <= whole.end):
                cite = [place_json(ruler.next_passage(span.start))]
                gold = [list(item.answers)]
                return {**base, "kind": "fact", "answerable": True, "gold": gold, "quote": answer, "cite": cite}
    return None


def place_json(passage: Passage) -> dict[str, Any]:
    """The place of a passage as `cite` of a question line holds it."""
    place = passage.place
    if place.glossary is not None:
        return {"glossary": place.glossary}
    if place.appendix is not None:
        return {"appendix": place.appendix}
    if passage.kind == "closing":
        return {"closing": True}
    return {"chapter": place.chapter, "section": place.section, "box": place.box}


def export(questions: Sequence[Question], plan: Plan) -> dict[str, Any]:
    """Questions as SQuAD 2.0: one paragraph for each place of proof, the quote as its answer with its offset.

    Unanswerable questions stand with the first passage of the plan as `is_impossible`. Follow-ups carry their
    history in front of the question, because the form has no field for it.
    """
    ruler = Ruler(plan)
    by_passage: dict[str, list[dict[str, Any]]] = {}
    for question in questions:
        passage, asked = _asked(question, ruler)
        by_passage.setdefault(passage.id, []).append(asked)
    paragraphs = [
        {"id": name, "context": plan.passage(name).raw, "qas": asked} for name, asked in sorted(by_passage.items())
    ]
    return {"version": "v2.0", "data": [{"title": plan.source.title, "paragraphs": paragraphs}]}


def _asked(question: Question, ruler: Ruler) -> tuple[Passage, dict[str, Any]]:
    text = " ".join((*question.history, question.question))
    base = {"id": question.id, "question": text}
    spans = ruler.proofs(question.quote, question.cite) if question.answerable else []
    if not spans:
        return ruler.passages[0], {**base, "answers": [], "is_impossible": not question.answerable}
    passage = ruler.next_passage(spans[0].start)
    start, end = max(spans[0].start, passage.start), min(spans[0].end, passage.end)
    answer = {"text": ruler.plan.source.text[start:end], "answer_start": start - passage.start}
    return passage, {**base, "answers": [answer] if end > start else [], "is_impossible": False}
