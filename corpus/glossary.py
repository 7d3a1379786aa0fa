"""Footnotes at the end of the text: terms, definitions, and where their marks stand or stood.

Two forms are known: � where an export lost the mark (in the text nothing is left of it but a broken line),
and [^1]: in Markdown, whose marks stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import clean

_OPENS = re.compile(r"^(?:\ufffd|\[\^(?P<ref>\w+)\]:)", re.MULTILINE)
_HEADING = re.compile(r"^[*# ]*(?:名词解释|注释)[*# ]*\s*\Z", re.MULTILINE)
_NOTE = re.compile(r"^\s*(?P<term>[^：\n]{1,60}?)：(?P<definition>.+)$", re.DOTALL)
_LOOK_BACK = 40  # characters before a line break in which a term is looked for


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote; `start` is the offset of its mark, `ref` what the mark says where it was not lost."""

    start: int
    end: int
    term: str  # without outer quotation marks
    definition: str
    ref: str | None = None


def start(text: str) -> int:
    """Where the footnotes begin; the length of the text where there are none."""
    found = _OPENS.search(text)
    return found.start() if found else len(text)


def heading_start(text: str, notes_start: int) -> int:
    """Where the line 名词解释 above the footnotes begins; `notes_start` where there is none."""
    found = _HEADING.search(text, 0, notes_start)
    return found.start() if found and notes_start < len(text) else notes_start


def notes(text: str, offset: int) -> Iterator[Note]:
    """The footnotes from `offset` on. A note goes on until the next mark; one without a term is called by its mark."""
    opens = list(_OPENS.finditer(text, offset))
    edges = [match.start() for match in opens] + [len(text)]
    for number, (match, (begin, following)) in enumerate(zip(opens, pairwise(edges), strict=True), start=1):
        body = text[match.end() : following].rstrip()
        named = _NOTE.match(body)
        term = bare(named["term"]) if named else f"注{match['ref'] or number}"
        definition = clean(named["definition"] if named else body)
        yield Note(begin, match.end() + len(body), term, definition, match["ref"])


def marks(found: Sequence[Note], breaks: Sequence[int], text: str) -> list[int | None]:
    """For each note the offset of its mark in `text`, None where nothing tells it.

    `breaks` are the offsets at which a paragraph was broken; as many breaks as notes belong to them in order.
    """
    if any(note.ref for note in found):
        at = [text.find(f"[^{note.ref}]") for note in found]
        return [offset if offset >= 0 else None for offset in at]
    if len(breaks) == len(found):
        return list(breaks)
    return align([note.term for note in found], breaks, text)


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
