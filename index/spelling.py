"""Words that were typed by sound: 绿花复盖律 → 绿化覆盖率, by the words that the plan uses.

A stretch of a question is replaced where it is no word of its own, sounds like a word of the plan and shares a
character with it. What people write right is left alone: a word that the plan or the dictionary knows never changes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Plan
from index.segment import Segmenter
from index.terms import plan_terms
from index.text import fold

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,8}")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_PAIR = 2  # characters of a word that is short enough to be hit by chance
_MAX_CHARS = 300  # of a question that are looked at
_KNOWN = 30  # occurrences per 60 million words from which the dictionary's word counts as meant
_COMMON = 30_000  # occurrences from which a single character is certainly meant (要, 有)
_NUMERALS = "一二三四五六七八九十两几"  # 七楼 is no 骑楼
_FREQUENT = 50_000  # occurrences from which a character that two short words share tells nothing (几大, 暨大)
# Sounds that southern speakers and input methods mix up; source: pypinyin's and Sogou's 模糊音.
_FUZZY = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("^(l)(?!v)"), "n"), (re.compile("(a|e|i)ng$"), r"\1n"))


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch that was read as another word."""

    typed: str
    meant: str


class Speller:
    """Corrects questions by a plan's words. Safe to share between threads once made."""

    def __init__(self, plan: Plan, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._text = fold(plan.source.text)
        self._by_sound: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in _words(plan, segmenter):
            self._by_sound[_sounds(word)].append(word)
        self._lengths = sorted({len(sound) for sound in self._by_sound}, reverse=True)

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with misspelled words of the plan put right, and what was changed.

        >>> # speller.correct("十三五绿花复盖律得达到多少") → ("十三五绿化覆盖率得达到多少", (绿花复盖律 → 绿化覆盖率,))
        """
        found: list[Correction] = []

        def run(match: re.Match[str]) -> str:
            return self._run(match[0], found)

        return _RUN.sub(run, text[:_MAX_CHARS]) + text[_MAX_CHARS:], tuple(found)

    def _run(self, run: str, found: list[Correction]) -> str:
        """A stretch of Chinese characters, corrected."""
        sounds = _sounds(run)
        safe = self._safe(run)
        out, at = "", 0
        while at < len(run):
            for size in self._lengths:
                typed = run[at : at + size]
                if len(typed) < size or all(safe[at : at + size]) or (size == _PAIR and not _alone(safe, at)):
                    continue
                meant = self._meant(typed, sounds[at : at + size], safe[at : at + size])
                if meant:
                    found.append(Correction(typed, meant))
                    out, at = out + meant, at + size
                    break
            else:
                out, at = out + run[at], at + 1
        return out

    def _safe(self, run: str) -> list[bool]:
        """For each character, whether it stands in a word that is certainly meant."""
        safe: list[bool] = []
        for word in self._segmenter.cut(run):
            known = len(word) > 1 and (word in self._text or self._segmenter.frequency(word) >= _KNOWN)
            safe += [known] * len(word)
        return safe if len(safe) == len(run) else [True] * len(run)

    def _meant(self, typed: str, sound: Sequence[str], safe: Sequence[bool]) -> str | None:
        """The word of the plan that a stretch sounds like, or None."""
        if typed in self._text:
            return None
        for word in self._by_sound.get(tuple(sound), ()):
            pairs = list(zip(typed, word, safe, strict=True))
            wrong = [char for char, other, _ in pairs if char != other]
            kept = any(known for char, other, known in pairs if char != other)
            rare = all(self._segmenter.frequency(char) < _COMMON and char not in _NUMERALS for char in wrong)
            shared = [char for char, other, _ in pairs if char == other]
            told = len(typed) > _PAIR or all(self._segmenter.frequency(char) < _FREQUENT for char in shared)
            if shared and not kept and rare and told:
                return word
        return None


def _alone(safe: Sequence[bool], at: int) -> bool:
    """Whether the two characters from a place on are the only ones between words that are certainly meant.

    Two characters sound like some word too easily to look for it across longer unknown stretches.
    """
    before, behind = safe[:at][-1:], safe[at + _PAIR :][:1]
    return not any(safe[at : at + _PAIR]) and all(before) and all(behind)


def _words(plan: Plan, segmenter: Segmenter) -> list[str]:
    """The words of a plan, two to eight Chinese characters, most frequent first."""
    counts: Counter[str] = Counter()
    for passage in plan.passages:
        counts.update(word for word in segmenter.cut(passage.text) if _CHINESE.fullmatch(word))
    for term in plan_terms(plan):
        if _CHINESE.fullmatch(fold(term)):
            counts[fold(term)] += 1
    return [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _sounds(text: str) -> tuple[str, ...]:
    """The sound of each character without tones, those that are often mixed up made alike."""
    from pypinyin import lazy_pinyin

    sounds = [sound for char in text for sound in lazy_pinyin(char)]
    for pattern, plain in _FUZZY:
        sounds = [pattern.sub(plain, sound) for sound in sounds]
    return tuple(sounds)
