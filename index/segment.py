"""Words of a text: jieba with the plan's own terms, the same for documents and queries."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Any

from index.text import fold

_WORD = re.compile(r"\w")
STOP_WORDS = frozenset(
    (
        *"的了和与及在是有就都而着也吗呢啊呀吧么嘛哦把被让给对从向将以为于等或并其该这那个些我你他她它几请想问",
        *(
            "我们",
            "你们",
            "请问",
            "一下",
            "什么",
            "怎么",
            "怎样",
            "如何",
            "哪些",
            "哪个",
            "哪里",
            "多少",
            "知道",
            "告诉",
        ),
    )
)


class Segmenter:
    """Cuts texts into search words. Safe to share between threads once made."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._jieba: Any = jieba.Tokenizer()
        self._jieba.initialize()
        for term in terms:
            self._jieba.add_word(fold(term))

    def words(self, text: str) -> list[str]:
        """The search words of a text, long words and the shorter ones inside them, without stop words."""
        return [
            word for word in self._jieba.cut_for_search(fold(text)) if _WORD.search(word) and word not in STOP_WORDS
        ]

    def cut(self, text: str) -> list[str]:
        """The words of a text once each in order, marks and stop words included."""
        return list(self._jieba.cut(fold(text)))

    def frequency(self, word: str) -> int:
        """How often the dictionary has seen a word (jieba's count in about 60 million words), 0 for an unknown one."""
        return int(self._jieba.FREQ.get(word, 0))
