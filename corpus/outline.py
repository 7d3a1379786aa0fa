"""Which lines are headings, and the way to a place: the outline of plans of several shapes.

篇, 章 and 节 carry a numeral and a title; 一、 and （一） open a heading when no sentence mark ends the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from corpus.model import Heading
from corpus.numerals import CHINESE_NUMBER, from_chinese

PART, CHAPTER, SECTION, ITEM, SUBITEM = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """A form of heading; the first group is its numeral."""

    level: int
    pattern: re.Pattern[str]


RULES = (
    *(
        HeadingRule(level, re.compile(rf"^第({CHINESE_NUMBER}){unit}\s+(?!.*[。；]$)\S.*$"))
        for level, unit in ((PART, "篇"), (CHAPTER, "章"), (SECTION, "节"))
    ),
    HeadingRule(ITEM, re.compile(rf"^({CHINESE_NUMBER})、(?!.*[。；：，]$)\S.{{1,38}}$")),
    HeadingRule(SUBITEM, re.compile(rf"^（({CHINESE_NUMBER})）(?!.*[。；：，]$)\S.{{0,38}}$")),
)
_CONTENTS = re.compile(r"^目\s*录$")
_PAGE_NUMBER = re.compile(r"[.…·\s]*\d*$")


def heading_level(line: str) -> int | None:
    """The level of a heading line, or None for body text (第一章规定…… has no space)."""
    return next((rule.level for rule in RULES if rule.pattern.match(line)), None)


def heading(line: str, start: int, end: int) -> Heading:
    """The heading on a line for which `heading_level` is not None; raises ValueError otherwise."""
    for rule in RULES:
        if match := rule.pattern.match(line):
            return Heading(rule.level, from_chinese(match[1]), clean_title(line), start, end)
    raise ValueError(f"not a heading: {line}")


def clean_title(line: str) -> str:
    """The heading on one line, with one space where it had white space.

    >>> clean_title("第一篇　转变方式 开创科学发展新局面")
    '第一篇 转变方式 开创科学发展新局面'
    """
    return re.sub(r"\s+", " ", line.strip())


def contents(text: str) -> tuple[int, int]:
    """Where a contents page in front of the plan begins and ends (end exclusive); (0, 0) where there is none.

    It opens with 目录 and lasts until its first heading, or one of that level, stands there for the second time;
    lines before that heading that stand nowhere else (a preface) are not part of it.
    """
    lines = [line.strip() for line in text.split("\n")]
    titles = [clean_title(_PAGE_NUMBER.sub("", line)) for line in lines]
    levels = [heading_level(line) for line in lines]
    opens = next((i for i, line in enumerate(lines) if _CONTENTS.match(line)), len(lines))
    top = next((level for level in levels[opens:] if level is not None), None)
    seen: set[str] = set()
    for i in range(opens, len(lines)):
        if levels[i] != top or top is None:
            continue
        if titles[i] in seen:
            later = set(titles[i:])
            last = max(j for j in range(opens, i) if levels[j] is not None or (titles[j] and titles[j] in later))
            edges = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
            return edges[opens], edges[last + 1]
        seen.add(titles[i])
    return 0, 0


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
