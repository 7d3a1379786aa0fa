"""A plan while it is being built: the lists that the steps of the parser add to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus import outline
from corpus.label import PREFACE, label
from corpus.lines import Block
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
from corpus.numerals import CHINESE_NUMBER
from corpus.sentences import sentences
from corpus.tables import Row

_NUMBERED_LEAD = re.compile(rf"^(?:\d+．|（{CHINESE_NUMBER}）)")
# A lead holds no comma except in quotation marks, and is not the definition of a quoted word (“一带”指……).
_LEAD = re.compile(r"^(?!“[^”]*”[指是])((?:[^，。；：、“”]|“[^”]*”){2,28}|\d+．[^。；：]{2,28})[。](?=.)")
_BOX_LEAD = re.compile(r"^(?!“[^”]*”[指是])([^，。；：]{2,20}?)[。：](?=.)")
_WHOLE: frozenset[PassageKind] = frozenset({"row", "project", "map", "note"})  # never cut into sentences


@dataclass
class Draft:
    """What has been found so far, in the order of the source."""

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
    counts: dict[str, int] = field(default_factory=dict)  # by prefix of an id
    uses: dict[str, int] = field(default_factory=dict)  # by id

    def plan(self) -> Plan:
        """The finished plan."""
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

    def element(self, kind: ElementKind, block: Block | Row) -> None:
        """Enter a stretch into the partition."""
        self.elements.append(Element(kind, block.start, block.end))

    def unread(self, start: int, end: int) -> None:
        """Enter a stretch that is not part of the plan (contents page, damaged pictures)."""
        if self.source.text[start:end].strip():
            self.noise.append(Span(start, end))

    def place(self, *, box: int | None = None) -> Place:
        """The place at which the walk has arrived."""
        return Place(chapter=self.way.number(outline.CHAPTER), section=self.way.number(outline.SECTION), box=box)

    def next_id(self, prefix: str) -> str:
        """The next free id with that prefix, counted from 1."""
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return f"{prefix}{self.counts[prefix]}"

    def next_paragraph_id(self) -> str:
        """The next id of a paragraph here: 12.1.3; p2.1 below a 篇 without a chapter; 0.0.1 before all of them."""
        part, chapter = self.way.number(outline.PART), self.way.number(outline.CHAPTER)
        if part is not None and chapter is None:
            return self.next_id(f"p{part}.")
        return self.next_id(f"{chapter or 0}.{self.way.number(outline.SECTION) or 0}.")

    def add(
        self,
        kind: PassageKind,
        passage_id: str,
        place: Place,
        block: Block | Row,
        *,
        item: int | None = None,
        heading: tuple[str, ...] | None = None,
        where: str | None = None,
    ) -> Passage:
        """Enter a passage; `item` is the number of a table row, `where` names a place without numbers.

        Where the plan numbers two rows alike, the later one's id gets a suffix: b1.3, b1.3-2.
        """
        raw = self.source.text[block.start : block.end]
        whole = kind in _WHOLE
        parts = (Sentence(block.start, block.end, _row_text(raw)),) if whole else sentences(raw, block.start)
        part = None if where else self.way.number(outline.PART)
        named = where or next(iter(self.way.titles), PREFACE)
        passage = Passage(
            id=self._unique(passage_id),
            kind=kind,
            place=place,
            label=label(place, item=item, part=part, where=named),
            heading=self.way.titles if heading is None else heading,
            start=block.start,
            end=block.end,
            raw=raw,
            sentences=parts,
            lead=None if whole else _lead(clean(raw), in_box=kind == "box"),
        )
        self.passages.append(passage)
        self.element(kind, block)
        return passage

    def _unique(self, passage_id: str) -> str:
        self.uses[passage_id] = self.uses.get(passage_id, 0) + 1
        return passage_id if self.uses[passage_id] == 1 else f"{passage_id}-{self.uses[passage_id]}"


def _row_text(raw: str) -> str:
    """The cells of a row on one line, a space between them."""
    return " ".join(clean(cell) for cell in re.split(r"\n[ ]*\t", raw) if cell.strip())


def _lead(text: str, *, in_box: bool) -> str | None:
    match = _LEAD.match(text) or (_BOX_LEAD.match(text) if in_box else None)
    return _NUMBERED_LEAD.sub("", match[1]) if match else None
