"""How texts are compared: width folded, white space out, the same as any outside check does it."""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile("[\\s\ufffd]+")
_LABEL = re.compile(r"〔[^〔〕]*〕")


def norm(text: str) -> str:
    """NFKC form without white space (and without the sign that stands for a lost footnote mark).

    >>> norm("２０２０ 年（含）")
    '2020年(含)'
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def without_labels(answer: str) -> str:
    """The answer without its 〔第十二章第一节〕 marks, which are proof and not wording."""
    return _LABEL.sub("", answer)


def grams(text: str, size: int = 3) -> frozenset[str]:
    """The set of character n-grams of the letters, digits and characters of a text (signs do not count).

    >>> sorted(grams("每年增长8%", 3))
    ['增长8', '年增长', '每年增']
    """
    kept = "".join(character for character in norm(text).lower() if character.isalnum())
    return frozenset(kept[at : at + size] for at in range(len(kept) - size + 1)) or frozenset({kept} - {""})


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Size of the intersection over size of the union, 0 to 1; 0 for two empty sets (Jaccard, 1901)."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0
