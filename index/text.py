"""One spelling for documents and queries: width, case and Traditional characters folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def without_surrogates(text: str) -> str:
    r"""The text with halves of surrogate pairs, which no UTF-8 can hold, turned into question marks.

    >>> without_surrogates("越秀\ud83d区")
    '越秀?区'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def fold(text: str) -> str:
    """The text in half width, lower case and Simplified characters. Not for display, only for comparison.

    >>> fold("越秀區ＧＤＰ目標")
    '越秀区gdp目标'
    """
    return str(_converter().convert(unicodedata.normalize("NFKC", without_surrogates(text)))).lower()
