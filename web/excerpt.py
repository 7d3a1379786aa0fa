"""Hits shown in their context: runs of text, marked or not, short enough to read at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from corpus.model import Span
from web.wording import visible

GAP = "……"
CELL = " ｜ "
LOST = "\ufffd"  # of a footnote's number that the source has lost
Runs = tuple[tuple[str, bool], ...]


def runs(text: str, start: int, end: int, marks: Sequence[Span], *, around: int | None) -> Runs:
    """The wording of `text[start:end]` on one line with its marked stretches.

    `around` is how many characters stay on each side of a mark, the rest becomes ……; None keeps all. A mark that
    begins inside and ends behind `end` (a hit may run over the end of a paragraph) is shown to its end.
    """
    end = max([end, *(mark.end for mark in marks)])
    shown = [pair for pair in visible(text[start:end], start) if pair[1] != LOST]
    marked = [any(mark.start <= offset < mark.end for mark in marks) for offset, _ in shown]
    kept = _kept(marked, around)
    pieces: list[tuple[str, bool]] = []
    last: int | None = None
    for at in kept:
        if (last is None and at > 0) or (last is not None and at > last + 1):
            pieces.append((GAP, False))
        elif last is not None and "\t" in text[shown[last][0] : shown[at][0]]:
            pieces.append((CELL, False))
        pieces.append((shown[at][1], marked[at]))
        last = at
    if last is not None and last < len(shown) - 1:
        pieces.append((GAP, False))
    return tuple(
        ("".join(sign for sign, _ in run), is_marked) for is_marked, run in groupby(pieces, key=lambda piece: piece[1])
    )


def _kept(marked: Sequence[bool], around: int | None) -> Iterable[int]:
    if around is None:
        return range(len(marked))
    kept: set[int] = set()
    for at, is_marked in enumerate(marked):
        if is_marked:
            kept.update(range(max(at - around, 0), min(at + around + 1, len(marked))))
    return sorted(kept)
