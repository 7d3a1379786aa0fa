"""Document expansion: everyday questions that a point of the plan answers, written beside the plan.

Only search uses them; they are never shown as the plan's text and never cited. One JSON object a line:
`{"at": "12.1", "span": verbatim wording, "questions": [...]}`. `at` is "0" (preface), chapter.section ("3.0"
is the lead of chapter 3), "box:3", "app:1", "glossary" or "closing".
Nogueira et al., Document Expansion by Query Prediction, 2019.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError
from corpus.flat import flat
from corpus.model import Passage, Plan
from corpus.source import DATA

FILE = "expansion.jsonl"


@dataclass(frozen=True, slots=True)
class Expansion:
    """A point of the plan with questions that it answers; the span lies within one passage."""

    passage_id: str
    start: int
    end: int
    questions: tuple[str, ...]


def load(plan: Plan, *, data: Path = DATA) -> tuple[Expansion, ...]:
    """The expansions of a plan, in file order; () where none were written.

    Raises SourceError with the line number for a line that is not of the form or whose span is not in the plan.
    """
    path = data / plan.source.id / FILE
    if not path.exists():
        return ()
    return tuple(
        _read(line, plan, number)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip()
    )


def _read(line: str, plan: Plan, number: int) -> Expansion:
    try:
        found = json.loads(line)
        at, span, questions = found["at"], found["span"], tuple(found["questions"])
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{FILE} 第 {number} 行写法有误：{error}") from error
    whole = flat(plan.source.text)
    places = [passage for passage in plan.passages if _stands(passage, at)] or list(plan.passages)
    for candidates in (places, plan.passages):
        for passage in candidates:
            if stretch := whole.find(span, passage.start, passage.end):
                return Expansion(passage.id, stretch.start, stretch.end, questions)
    return _heading(plan, at, span, questions, number)


def _heading(plan: Plan, at: str, span: str, questions: tuple[str, ...], number: int) -> Expansion:
    """A span that is a heading or a title counts for the first passage behind it."""
    stretch = flat(plan.source.text).find(span)
    behind = next((passage for passage in plan.passages if stretch and passage.start >= stretch.start), None)
    if behind is None:
        raise SourceError(f"{FILE} 第 {number} 行的原文片段在规划里找不到：{span[:20]}")
    return Expansion(behind.id, behind.start, behind.end, questions)


def address(passage: Passage) -> str:
    """The `at` of a passage, for a new line of the file."""
    place = passage.place
    if place.box is not None:
        return f"box:{place.box}"
    if place.appendix is not None:
        return f"app:{place.appendix}"
    if place.glossary is not None:
        return "glossary"
    if passage.kind == "closing":
        return "closing"
    return "0" if place.chapter is None else f"{place.chapter}.{place.section or 0}"


def _stands(passage: Passage, at: str) -> bool:
    """Whether a passage stands at an address of the file."""
    kind, _, value = at.partition(":")
    place = passage.place
    match kind:
        case "box":
            return place.box == int(value)
        case "app":
            return place.appendix == int(value)
        case "glossary":
            return place.glossary is not None
        case "closing":
            return passage.kind == "closing"
        case "0":
            return passage.id.startswith("0.")
        case _:
            chapter, _, section = kind.partition(".")
            return place.box is None and (place.chapter, place.section or 0) == (int(chapter), int(section or 0))
