"""Footnotes at the end of the text: terms, definitions, and where their lost marks stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import clean

_MARK = "\ufffd"
_NOTE = re.compile(rf"^{_MARK}\s*(?P<term>[^：\n]+?)：(?P<definition>.+)$", re.DOTALL)
_LOOK_BACK = 40  # characters before a line break in which a term is looked for


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote; `start` is the offset of its mark."""

    start: int
    end: int
    term: str  # without outer quotation marks
    definition: str


def start(text: str) -> int:
    """Where the footnotes begin; the length of the text where there are none."""
    found = re.search(rf"^{_MARK}", text, re.MULTILINE)
    return found.start() if found else len(text)


def notes(text: str, offset: int) -> Iterator[Note]:
    """The footnotes from `offset` on. A note goes on until the next mark."""
    marks = [match.start() for match in re.finditer(rf"^{_MARK}", text[offset:], re.MULTILINE)]
    edges = [offset + mark for mark in marks] + [len(text)]
    for begin, following in pairwise(edges):
        body = text[begin:following].rstrip()
        if match := _NOTE.match(body):
            yield Note(begin, begin + len(body), bare(match["term"]), clean(match["definition"]))


def bare(term: str) -> str:
    """A term without quotation marks that enclose the whole of it.

    >>> bare("“虚拟养老院”"), bare("“小巨人”培育计划")
    ('虚拟养老院', '“小巨人”培育计划')
    """
    term = clean(term)
    inner = term[1:-1]
    return inner if term[:1] == "“" and term[-1:] == "”" and not set(inner) & set("“”") else term


def align(terms: Sequence[str], breaks: Sequence[int], text: str) -> list[int | None]:
    """For each term, the first line break, in order, that stands right behind a piece of the term; else None."""
    found: list[int | None] = []
    left = list(breaks)
    for term in terms:
        core = re.sub(r"[“”\s]", "", term)
        mark = next(
            (
                at
                for at in left
                if any(
                    core[i : i + 2] in clean(text[max(0, at - _LOOK_BACK) : at]) for i in range(max(1, len(core) - 1))
                )
            ),
            None,
        )
        found.append(mark)
        if mark is not None:
            left = [at for at in left if at > mark]
    return found
