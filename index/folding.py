"""Text made comparable without losing where each character came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Characters that OpenCC leaves alone because the word decides (瞭解, but 瞭望). For finding, both may fold.
_TRADITIONAL_MORE = {"瞭": "了", "著": "着", "「": "“", "」": "”", "『": "‘", "』": "’"}


@dataclass(frozen=True, slots=True)
class Folding:
    """What is held to be the same when wordings are compared."""

    width: bool = False  # full and half width (NFKC), and the case of Latin letters
    traditional: bool = False  # Traditional and Simplified characters, one by one


EXACT = Folding()


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` without white space, folded; character i of it was made from character `origin[i]` of what was read."""

    text: str
    origin: tuple[int, ...]


@lru_cache(maxsize=16)
def fold(text: str, folding: Folding = EXACT) -> Folded:
    """The text without white space, each of its characters folded on its own.

    Folding goes one character at a time, so that a substring of the text folds to a substring of the folded text
    and offsets stay true; a character may become several (ﬁ → fi), all of which then have the same origin.
    """
    characters: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            continue
        for part in _folded(character, folding):
            if not part.isspace():
                characters.append(part)
                origin.append(at)
    return Folded("".join(characters), tuple(origin))


@lru_cache(maxsize=1 << 15)
def _folded(character: str, folding: Folding) -> str:
    if folding.width:
        character = unicodedata.normalize("NFKC", character).lower()
    if folding.traditional:
        character = "".join(_TRADITIONAL_MORE.get(part) or _simplified(part) for part in character)
    return character


def _simplified(character: str) -> str:
    converted: str = _converter().convert(character) if character > "\u2e7f" else character
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # opencc has no types
    import opencc

    return opencc.OpenCC("t2s")
