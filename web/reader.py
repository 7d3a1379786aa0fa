"""The whole plan as one readable document: contents, headings, paragraphs, tables, boxes, footnotes, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from corpus.model import Box, GlossaryEntry, Heading, Passage, Plan
from web import text
from web.escape import esc
from web.wording import indicator_cells, term_spans, wording

_LEVEL = {1: "h2", 2: "h2", 3: "h3"}  # all below: h4


def _headings(plan: Plan) -> list[Heading]:
    """The headings of the body; those of the annexes are drawn with their tables."""
    titles = {passage.heading[0] for passage in plan.passages if passage.place.appendix is not None}
    return [heading for heading in plan.headings if heading.title not in titles]


def heading_ids(plan: Plan) -> dict[int, str]:
    """The address of every heading by its start: "12" a chapter, "12.1" a section, "1.1.h2" its second sub-heading."""
    ids: dict[int, str] = {}
    part = chapter = section = below = 0
    for heading in _headings(plan):
        below = below + 1 if heading.level > 3 else 0
        if heading.level == 1:
            part = heading.number
            ids[heading.start] = f"part{part}"
        elif heading.level == 2:
            chapter, section = heading.number, 0
            ids[heading.start] = str(chapter)
        elif heading.level == 3:
            section = heading.number
            ids[heading.start] = f"{chapter}.{section}"
        else:
            ids[heading.start] = f"{chapter}.{section}.h{below}"
    return ids


def known_places(plan: Plan) -> dict[str, tuple[str, int, int]]:
    """Every address of the reader: passages, headings, boxes and annexes, with label and source span."""
    places = {passage.id: (passage.label, passage.start, passage.end) for passage in plan.passages}
    headings = {heading.start: heading for heading in _headings(plan)}
    for start, address in heading_ids(plan).items():
        places[address] = (headings[start].title, start, headings[start].end)
    for box in plan.boxes:
        places[f"b{box.number}"] = (_box_title(box), box.start, box.end)
    for passages in _annexes(plan):
        first = passages[0]
        places[f"a{first.place.appendix}"] = (first.heading[0], first.start, passages[-1].end)
    return places


def document(plan: Plan) -> str:
    """The plan as an HTML fragment: a contents tree and an article. Escaped throughout."""
    return (
        f'<nav class="pq-contents" aria-label="{esc(text.CONTENTS)}"><details open><summary>{esc(text.CONTENTS)}'
        f"</summary>{_contents(plan)}</details></nav>"
        f'<article class="pq-document" lang="zh-CN" data-source><h2 class="pq-title">{esc(plan.source.title)}</h2>'
        f"{''.join(_body(plan))}</article>"
    )


def table_of(plan: Plan, address: str) -> str | None:
    """A whole box ("b2") or annex ("a1") as HTML without addresses of its own; None for any other place."""
    html = next((_box(plan, box, {}) for box in plan.boxes if address == f"b{box.number}"), None) or next(
        (_annex(plan, rows) for rows in _annexes(plan) if address == f"a{rows[0].place.appendix}"), None
    )
    return re.sub(r' id="p-[^"]*"|<a class="pq-anchor".*?</a>', "", html) if html else None


def _anchor(address: str, label: str) -> str:
    name = esc(text.COPY_ADDRESS.format(label=label))
    return (
        f'<a class="pq-anchor" href="?at={esc(address)}" data-address="{esc(address)}" aria-label="{name}" '
        f'title="{name}">#</a>'
    )


def _link(address: str, title: str) -> str:
    return f'<a href="?at={esc(address)}" data-goto="{esc(address)}">{esc(title)}</a>'


def _contents(plan: Plan) -> str:
    ids = heading_ids(plan)
    items = [f"<li>{_link('0.0.1', text.PREFACE)}</li>"] if "0.0.1" in plan else []
    chapters: list[tuple[Heading, list[Heading]]] = []
    for heading in _headings(plan):
        if heading.level <= 2 or not chapters:
            chapters.append((heading, []))
        elif heading.level == 3:
            chapters[-1][1].append(heading)
    for chapter, sections in chapters:
        inner = "".join(f"<li>{_link(ids[section.start], section.title)}</li>" for section in sections)
        items.append(f"<li>{_link(ids[chapter.start], chapter.title)}{f'<ul>{inner}</ul>' if inner else ''}</li>")
    for passages in _annexes(plan):
        first = passages[0]
        items.append(f"<li>{_link(f'a{first.place.appendix}', first.heading[0])}</li>")
    if plan.glossary:
        items.append(f"<li>{_link('glossary', text.GLOSSARY)}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _annexes(plan: Plan) -> list[list[Passage]]:
    rows = [passage for passage in plan.passages if passage.place.appendix is not None]
    return [list(group) for _, group in groupby(rows, key=lambda passage: passage.place.appendix)]


def _body(plan: Plan) -> Iterator[str]:
    terms = term_spans(plan)
    boxed = {passage_id for box in plan.boxes for passage_id in box.passage_ids}
    ids = heading_ids(plan)
    pieces: list[tuple[int, str]] = [
        (heading.start, _heading(heading, ids[heading.start])) for heading in _headings(plan)
    ]
    pieces += [(box.start, _box(plan, box, terms)) for box in plan.boxes]
    pieces += [
        (passage.start, _paragraph(passage, terms))
        for passage in plan.passages
        if passage.kind == "paragraph" and passage.id not in boxed
    ]
    if "0.0.1" in plan:
        yield f'<h3 class="pq-h">{esc(text.PREFACE)}</h3>'
    yield from (piece for _, piece in sorted(pieces))
    for passages in _annexes(plan):
        yield _annex(plan, passages)
    closing = [passage for passage in plan.passages if passage.kind == "closing"]
    if closing:
        yield f'<section class="pq-closing"><h2 class="pq-h">{esc(text.CLOSING)}</h2>'
        yield "".join(_paragraph(passage, terms) for passage in closing) + "</section>"
    if plan.glossary:
        yield f'<h2 class="pq-h" id="p-glossary" tabindex="-1">{esc(text.GLOSSARY)}</h2><dl class="pq-glossary">'
        yield from (_entry(entry) for entry in plan.glossary)
        yield "</dl>"


def _heading(heading: Heading, address: str) -> str:
    tag = _LEVEL.get(heading.level, "h4")
    return (
        f'<{tag} class="pq-h" id="p-{esc(address)}" tabindex="-1">{esc(heading.title)}'
        f"{_anchor(address, heading.title)}</{tag}>"
    )


def _spanned(passage: Passage, terms: dict[int, GlossaryEntry]) -> str:
    """The wording, its lead phrase in bold, sentences as spans that carry their offsets so that any can be marked."""
    pieces = []
    for at, sentence in enumerate(passage.sentences):
        raw = passage.raw[sentence.start - passage.start : sentence.end - passage.start]
        inner = wording(raw, sentence.start, terms=terms)
        if at == 0 and passage.lead and inner.startswith(esc(passage.lead)):
            inner = f"<strong>{esc(passage.lead)}</strong>{inner[len(esc(passage.lead)) :]}"
        pieces.append(f'<span data-s="{sentence.start}" data-e="{sentence.end}">{inner}</span>')
    return "".join(pieces)


def _paragraph(passage: Passage, terms: dict[int, GlossaryEntry]) -> str:
    return (
        f'<p class="pq-p" id="p-{esc(passage.id)}" tabindex="-1">{_spanned(passage, terms)}'
        f"{_anchor(passage.id, passage.label)}</p>"
    )


def _box_title(box: Box) -> str:
    name = text.BOX.format(number=box.number)
    return box.title if box.title.startswith(name) else f"{name} {box.title}"


def _box(plan: Plan, box: Box, terms: dict[int, GlossaryEntry]) -> str:
    name = _box_title(box)
    anchor = _anchor(f"b{box.number}", name)
    title = f'<h4 class="pq-h" id="p-b{box.number}" tabindex="-1">{esc(name)}{anchor}</h4>'
    passages = [plan.passage(passage_id) for passage_id in box.passage_ids]
    rows = [passage for passage in passages if passage.kind == "row"]
    rest = "".join(_paragraph(passage, terms) for passage in passages if passage.kind != "row")
    table = _indicator_table(plan, box, rows) if rows else ""
    return f'<section class="pq-box" aria-label="{esc(name)}">{title}{table}{rest}</section>'


def _indicator_table(plan: Plan, box: Box, rows: list[Passage]) -> str:
    items = {item.passage_id: item for item in plan.indicators}
    keys = text.BOX_COLUMNS[items[rows[0].id].period]
    body = "".join(_row(row, indicator_cells(items[row.id])) for row in rows)
    return _table(_box_title(box), keys, body)


def _row(passage: Passage, cells: Iterable[tuple[str, str]]) -> str:
    shown = "".join(
        f'<td data-name="{esc(text.COLUMNS[key])}">{esc(value or text.NO_TABLE_VALUE)}</td>' for key, value in cells
    )
    return (
        f'<tr id="p-{esc(passage.id)}" tabindex="-1" data-s="{passage.start}" data-e="{passage.end}">{shown}'
        f'<td class="pq-anchor-cell">{_anchor(passage.id, passage.label)}</td></tr>'
    )


def _table(caption: str, keys: tuple[str, ...], body: str) -> str:
    head = "".join(f'<th scope="col">{esc(text.COLUMNS[key])}</th>' for key in keys)
    return (
        f'<div class="pq-scroll" tabindex="0" role="group" aria-label="{esc(caption)}"><table class="pq-table pq-wide">'
        f'<caption class="pq-sr">{esc(caption)}</caption>'
        f"<thead><tr>{head}<td></td></tr></thead><tbody>{body}</tbody></table></div>"
    )


def _annex(plan: Plan, passages: list[Passage]) -> str:
    number, title = passages[0].place.appendix, passages[0].heading[0]
    inner = f'<h2 class="pq-h" id="p-a{number}" tabindex="-1">{esc(title)}{_anchor(f"a{number}", title)}</h2>'
    cells: dict[str, tuple[str, ...]] = {item.passage_id: (str(item.number), item.name) for item in plan.maps}
    cells |= {item.passage_id: (str(item.number), item.name, item.task) for item in plan.projects}
    keys = ("number", "name", "task")
    for category, group in groupby(passages, key=lambda passage: passage.heading[1:]):
        rows = list(group)
        wide = max(len(cells.get(row.id, ("",))) for row in rows)
        body = "".join(_row(row, zip(keys, cells.get(row.id, (row.text,)), strict=False)) for row in rows)
        inner += f'<h3 class="pq-h">{esc(category[0])}</h3>' if category else ""
        inner += _table(category[0] if category else title, keys[:wide], body)
    return f"<section>{inner}</section>"


def _entry(entry: GlossaryEntry) -> str:
    return (
        f'<div id="p-{esc(entry.passage_id)}" tabindex="-1"><dt>{esc(entry.term)}</dt>'
        f"<dd>{esc(entry.definition)}{_anchor(entry.passage_id, entry.term)}</dd></div>"
    )


def way_of(passage: Passage) -> str:
    """The whole way to a passage: every heading above it."""
    return " › ".join(passage.heading) or passage.label
