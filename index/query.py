"""What a person typed into the search for exact wording, read into phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.errors import BadInputError
from index.folding import EXACT, Folding

Part = Literal["body", "box", "appendix", "glossary"]
PARTS: tuple[Part, ...] = ("body", "box", "appendix", "glossary")
MAX_QUERY_CHARS = 200

_EMPTY = "请输入要查找的词语"
_TOO_LONG = f"查找内容不能超过{MAX_QUERY_CHARS}字"
_UNPAIRED = "引号没有成对，请补上另一半引号"
_BARE_OR = "分隔符“|”的两边都要有词语"

_QUOTES = {'"': '"', "“": "”", "＂": "＂", "「": "」"}
_END_OF_TERM = re.compile(r"[\s|｜]|$")


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives of phrases: a place matches if it holds all phrases of one alternative.

    `chapters` and `parts` narrow the places; empty means everywhere.
    """

    alternatives: tuple[tuple[str, ...], ...]
    folding: Folding = EXACT
    chapters: frozenset[int] = frozenset()
    parts: frozenset[Part] = frozenset()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase once, in the order in which it was written."""
        return tuple(dict.fromkeys(phrase for phrases in self.alternatives for phrase in phrases))

    @property
    def reading(self) -> str:
        """How the query was understood: （教育 且 医疗）或 养老."""
        several = len(self.alternatives) > 1
        read = (" 且 ".join(phrases) for phrases in self.alternatives)
        return " 或 ".join(
            f"（{text}）" if several and len(phrases) > 1 else text
            for text, phrases in zip(read, self.alternatives, strict=True)
        )


def parse(
    text: str,
    *,
    folding: Folding = EXACT,
    chapters: frozenset[int] = frozenset(),
    parts: frozenset[Part] = frozenset(),
) -> Query:
    """Read what a person typed: 空格=且, | = 或 (且 binds closer), a term wholly in quotes = one phrase.

    Quotes inside a term are text (“十三五”规划 looks for the quotes too). Raises BadInputError.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise BadInputError(_TOO_LONG)
    alternatives: list[tuple[str, ...]] = []
    phrases: list[str] = []
    terms = list(_terms(text))
    if not terms:
        raise BadInputError(_EMPTY)
    for term in (*terms, None):
        if term is not None:
            phrases.append(term)
            continue
        if not phrases:
            raise BadInputError(_BARE_OR)
        alternatives.append(tuple(dict.fromkeys(phrases)))
        phrases = []
    return Query(tuple(dict.fromkeys(alternatives)), folding, chapters, parts)


def _terms(text: str) -> Iterator[str | None]:
    """The terms of a query, None for each |. Raises BadInputError for an opened quote that never closes."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in "|｜":
            yield None
            at += 1
        else:
            term, at = _quoted(text, at) or _bare(text, at)
            if term.strip():
                yield term.strip()


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """The phrase in quotes that opens at `at` and fills its whole term, and where it ends."""
    opening = text[at]
    closing = _QUOTES.get(opening)
    if closing is None:
        return None
    depth = 1
    for here in range(at + 1, len(text)):
        if text[here] == closing:
            depth -= 1
        elif text[here] == opening:
            depth += 1
        if depth == 0:
            return (text[at + 1 : here], here + 1) if _END_OF_TERM.match(text, here + 1) else None
    raise BadInputError(_UNPAIRED)


def _bare(text: str, at: int) -> tuple[str, int]:
    end = _END_OF_TERM.search(text, at)
    stop = end.start() if end else len(text)
    return text[at:stop], stop
