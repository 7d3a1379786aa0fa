"""From characters to blocks: headings, paragraphs (broken lines joined again) and table cells.

The text was exported from a .doc. A table cell opens with a tab; a cell goes on over lines without one;
a row ends with a blank line before the next tab; a table ends with two blank lines. A footnote mark was
lost together with what follows on its line, so a paragraph that breaks off in mid-sentence goes on at
the next line; where it broke, a mark stood. In a text without blank lines between its paragraphs every
line is a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"[。！？][”’）》]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    tab: bool  # it opens a table cell
    blanks_before: int  # empty lines before it; a line with only a tab is an empty cell and does not count


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a heading, a paragraph, or a table cell."""

    kind: str  # "heading", "paragraph", "cell"
    start: int
    end: int
    raw: str
    breaks: tuple[int, ...] = ()  # offsets where a paragraph's lines were joined
    row_start: bool = False  # of a cell: it opens a row
    table_start: bool = False  # of a cell: it opens a table


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of `text[start:end]` that hold something; an empty table cell counts as a line with empty text."""
    offset, blanks = start, 0
    for line in text[start:end].split("\n"):
        body = line.strip()
        tab = line[: len(line) - len(line.lstrip())].endswith("\t")
        if body or tab:
            begin = offset + line.index(body) if body else offset
            yield Line(begin, begin + len(body), body, tab, blanks)
            blanks = 0
        else:
            blanks += 1
        offset += len(line) + 1


def is_spaced(text: str) -> bool:
    """Whether blank lines stand between the paragraphs of a text: before at least a quarter of its filled lines."""
    filled = [line.strip() != "" for line in text.split("\n")]
    spaced = sum(now and not before for before, now in pairwise(filled))
    return spaced * 4 >= sum(filled)


def blocks(
    text: str, start: int, end: int, is_heading: Callable[[str], bool], *, joining: bool = True
) -> Iterator[Block]:
    """The blocks of `text[start:end]`, in order. Empty cells are left out, but they open their row.

    Without `joining` a broken paragraph is not put together again.
    """
    pending: list[Line] = []
    kind, row_start, table_start, in_table = "", False, False, False

    def flush() -> Iterator[Block]:
        filled = [line for line in pending if line.text]
        if filled:
            first, last = filled[0].start, filled[-1].end
            joins = tuple(line.end for line in filled[:-1]) if kind == "paragraph" else ()
            yield Block(kind, first, last, text[first:last], joins, row_start, table_start)

    for line in lines(text, start, end):
        table_goes_on = in_table and line.blanks_before < 2
        if line.tab:
            opens_row = not table_goes_on or line.blanks_before > 0
            was_empty = kind == "cell" and not any(part.text for part in pending) and not opens_row
            yield from flush()
            row_start = opens_row or (was_empty and row_start)
            table_start = not table_goes_on
            kind, pending, in_table = "cell", [line], True
        elif table_goes_on and not _opens_paragraph_in_cell(pending, line):
            pending.append(line)
        elif table_goes_on:
            yield from flush()
            row_start = table_start = False
            kind, pending = "cell", [line]
        elif is_heading(line.text):
            yield from flush()
            in_table = row_start = table_start = False
            kind, pending = "heading", [line]
        elif joining and kind == "paragraph" and line.blanks_before == 0 and not _SENTENCE_END.search(pending[-1].text):
            pending.append(line)
        else:
            yield from flush()
            in_table = row_start = table_start = False
            kind, pending = "paragraph", [line]
    yield from flush()


def _opens_paragraph_in_cell(cell: list[Line], line: Line) -> bool:
    """Whether a line within a cell is a new paragraph rather than the rest of a broken short cell."""
    return len(line.text) > 12 or any(len(part.text) > 12 for part in cell)
