"""A stretch of the plan as HTML: its wording on one line, cited sentences marked, footnotes at their terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from corpus.model import GlossaryEntry, Passage, Plan, Span
from web import text
from web.escape import esc

_ASCII_WORD = re.compile(r"[A-Za-z0-9,.)-]")
_QUOTES = "“”"


def visible(raw: str, start: int) -> list[tuple[int, str]]:
    """The shown characters of `raw` with their source offsets, the same as `corpus.model.clean` leaves."""
    kept: list[tuple[int, str]] = []
    stripped_end = len(raw.rstrip())
    at = len(raw) - len(raw.lstrip())
    while at < stripped_end:
        if not raw[at].isspace():
            kept.append((start + at, raw[at]))
            at += 1
            continue
        after = at
        while raw[after].isspace():
            after += 1
        if _ASCII_WORD.match(raw[at - 1]) and _ASCII_WORD.match(raw[after]):
            kept.append((start + at, " "))
        at = after
    return kept


def term_spans(plan: Plan) -> dict[int, GlossaryEntry]:
    """Every source offset at which a footnote's term stands, with the entry that explains it."""
    found: dict[int, GlossaryEntry] = {}
    for entry in plan.glossary:
        if entry.anchor is None or entry.anchor_passage_id is None:
            continue
        passage = plan.passage(entry.anchor_passage_id)
        before = [pair for pair in visible(passage.raw, passage.start) if pair[0] < entry.anchor]
        plain = [pair for pair in before if pair[1] not in _QUOTES]
        term = entry.term.replace("“", "").replace("”", "")
        tail = plain[-len(term) :]
        if "".join(sign for _, sign in tail) != term:
            tail = plain[-1:]  # the mark stands where the term is worded otherwise: hang the note on one character
        found |= {offset: entry for offset, _ in before if offset >= tail[0][0]}
    return found


def _note(entry: GlossaryEntry, inner: str) -> str:
    label = esc(text.NOTE_BUTTON.format(term=entry.term))
    return (
        f'<button type="button" class="pq-term" data-note="{esc(entry.definition)}" '
        f'data-term="{esc(entry.term)}" data-id="{esc(entry.passage_id)}" aria-haspopup="dialog" '
        f'aria-description="{label}">{inner}</button>'
    )


def wording(raw: str, start: int, *, marks: Sequence[Span] = (), terms: dict[int, GlossaryEntry] | None = None) -> str:
    """`raw`, which begins at source offset `start`, as inert HTML.

    Characters inside `marks` stand in <mark>; characters in `terms` become buttons that open the footnote.
    """
    notes = terms or {}

    def kind(pair: tuple[int, str]) -> tuple[int, bool]:
        entry = notes.get(pair[0])
        return (entry.number if entry else 0), any(span.start <= pair[0] < span.end for span in marks)

    entries = {entry.number: entry for entry in notes.values()}
    pieces: list[str] = []
    for number, by_note in groupby(visible(raw, start), key=lambda pair: kind(pair)[0]):
        inner = ""
        for marked, run in groupby(by_note, key=lambda pair: kind(pair)[1]):
            shown = esc("".join(sign for _, sign in run))
            inner += f"<mark>{shown}</mark>" if marked else shown
        pieces.append(_note(entries[number], inner) if number else inner)
    return "".join(pieces)


def passage_html(
    plan: Plan, passage: Passage, *, marks: Sequence[Span] = (), terms: dict[int, GlossaryEntry] | None = None
) -> str:
    """A passage as the source panel shows it: running text, or the cells of its table row with their names."""
    cells = row_cells(plan, passage)
    if not cells:
        return f'<p class="pq-wording">{wording(passage.raw, passage.start, marks=marks, terms=terms)}</p>'
    rows = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in cells)
    hit = " pq-hit" if any(span.start < passage.end and span.end > passage.start for span in marks) else ""
    return f'<dl class="pq-row{hit}">{rows}</dl>'


def row_cells(plan: Plan, passage: Passage) -> list[tuple[str, str]]:
    """The named cells of a table row, a project, a map or a footnote; empty for running text."""
    if passage.kind == "row":
        for item in plan.indicators:
            if item.passage_id == passage.id:
                return [(text.COLUMNS[key], value) for key, value in indicator_cells(item) if value]
    if passage.kind == "project":
        for project in plan.projects:
            if project.passage_id == passage.id:
                keys = ("number", "name", "task", "category")
                return [(text.COLUMNS[key], str(getattr(project, key))) for key in keys]
    if passage.kind == "map":
        for entry in plan.maps:
            if entry.passage_id == passage.id:
                return [(text.COLUMNS["number"], str(entry.number)), (text.COLUMNS["name"], entry.name)]
    if passage.kind == "glossary":
        for note in plan.glossary:
            if note.passage_id == passage.id:
                return [(note.term, note.definition)]
    return []


def indicator_cells(item: object) -> list[tuple[str, str]]:
    """Column key and shown value of an indicator, in the order of its table."""
    cells: list[tuple[str, str]] = []
    for key in text.BOX_COLUMNS[str(getattr(item, "period", "十三五"))]:
        value = getattr(item, key)
        shown = "、".join(value) if isinstance(value, tuple) else ("" if value is None else str(value))
        cells.append((key, shown))
    return cells
