"""What follows the body: annexes with their tables, the closing lines, the footnotes."""

from __future__ import annotations

import re

from corpus import glossary, outline, tables
from corpus.draft import Draft
from corpus.label import CLOSING
from corpus.lines import Block
from corpus.model import GlossaryEntry, Heading, MapEntry, PassageKind, Place, Project, clean

APPENDIX = re.compile(r"^附件\s*(\d+)$")
CLOSING_LINE = re.compile(r"^(公开方式|抄送|主题词)[：:]")
GLOSSARY_HEADING = "名词解释"
_CAPTION = re.compile(r"^图\s*\d+\s*[：:]")


def read_appendix(draft: Draft, found: list[Block]) -> None:
    """Enter an annex; its first block is the line 附件1."""
    match = APPENDIX.match(found[0].raw)
    if match is None:
        raise ValueError(f"not an annex: {found[0].raw}")
    number = int(match[1])
    title_at = 1 if len(found) > 1 and found[1].kind == "paragraph" else 0
    title = f"附件{number}" + (f" {clean(found[1].raw)}" if title_at else "")
    draft.headings.append(Heading(outline.CHAPTER, number, title, found[0].start, found[title_at].end))
    for block in found[: title_at + 1]:
        draft.element("heading", block)
    rest = found[title_at + 1 :]
    for block in rest:
        if block.kind != "cell":
            draft.add("paragraph", draft.next_id(f"a{number}.p"), Place(appendix=number), block, heading=(title,))
    group = ""
    for row in tables.rows(block for block in rest if block.kind == "cell"):
        texts = row.texts
        if texts[0] == "序号":
            for cell in row.cells:
                draft.element("header", cell)
        elif category := tables.category(row):
            group = category
            draft.element("category", row)
        elif texts[0].isdigit() and len(texts) in (2, 3):
            _appendix_row(draft, number, (title, *([group] if group else [])), group, row)
        else:
            _captions(draft, row)


def _appendix_row(draft: Draft, appendix: int, heading: tuple[str, ...], group: str, row: tables.Row) -> None:
    texts = row.texts
    number = int(texts[0])
    kind: PassageKind = "project" if len(texts) == 3 else "map"
    place = Place(appendix=appendix)
    passage_id = draft.add(kind, f"a{appendix}.{number}", place, row, item=number, heading=heading).id
    if kind == "project":
        draft.projects.append(Project(passage_id, number, texts[1], texts[2], group))
    else:
        draft.maps.append(MapEntry(passage_id, number, texts[1]))


def _captions(draft: Draft, row: tables.Row) -> None:
    """Captions of maps; what is left of the pictures themselves is noise."""
    for cell in row.cells:
        if _CAPTION.match(cell.raw):
            draft.element("map", cell)
        else:
            draft.unread(cell.start, cell.end)


def read_closing(draft: Draft, found: list[Block]) -> None:
    """Enter the closing lines: 公开方式, 抄送, and who issued the plan when."""
    parts: list[list[Block]] = []
    for block in found:
        if not parts or CLOSING_LINE.match(block.raw) or block.raw.rstrip().endswith("印发"):
            parts.append([block])
        else:
            parts[-1].append(block)
    for part in parts:
        row = tables.Row(tuple(part))
        draft.add("closing", draft.next_id("end."), Place(), row, heading=(CLOSING,), where=CLOSING)


def read_glossary(draft: Draft, start: int) -> None:
    """Enter the footnotes, each tied to the passage in which its mark stood."""
    text = draft.source.text
    notes = list(glossary.notes(text, start))
    marks = glossary.marks(notes, draft.breaks, text[:start])
    for number, (note, mark) in enumerate(zip(notes, marks, strict=True), start=1):
        block = Block("paragraph", note.start, note.end, text[note.start : note.end])
        draft.add("glossary", f"g{number}", Place(glossary=note.term), block, heading=(GLOSSARY_HEADING,))
        anchored = None
        if mark is not None:
            anchored = next((passage.id for passage in draft.passages if passage.start <= mark < passage.end), None)
        draft.entries.append(GlossaryEntry(f"g{number}", number, note.term, note.definition, mark, anchored))
