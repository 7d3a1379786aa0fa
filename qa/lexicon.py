"""Everyday words and the plan's words for them (批发档口 → 专业市场), searched for besides the question's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.errors import SourceError
from corpus.model import Plan
from index.text import fold
from qa import patterns

FILE = patterns.DATA / "lexicon.toml"
_MOST = 4  # plan words for one question: more would drown its own


@lru_cache(maxsize=2)
def entries(path: Path = FILE) -> dict[str, tuple[str, ...]]:
    """Everyday word, folded → plan words. Raises SourceError for anything in the file that is not understood."""
    found: dict[str, list[str]] = {}
    for group, table in patterns.read(path).items():
        if not isinstance(table, dict):
            raise SourceError(f"{path.name}：“{group}”应为一张表")
        for word, everyday in table.items():
            if not isinstance(everyday, list) or not all(isinstance(said, str) and said for said in everyday):
                raise SourceError(f"{path.name} {group}：“{word}”的日常说法应为一列文字")
            for said in everyday:
                found.setdefault(fold(said), []).append(word)
    return {said: tuple(dict.fromkeys(words)) for said, words in found.items()}


class Lexicon:
    """The entries that lead to words of one plan. Safe to share between threads once made."""

    def __init__(self, plan: Plan, path: Path = FILE) -> None:
        text = fold(plan.source.text)
        known = {said: tuple(word for word in words if fold(word) in text) for said, words in entries(path).items()}
        self._known = dict(sorted(((s, w) for s, w in known.items() if w), key=lambda pair: (-len(pair[0]), pair[0])))

    def plan_words(self, text: str) -> tuple[str, ...]:
        """The plan's words for what a text says in others, without those that it has itself, at most four.

        >>> # lexicon.plan_words("批发档口以后会搬走吗") → ("专业市场",)
        """
        folded, rest, words = fold(text), fold(text), []
        for said, meant in self._known.items():
            if said in rest:
                rest = rest.replace(said, "\0")
                words += [word for word in meant if fold(word) not in folded]
        return tuple(dict.fromkeys(words))[:_MOST]
