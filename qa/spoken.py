"""From how people type to plain written Simplified Chinese: dialect, fillers, stray characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from corpus.errors import SourceError
from qa import patterns

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffd]")
_SPACE = re.compile(r"[ \t\u3000]+")
_TAG = re.compile(r"<[^<>]{0,200}>")
_FIVE_YEARS = re.compile(r"(?<![\d.])1[23]5(?=规划|期间|时期|时候|目标|计划|纲要|那|的指标)")
LEXICON = patterns.DATA / "spoken.toml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The contents of `data/spoken.toml`."""

    cantonese: tuple[tuple[str, str], ...]  # spoken and written form, in the order of replacement
    marks: re.Pattern[str]  # tell Cantonese
    not_copula: re.Pattern[str]
    fillers: re.Pattern[str]
    tail: re.Pattern[str]
    set_aside: re.Pattern[str]  # a clause that says what is not asked
    english: tuple[tuple[str, str], ...]  # English and Chinese question words, in the order of replacement


@lru_cache(maxsize=2)
def lexicon(path: Path = LEXICON) -> Lexicon:
    """The lexicon of a file. Raises SourceError for anything in it that is not understood."""
    found = patterns.read(path)
    patterns.exactly(found, [field.name for field in fields(Lexicon)], path.name)
    groups = found.pop("cantonese")
    if not isinstance(groups, dict) or not all(isinstance(group, dict) for group in groups.values()):
        raise SourceError(f"{path.name}：cantonese 应分组写成 [cantonese.组名]")
    pairs = [pair for group in groups.values() for pair in group.items()]
    if bad := [spoken for spoken, written in pairs if not spoken or not isinstance(written, str)]:
        raise SourceError(f"{path.name} cantonese：“{bad[0]}”的写法应为文字")
    if len(dict(pairs)) != len(pairs):
        raise SourceError(f"{path.name} cantonese：有词写了两遍")
    ordered = sorted(pairs, key=lambda pair: -len(pair[0]))
    english = found.pop("english")
    if not isinstance(english, dict) or not all(isinstance(written, str) for written in english.values()):
        raise SourceError(f"{path.name} english：应写成 “英文” = “中文”")
    known = {name: patterns.compiled(table, f"{path.name} {name}") for name, table in found.items()}
    return Lexicon(tuple(ordered), english=tuple(english.items()), **known)


def tidy(text: str, *, max_chars: int) -> str:
    """What a person typed on one line: control characters out, width folded, at most `max_chars` long."""
    kept = _CONTROL.sub(" ", text[: max_chars * 2])
    folded = unicodedata.normalize("NFKC", kept.replace("\n", " "))
    tidied = _SPACE.sub(" ", folded).strip()[:max_chars].rstrip()
    return _FIVE_YEARS.sub(lambda match: {"125": "十二五", "135": "十三五"}[match[0]], tidied)


def without_tags(text: str) -> str:
    """The text without HTML tags, for searching."""
    return _SPACE.sub(" ", _TAG.sub(" ", text)).strip()


def to_written(text: str) -> str:
    """Simplified Mandarin for a text that may be Cantonese; other texts come back as they are.

    >>> to_written("屋企楼下好嘈，有冇人管㗎")
    '家里楼下很吵，有没有人管'
    """
    words = lexicon()
    if not words.marks.search(text):
        return text
    kept: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        token = chr(0xE000 + len(kept))
        kept[token] = match[0]
        return token

    written = words.not_copula.sub(hide, text)
    for spoken, plain in words.cantonese:
        written = written.replace(spoken, plain)
    for token, word in kept.items():
        written = written.replace(token, word)
    return written


def from_english(text: str) -> str:
    """Chinese question words for English ones, where a question is typed in English around the plan's words.

    >>> from_english("How many 市民公共文化空间 will be built?")
    '多少 市民公共文化空间 will be built?'
    """
    for english, written in lexicon().english:
        text = re.sub(rf"\b{english}\b", written, text, flags=re.IGNORECASE)
    return text


def without_chatter(text: str) -> str:
    """The question without greetings before it, thanks behind it and what it says that it does not ask.

    The text itself if nothing else is left.

    >>> without_chatter("你好，花多少钱不问了，建成几级的？谢谢")
    '建成几级的？'
    """
    asked = lexicon().set_aside.sub("", text)
    core = lexicon().tail.sub("", lexicon().fillers.sub("", asked))
    return core if len(core) >= 2 else text
