"""The facts of a parsed plan that the golden file holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import outline
from corpus.model import Plan

FOLDER = Path(__file__).parent / "golden"


def path(plan_id: str) -> Path:
    return FOLDER / f"{plan_id}.json"


def facts(plan: Plan) -> dict[str, Any]:
    """What a reader can hold against the published text, place by place."""
    return {
        "title": plan.source.title,
        "sha256": plan.source.sha256,
        "preface": [passage.raw for passage in _at(plan, None, None) if passage.kind == "paragraph"],
        "chapters": [_chapter(plan, heading.number, heading.title) for heading in _chapters(plan)],
        "boxes": [_box(plan, box.number) for box in plan.boxes],
        "indicators": [_row(row) for row in plan.indicators],
        "projects": [_row(row) for row in plan.projects],
        "maps": [_row(row) for row in plan.maps],
        "captions": [
            plan.source.text[e.start : e.end] for e in plan.elements if e.kind == "map" and not _cited(plan, e)
        ],
        "glossary": [_entry(plan, number) for number in range(len(plan.glossary))],
        "closing": [passage.raw for passage in plan.passages if passage.kind == "closing"],
        "noise": [[span.start, span.end] for span in plan.noise],
    }


def _cited(plan: Plan, element: Any) -> bool:
    return any(passage.start == element.start for passage in plan.passages)


def _chapters(plan: Plan) -> list[Any]:
    return [h for h in plan.headings if h.level == outline.CHAPTER and not h.title.startswith("附件")]


def _at(plan: Plan, chapter: int | None, section: int | None) -> list[Any]:
    return [
        passage
        for passage in plan.passages
        if (passage.place.chapter, passage.place.section) == (chapter, section)
        and (passage.place.box, passage.place.appendix, passage.place.glossary) == (None, None, None)
    ]


def _chapter(plan: Plan, number: int, title: str) -> dict[str, Any]:
    sections = []
    chapter = None
    for heading in plan.headings:
        if heading.level == outline.CHAPTER:
            chapter = heading.number if not heading.title.startswith("附件") else None
        elif chapter == number and heading.level == outline.SECTION:
            sections.append({"title": heading.title, "items": [], **_paragraphs(plan, number, heading.number)})
        elif chapter == number and heading.level == outline.ITEM:
            sections[-1]["items"].append(heading.title)
    return {"title": title, **_paragraphs(plan, number, None), "sections": sections}


def _paragraphs(plan: Plan, chapter: int, section: int | None) -> dict[str, Any]:
    found = _at(plan, chapter, section)
    return {
        "paragraphs": len(found),
        "sentences": [len(passage.sentences) for passage in found],
        "leads": [passage.lead for passage in found],
        "openings": [passage.text[:12] for passage in found],
        "ends": [passage.text[-8:] for passage in found],
    }


def _box(plan: Plan, number: int) -> dict[str, Any]:
    box = next(box for box in plan.boxes if box.number == number)
    passages = [plan.passage(passage_id) for passage_id in box.passage_ids]
    return {
        "number": number,
        "title": box.title,
        "place": [box.place.chapter, box.place.section],
        "passages": [
            {
                "id": passage.id,
                "below": list(passage.heading[3:]),
                "lead": passage.lead,
                "sentences": len(passage.sentences),
                "text": passage.sentences[0].text if passage.kind == "row" else passage.text,
            }
            for passage in passages
        ],
    }


def _row(row: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}


def _entry(plan: Plan, index: int) -> dict[str, Any]:
    entry = plan.glossary[index]
    before = plan.source.text[max(0, entry.anchor - 12) : entry.anchor] if entry.anchor is not None else None
    return {**_row(entry), "before_the_mark": before}


def write(plan: Plan) -> Path:
    """Write the golden file of a plan; the test compares with it."""
    found = path(plan.source.id)
    found.parent.mkdir(exist_ok=True)
    found.write_text(json.dumps(facts(plan), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return found
