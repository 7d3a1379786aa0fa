"""Which lines are headings, and the way to a place: the outline of plans of several shapes.

篇, 章 and 节 carry a numeral and a title; 一、 and （一） open a heading when no sentence mark ends the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Heading, clean
from corpus.numerals import CHINESE_NUMBER, from_chinese

PART, CHAPTER, SECTION, ITEM, SUBITEM = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """A form of heading; the first group is its numeral."""

    level: int
    pattern: re.Pattern[str]


RULES = (
    *(
        HeadingRule(level, re.compile(rf"^第({CHINESE_NUMBER}){unit}[ 　\t]+(?!.*[。；]$)\S.*$"))
        for level, unit in ((PART, "篇"), (CHAPTER, "章"), (SECTION, "节"))
    ),
    HeadingRule(ITEM, re.compile(rf"^({CHINESE_NUMBER})、(?!.*[。；：，]$)\S.{{1,38}}$")),
    HeadingRule(SUBITEM, re.compile(rf"^（({CHINESE_NUMBER})）(?!.*[。；：，]$)\S.{{0,38}}$")),
)
_CONTENTS = re.compile(r"^目\s*录$")


def heading_level(line: str) -> int | None:
    """The level of a heading line, or None for body text (第一章规定…… has no space)."""
    return next((rule.level for rule in RULES if rule.pattern.match(line)), None)


def heading(line: str, start: int, end: int) -> Heading:
    """The heading on a line for which `heading_level` is not None; raises ValueError otherwise."""
    for rule in RULES:
        if match := rule.pattern.match(line):
            title = re.sub(r"[ 　\t]+", " ", clean_title(line))
            return Heading(rule.level, from_chinese(match[1]), title, start, end)
    raise ValueError(f"not a heading: {line}")


def clean_title(line: str) -> str:
    """The heading on one line, with one space between its number and its words."""
    numbered = re.match(r"^(第\S+?[篇章节])[ 　\t]+(.*)$", line)
    return f"{numbered[1]} {clean(numbered[2])}" if numbered else clean(line)


def contents_end(text: str) -> int:
    """Where a contents page in front of the plan ends (0 where there is none).

    A contents page opens with 目录; it ends before the first heading that stands there for the second time.
    """
    seen: set[str] = set()
    offset, opened = 0, False
    for line in text.split("\n"):
        body = line.strip()
        if _CONTENTS.match(body):
            opened = True
        elif opened and heading_level(body) is not None:
            title = clean_title(re.sub(r"[.…·\s]*\d*$", "", body))
            if title in seen:
                return offset
            seen.add(title)
        offset += len(line) + 1
    return 0


class Way:
    """The headings that are open at the present line. The one mutable thing of the parser."""

    def __init__(self) -> None:
        self._open: list[Heading] = []

    def enter(self, heading: Heading) -> None:
        """Open a heading; deeper ones and its sisters close."""
        self._open = [other for other in self._open if other.level < heading.level] + [heading]

    def close_from(self, level: int) -> None:
        """Close all headings of that level and deeper."""
        self._open = [other for other in self._open if other.level < level]

    @property
    def titles(self) -> tuple[str, ...]:
        """The open headings, outermost first."""
        return tuple(heading.title for heading in self._open)

    def number(self, level: int) -> int | None:
        """The number of the open heading of a level, or None."""
        return next((heading.number for heading in self._open if heading.level == level), None)
