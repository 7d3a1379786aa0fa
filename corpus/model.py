"""The values that a plan is made of. Types only: how they are found stands in the other modules.

Every value that comes from the source knows the characters that it stands on, as `start` (inclusive)
and `end` (exclusive) offsets into `Source.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

PassageKind = Literal["paragraph", "box", "row", "note", "project", "map", "glossary", "closing"]
ElementKind = Literal[
    "heading",
    "paragraph",
    "box_title",
    "box",
    "header",
    "category",
    "row",
    "note",
    "project",
    "map",
    "glossary",
    "closing",
]

_BLANK = re.compile(r"\s+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9,.)-]")


def clean(text: str) -> str:
    r"""The text on one line: white space goes, except one space between two Latin words.

    >>> clean("四大主导产业\n实现增加值（Private Finance\tInitiative）")
    '四大主导产业实现增加值（Private Finance Initiative）'
    """
    text = text.strip()

    def blank(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return " " if _ASCII_WORD.match(before) and _ASCII_WORD.match(after) else ""

    return _BLANK.sub(blank, text)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source: characters `start` to `end` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A plan's text as published, with what the text itself does not say."""

    id: str
    title: str
    short_title: str
    district: str
    period: tuple[int, int]  # first and last year
    publisher: str
    issued: date
    sha256: str  # of the file's bytes
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the plan something stands, in the integers of the contract.

    Preface and closing lines have none of them. A box keeps the chapter and section in which it stands.
    """

    chapter: int | None = None
    section: int | None = None
    box: int | None = None
    appendix: int | None = None
    glossary: str | None = None  # the term of a footnote entry


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of the partition of the source: no two overlap, and none is blank."""

    kind: ElementKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with the mark that ends it; `source.text[start:end]` is its wording."""

    start: int
    end: int
    text: str  # on one line, see `clean`


@dataclass(frozen=True)
class Passage:
    """One citable stretch of the plan: `source.text[start:end] == raw`, always.

    `lead` is the phrase that opens a paragraph like a small heading (做优楼宇经济。), without its mark.
    """

    id: str  # "12.1.3": chapter 12, section 1, paragraph 3; "b2.4", "a1.43", "a2.3", "g29", "end.1"
    kind: PassageKind
    place: Place
    label: str  # 第十二章第一节, 附件1第43项, 名词解释“虚拟养老院”
    heading: tuple[str, ...]  # outermost first
    start: int
    end: int
    raw: str
    sentences: tuple[Sentence, ...]
    lead: str | None = None

    @cached_property
    def text(self) -> str:
        """The wording on one line, white space taken out."""
        return clean(self.raw)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of an indicator table; cells keep the plan's wording."""

    passage_id: str
    box: int
    number: int
    name: str  # without its number
    category: str
    unit: str
    target: str
    completion: str | None  # only in the table of the past period
    agencies: tuple[str, ...]  # responsible units
    attribute: str | None  # 预期性, 约束性
    period: str  # 十二五, 十三五
    note: str | None  # of a mark such as ﹡


@dataclass(frozen=True, slots=True)
class Project:
    """A row of the project table."""

    passage_id: str
    number: int
    name: str
    task: str
    category: str  # without its number


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A row of the list of maps."""

    passage_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A footnote that explains a term, tied to where its mark stood in the text."""

    passage_id: str
    number: int  # from 1, in the order of the footnotes
    term: str  # without outer quotation marks
    definition: str
    anchor: int | None  # offset of the lost mark; None where no line break tells it
    anchor_passage_id: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of any level: 1 篇, 2 章, 3 节, 4 一、."""

    level: int
    number: int
    title: str  # 第十二章 强基创优，建设卫生强区
    start: int
    end: int


@dataclass(frozen=True)
class Box:
    """A 专栏: a text box or an indicator table."""

    number: int
    title: str
    place: Place
    start: int
    end: int
    passage_ids: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A parsed plan. Everything in it is found again through `passage(id)`."""

    source: Source
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    boxes: tuple[Box, ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    maps: tuple[MapEntry, ...]
    glossary: tuple[GlossaryEntry, ...]
    elements: tuple[Element, ...]
    noise: tuple[Span, ...]

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id. Raises KeyError if there is none."""
        return self._by_id[passage_id]

    def __contains__(self, passage_id: object) -> bool:
        return passage_id in self._by_id
