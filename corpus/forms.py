"""The JSON forms of what `python -m corpus … --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from corpus.address import Found
from corpus.check import Finding
from corpus.model import Box, GlossaryEntry, Heading, Indicator, Passage, Plan, Project


def passage(found: Passage) -> dict[str, Any]:
    """A passage with its place, its wording as published and on one line, and its offsets."""
    return {
        "id": found.id,
        "kind": found.kind,
        "label": found.label,
        **asdict(found.place),
        "heading": list(found.heading),
        "lead": found.lead,
        "text": found.text,
        "raw": found.raw,
        "start": found.start,
        "end": found.end,
        "sentences": [asdict(sentence) for sentence in found.sentences],
    }


def outline(headings: Sequence[Heading]) -> list[dict[str, Any]]:
    """The headings in the order of the source."""
    return [asdict(heading) for heading in headings]


def place(found: Found) -> dict[str, Any]:
    """A place and its passages."""
    return {"title": found.title, "passages": [passage(one) for one in found.passages]}


def table(plan: Plan, box: Box, rows: Sequence[Indicator]) -> dict[str, Any]:
    """An indicator table: its rows, and the notes below it."""
    notes = [plan.passage(passage_id).text for passage_id in box.passage_ids if plan.passage(passage_id).kind == "note"]
    return {
        "box": box.number,
        "title": box.title,
        "rows": [{**asdict(row), "agencies": list(row.agencies)} for row in rows],
        "notes": notes,
    }


def projects(rows: Sequence[Project]) -> list[dict[str, Any]]:
    """Rows of the project table."""
    return [asdict(row) for row in rows]


def glossary(entries: Sequence[GlossaryEntry]) -> list[dict[str, Any]]:
    """Footnotes with the passages that they explain."""
    return [asdict(entry) for entry in entries]


def findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """The results of all checks."""
    return [{"name": one.name, "ok": one.ok, "detail": one.detail, "wrong": list(one.wrong)} for one in found]
