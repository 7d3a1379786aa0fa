"""The source without white space, with the way back: how quotes are found and proved."""

from __future__ import annotations

from functools import lru_cache

from corpus.model import Span


class Flat:
    """A text without its white space; position i of `text` stands at `offsets[i]` of the original."""

    def __init__(self, original: str) -> None:
        kept = [(offset, character) for offset, character in enumerate(original) if not character.isspace()]
        self.offsets = [offset for offset, _ in kept]
        self.text = "".join(character for _, character in kept)

    def find(self, quote: str, start: int = 0, end: int | None = None) -> Span | None:
        """The first stretch of the original between two offsets that reads like `quote`, white space aside."""
        wanted = "".join(quote.split())
        if not wanted:
            return None
        low, high = self._position(start), len(self.text) if end is None else self._position(end)
        at = self.text.find(wanted, low, high)
        return Span(self.offsets[at], self.offsets[at + len(wanted) - 1] + 1) if at >= 0 else None

    def _position(self, offset: int) -> int:
        """The first kept position at or behind an offset of the original."""
        low, high = 0, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=8)
def flat(text: str) -> Flat:
    """The `Flat` of a source text, made once (about 10 ms)."""
    return Flat(text)
