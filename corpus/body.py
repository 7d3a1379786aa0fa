"""The body of a plan: headings, paragraphs, and boxes (专栏) with text or with a table of indicators."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import outline, tables
from corpus.draft import Draft
from corpus.lines import Block
from corpus.model import Box, Heading, Indicator, Place, clean

_BOX_HEADING_MAX = 30  # a longer cell of a box is text, not a heading
_PERIODS = ("十二五", "十三五", "十四五", "十五五")


@dataclass(frozen=True, slots=True)
class _OpenBox:
    """A box while its cells are read."""

    number: int
    title: str
    place: Place
    heading: tuple[str, ...]


def read(draft: Draft, found: list[Block]) -> None:
    """Enter all blocks of the body into the draft."""
    at = 0
    while at < len(found):
        block = found[at]
        if block.kind == "cell":
            later = range(at + 1, len(found))
            end = next((i for i in later if found[i].kind != "cell" or found[i].table_start), len(found))
            _table(draft, found[at:end])
            at = end
            continue
        if block.kind == "heading" and outline.heading_level(block.raw) is not None:
            _heading(draft, block)
        else:
            draft.add("paragraph", draft.next_paragraph_id(), draft.place(), block)
            draft.breaks.extend(block.breaks)
        at += 1


def _heading(draft: Draft, block: Block) -> None:
    heading = outline.heading(block.raw, block.start, block.end)
    draft.way.enter(heading)
    draft.headings.append(heading)
    draft.element("heading", block)


def _table(draft: Draft, cells: list[Block]) -> None:
    title = tables.BOX_TITLE.match(cells[0].raw)
    if not title:
        for row in tables.rows(cells):
            draft.add("paragraph", draft.next_paragraph_id(), draft.place(), row)
        return
    number = int(title[1])
    draft.element("box_title", cells[0])
    heading = (*draft.way.titles, f"专栏{number} {title[2]}")
    box = _OpenBox(number, title[2], draft.place(box=number), heading)
    first = len(draft.passages)
    rows = list(tables.rows(cells[1:]))
    if rows and tables.is_indicator_header(rows[0]):
        _indicators(draft, box, rows)
    else:
        _text_box(draft, box, cells[1:])
    ids = tuple(passage.id for passage in draft.passages[first:])
    draft.boxes.append(Box(number, title[2], box.place, cells[0].start, cells[-1].end, ids))


def _text_box(draft: Draft, box: _OpenBox, cells: list[Block]) -> None:
    below: tuple[str, ...] = ()
    for cell in cells:
        short = len(cell.raw) <= _BOX_HEADING_MAX and not cell.raw.endswith(("。", "；"))
        if short:
            level = outline.heading_level(cell.raw)
            title = clean(cell.raw.lstrip("●"))
            below = (*below[:1], title) if cell.raw.startswith("●") else (title,)
            draft.headings.append(Heading(level or outline.SUBITEM, 0, clean(cell.raw), cell.start, cell.end))
            draft.element("heading", cell)
        else:
            heading = (*box.heading, *below)
            draft.add("box", draft.next_id(f"b{box.number}."), box.place, cell, heading=heading)


def _indicators(draft: Draft, box: _OpenBox, rows: list[tables.Row]) -> None:
    header = rows[0].texts
    for cell in rows[0].cells:
        draft.element("header", cell)
    notes = {
        int(match[1]): clean(match[2])
        for row in rows
        if len(row.cells) == 1 and (match := tables.NOTE.match(clean(row.cells[0].raw)))
    }
    group = ""
    for row in rows[1:]:
        cells = row.cells
        if tables.NOTE.match(clean(cells[0].raw)):
            draft.add("note", draft.next_id(f"b{box.number}.n"), box.place, row, heading=box.heading)
            continue
        if not tables.ROW_NUMBER.match(row.texts[0]):
            group = row.texts[0]
            draft.element("category", cells[0])
            cells = cells[1:]
        if cells:
            _indicator(draft, box, tables.Row(cells), header, group, notes)


def _indicator(
    draft: Draft, box: _OpenBox, row: tables.Row, header: tuple[str, ...], group: str, notes: dict[int, str]
) -> None:
    """Enter one row; a row that the header does not fit becomes a plain passage, so that nothing is lost."""
    read = tables.indicator(tuple(clean(cell.raw) for cell in row.cells), header)
    if read is None:
        draft.add("box", draft.next_id(f"b{box.number}.x"), box.place, row, heading=box.heading)
        return
    wanted_id = f"b{box.number}.{read.number}"
    passage = draft.add("row", wanted_id, box.place, row, item=read.number, heading=(*box.heading, group))
    draft.indicators.append(
        Indicator(
            passage_id=passage.id,
            box=box.number,
            number=read.number,
            name=read.name,
            category=group,
            unit=read.unit,
            target=read.target,
            completion=read.completion,
            agencies=read.agencies,
            attribute=read.attribute,
            period=next((name for name in _PERIODS if name in box.title), ""),
            note=notes.get(read.number) if read.marked else None,
        )
    )
