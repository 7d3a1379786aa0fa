"""Cutting a passage into sentences without losing a character."""

from __future__ import annotations

import re

from corpus.model import Sentence, clean

_END = re.compile(r"[。！？][”’）》]*")


def sentences(raw: str, offset: int) -> tuple[Sentence, ...]:
    """The sentences of `raw`, which stands at `offset` in the source.

    A sentence ends at 。！？ with the closing marks behind it; white space between sentences belongs to none.
    """
    found = []
    begin = 0
    cuts = [match.end() for match in _END.finditer(raw)]
    if not cuts or raw[cuts[-1] :].strip():
        cuts.append(len(raw))
    for cut in cuts:
        piece = raw[begin:cut]
        body = piece.strip()
        if body:
            start = offset + begin + piece.index(body)
            found.append(Sentence(start, start + len(body), clean(body)))
        begin = cut
    return tuple(found)
