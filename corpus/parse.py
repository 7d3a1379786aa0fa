"""From a source text to a plan: one walk over its blocks.

preface → chapters and sections (paragraphs, boxes) → annexes → closing lines → footnotes
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus import glossary, outline, tables
from corpus.label import CLOSING, PREFACE, label
from corpus.lines import Block, blocks
from corpus.model import (
    Box,
    Element,
    ElementKind,
    GlossaryEntry,
    Heading,
    Indicator,
    MapEntry,
    Passage,
    PassageKind,
    Place,
    Plan,
    Project,
    Sentence,
    Source,
    Span,
    clean,
)
from corpus.sentences import sentences

_APPENDIX = re.compile(r"^附件\s*(\d+)$")
_CAPTION = re.compile(r"^图\s*\d+\s*[：:]")
_CLOSING = re.compile(r"^(公开方式|抄送|主题词)[：:]")
_NUMBERED_LEAD = re.compile(r"^\d+．")
_LEAD = re.compile(r"^([^，。；：、]{2,28}|\d+．[^。；：]{2,28})[。](?=.)")
_BOX_LEAD = re.compile(r"^([^，。；：]{2,20}?)[。：](?=.)")
_LEAD_MAX = 30


def parse(source: Source) -> Plan:
    """Parse a plan. Every non-blank character of the source ends up in one element or one piece of noise."""
    return _Parser(source).run()


@dataclass
class _Parser:
    source: Source
    way: outline.Way = field(default_factory=outline.Way)
    headings: list[Heading] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    maps: list[MapEntry] = field(default_factory=list)
    entries: list[GlossaryEntry] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # where lost footnote marks stood
    counts: dict[str, int] = field(default_factory=dict)

    def run(self) -> Plan:
        text = self.source.text
        body_start = outline.contents_end(text)
        self._noise(0, body_start)
        notes_start = glossary.start(text)
        found = list(blocks(text, body_start, notes_start, lambda line: bool(self._opens(line))))
        cuts = [i for i, block in enumerate(found) if block.kind == "heading" and _APPENDIX.match(block.raw)]
        closing = next((i for i, block in enumerate(found) if _CLOSING.match(block.raw)), len(found))
        body_end = cuts[0] if cuts else closing
        self._body(found[:body_end])
        for begin, finish in pairwise([*cuts, closing]):
            self._appendix(found[begin:finish])
        self._closing(found[closing:])
        self._glossary(notes_start)
        return self._plan()

    def _plan(self) -> Plan:
        return Plan(
            source=self.source,
            headings=tuple(self.headings),
            passages=tuple(self.passages),
            boxes=tuple(self.boxes),
            indicators=tuple(self.indicators),
            projects=tuple(self.projects),
            maps=tuple(self.maps),
            glossary=tuple(self.entries),
            elements=tuple(sorted(self.elements, key=lambda element: element.start)),
            noise=tuple(sorted(self.noise, key=lambda span: span.start)),
        )

    @staticmethod
    def _opens(line: str) -> bool:
        return outline.heading_level(line) is not None or bool(_APPENDIX.match(line) or _CLOSING.match(line))

    def _element(self, kind: ElementKind, block: Block | tables.Row) -> None:
        self.elements.append(Element(kind, block.start, block.end))

    def _noise(self, start: int, end: int) -> None:
        if self.source.text[start:end].strip():
            self.noise.append(Span(start, end))

    def _place(self, **more: int | str | None) -> Place:
        return Place(
            chapter=self.way.number(outline.CHAPTER),
            section=self.way.number(outline.SECTION),
            **more,  # type: ignore[arg-type]
        )

    def _next(self, prefix: str) -> str:
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return f"{prefix}{self.counts[prefix]}"

    def _add(
        self,
        kind: PassageKind,
        passage_id: str,
        place: Place,
        block: Block | tables.Row,
        *,
        item: int | None = None,
        heading: tuple[str, ...] | None = None,
        where: str = PREFACE,
    ) -> Passage:
        raw = self.source.text[block.start : block.end]
        whole = kind in ("row", "project", "map", "note")
        parts = (Sentence(block.start, block.end, _row_text(raw)),) if whole else sentences(raw, block.start)
        passage = Passage(
            id=passage_id,
            kind=kind,
            place=place,
            label=label(place, item=item, where=where),
            heading=self.way.titles if heading is None else heading,
            start=block.start,
            end=block.end,
            raw=raw,
            sentences=parts,
            lead=None if whole else _lead(clean(raw), in_box=kind == "box"),
        )
        self.passages.append(passage)
        self._element(kind, block)
        return passage

    # body -------------------------------------------------------------------------------------------------

    def _body(self, found: list[Block]) -> None:
        at = 0
        while at < len(found):
            block = found[at]
            if block.kind == "cell":
                later = range(at + 1, len(found))
                end = next((i for i in later if found[i].kind != "cell" or found[i].table_start), len(found))
                self._table(found[at:end])
                at = end
                continue
            if block.kind == "heading":
                self._heading(block)
            else:
                place = self._place()
                prefix = f"{place.chapter or 0}.{place.section or 0}."
                self._add("paragraph", self._next(prefix), place, block)
                self.breaks.extend(block.breaks)
            at += 1

    def _heading(self, block: Block) -> None:
        heading = outline.heading(block.raw, block.start, block.end)
        self.way.enter(heading)
        self.headings.append(heading)
        self._element("heading", block)

    def _table(self, cells: list[Block]) -> None:
        title = tables.BOX_TITLE.match(cells[0].raw)
        if not title:
            prefix = f"{self._place().chapter or 0}.{self._place().section or 0}."
            for row in tables.rows(cells):
                self._add("paragraph", self._next(prefix), self._place(), row)
            return
        number = int(title[1])
        self._element("box_title", cells[0])
        place = self._place(box=number)
        heading = (*self.way.titles, f"专栏{number} {title[2]}")
        first = len(self.passages)
        rows = list(tables.rows(cells[1:]))
        if rows and tables.is_indicator_header(rows[0]):
            self._indicators(number, title[2], place, heading, rows)
        else:
            self._box(number, place, heading, cells[1:])
        ids = tuple(passage.id for passage in self.passages[first:])
        self.boxes.append(Box(number, title[2], place, cells[0].start, cells[-1].end, ids))

    def _box(self, number: int, place: Place, heading: tuple[str, ...], cells: list[Block]) -> None:
        below: tuple[str, ...] = ()
        for cell in cells:
            short = len(cell.raw) <= _LEAD_MAX and not cell.raw.endswith(("。", "；"))
            if short:
                level = outline.heading_level(cell.raw)
                title = clean(cell.raw.lstrip("●"))
                below = (*below[:1], title) if cell.raw.startswith("●") else (title,)
                self.headings.append(Heading(level or outline.SUBITEM, 0, clean(cell.raw), cell.start, cell.end))
                self._element("heading", cell)
            else:
                self._add("box", self._next(f"b{number}."), place, cell, heading=(*heading, *below))

    def _indicators(self, box: int, title: str, place: Place, heading: tuple[str, ...], rows: list[tables.Row]) -> None:
        header = rows[0].texts
        for cell in rows[0].cells:
            self._element("header", cell)
        period = next((name for name in ("十二五", "十三五", "十四五") if name in title), "")
        group = ""
        notes = {
            int(match[1]): clean(match[2])
            for row in rows
            if len(row.cells) == 1 and (match := tables.NOTE.match(clean(row.cells[0].raw)))
        }
        for row in rows[1:]:
            cells = row.cells
            if tables.NOTE.match(clean(cells[0].raw)):
                self._add("note", self._next(f"b{box}.n"), place, row, heading=heading)
                continue
            if not tables.ROW_NUMBER.match(row.texts[0]):
                group = row.texts[0]
                self._element("category", cells[0])
                cells = cells[1:]
            read = tables.indicator(tuple(clean(cell.raw) for cell in cells), header)
            if read is None:
                self._add("box", self._next(f"b{box}.x"), place, tables.Row(cells), heading=heading)
                continue
            passage_id = f"b{box}.{read.number}"
            self._add("row", passage_id, place, tables.Row(cells), item=read.number, heading=(*heading, group))
            self.indicators.append(
                Indicator(
                    passage_id=passage_id,
                    box=box,
                    number=read.number,
                    name=read.name,
                    category=group,
                    unit=read.unit,
                    target=read.target,
                    completion=read.completion,
                    agencies=read.agencies,
                    attribute=read.attribute,
                    period=period,
                    note=notes.get(read.number) if read.marked else None,
                )
            )

    # annexes ----------------------------------------------------------------------------------------------

    def _appendix(self, found: list[Block]) -> None:
        match = _APPENDIX.match(found[0].raw)
        assert match is not None
        number = int(match[1])
        title_at = 1 if len(found) > 1 and found[1].kind == "paragraph" else 0
        title = f"附件{number}" + (f" {clean(found[1].raw)}" if title_at else "")
        self.headings.append(Heading(outline.CHAPTER, number, title, found[0].start, found[title_at].end))
        for block in found[: title_at + 1]:
            self._element("heading", block)
        place = Place(appendix=number)
        group = ""
        for block in found[title_at + 1 :]:
            if block.kind == "paragraph":
                self._noise(block.start, block.end)
        for row in tables.rows(block for block in found[title_at + 1 :] if block.kind != "paragraph"):
            texts = row.texts
            if texts[0] == "序号":
                for cell in row.cells:
                    self._element("header", cell)
            elif category := tables.category(row):
                group = category
                self._element("category", row)
            elif texts[0].isdigit() and len(texts) in (2, 3):
                self._appendix_row(number, place, (title, *([group] if group else [])), group, row)
            else:
                for cell in row.cells:
                    if _CAPTION.match(cell.raw):
                        self._element("map", cell)
                    else:
                        self._noise(cell.start, cell.end)

    def _appendix_row(self, appendix: int, place: Place, heading: tuple[str, ...], group: str, row: tables.Row) -> None:
        texts = row.texts
        number = int(texts[0])
        passage_id = f"a{appendix}.{number}"
        kind: PassageKind = "project" if len(texts) == 3 else "map"
        self._add(kind, passage_id, place, row, item=number, heading=heading)
        if kind == "project":
            self.projects.append(Project(passage_id, number, texts[1], texts[2], group))
        else:
            self.maps.append(MapEntry(passage_id, number, texts[1]))

    # end --------------------------------------------------------------------------------------------------

    def _closing(self, found: list[Block]) -> None:
        heading = (CLOSING,)
        parts: list[list[Block]] = []
        for block in found:
            if not parts or _CLOSING.match(block.raw) or block.raw.rstrip().endswith("印发"):
                parts.append([block])
            else:
                parts[-1].append(block)
        for part in parts:
            row = tables.Row(tuple(part))
            self._add("closing", self._next("end."), Place(), row, heading=heading, where=CLOSING)

    def _glossary(self, start: int) -> None:
        marks: list[int | None] = list(self.breaks)
        notes = list(glossary.notes(self.source.text, start))
        if len(marks) != len(notes):
            marks = glossary.align([note.term for note in notes], self.breaks, self.source.text)
        for number, (note, mark) in enumerate(zip(notes, marks, strict=True), start=1):
            place = Place(glossary=note.term)
            block = Block("paragraph", note.start, note.end, self.source.text[note.start : note.end])
            self._add("glossary", f"g{number}", place, block, heading=("名词解释",))
            anchored = next(
                (passage.id for passage in self.passages if mark is not None and passage.start <= mark < passage.end),
                None,
            )
            self.entries.append(GlossaryEntry(f"g{number}", number, note.term, note.definition, mark, anchored))


def _row_text(raw: str) -> str:
    """The cells of a row on one line, a space between them."""
    return " ".join(clean(cell) for cell in re.split(r"\n[ ]*\t", raw) if cell.strip())


def _lead(text: str, *, in_box: bool) -> str | None:
    match = _LEAD.match(text) or (_BOX_LEAD.match(text) if in_box else None)
    return _NUMBERED_LEAD.sub("", match[1]) if match else None
