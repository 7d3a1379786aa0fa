"""Patterns kept as data: `qa/data/*.toml`, read and checked once, compiled once.

A pattern is a table of one of two forms:

    any = ["多少", "几成"]                    one of the alternatives, anywhere in the text
    shape = "^{much}?{thanks}$"              a whole with named parts,
    words = {much = ["非常"], thanks = …}     each a list of alternatives

Every alternative is a regular expression, so marks such as . and ? have their meaning there.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from corpus.cli import did_you_mean
from corpus.errors import SourceError

DATA = Path(__file__).parent / "data"
_PART = re.compile(r"\{([a-z][a-z_]*)\}")  # {2,12} is a quantifier and stays
_KEYS = frozenset({"any", "shape", "words"})


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises SourceError if it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"缺少文件 {path.name}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name} 不是有效的 TOML：{error}") from error


def known_only(table: Mapping[str, object], known: Collection[str], where: str) -> None:
    """Raise SourceError for a key that means nothing there, naming the nearest known one."""
    for key in table:
        if key not in known:
            raise SourceError(f"{where}：不认识“{key}”，最接近的是 {did_you_mean(key, sorted(known))[0]}")


def exactly(found: Mapping[str, object], names: Collection[str], where: str) -> None:
    """Raise SourceError unless just these names are there."""
    known_only(found, names, where)
    if missing := [name for name in names if name not in found]:
        raise SourceError(f"{where}：缺少 {'、'.join(missing)}")


def text(table: Mapping[str, object], key: str, where: str) -> str:
    """A text of a table. Raises SourceError if it is missing, empty or no text."""
    found = table.get(key)
    if not isinstance(found, str) or not found.strip():
        raise SourceError(f"{where}：{key} 应为一段文字")
    return found


def compiled(table: object, where: str, *, before: str = "", after: str = "", flags: int = 0) -> re.Pattern[str]:
    """The pattern of a table, with what has to stand before and after it. Raises SourceError, saying where.

    >>> compiled({"shape": "^{much}?{thanks}$", "words": {"much": ["非常"], "thanks": ["谢谢", "多谢"]}}, "x").pattern
    '^(?:非常)?(?:谢谢|多谢)$'
    """
    if not isinstance(table, Mapping):
        raise SourceError(f"{where}：应为一张表，写有 any 或 shape")
    known_only(table, _KEYS, where)
    if ("any" in table) == ("shape" in table) or ("shape" in table) != ("words" in table):
        raise SourceError(f"{where}：应写 any，或 shape 和 words")
    pattern = _either(table["any"], f"{where} any", flags) if "any" in table else _shaped(table, where, flags)
    return _regex(f"{before}(?:{pattern}){after}" if before or after else pattern, where, flags)


def read_all(path: Path) -> dict[str, re.Pattern[str]]:
    """The patterns of a file that holds nothing else, by name. Raises SourceError."""
    return {name: compiled(table, f"{path.name} {name}") for name, table in read(path).items()}


def _shaped(table: Mapping[str, object], where: str, flags: int) -> str:
    """A shape with its named parts put in; every name has to be used and known."""
    shape, words = text(table, "shape", where), table["words"]
    if not isinstance(words, Mapping):
        raise SourceError(f"{where}：words 应为一张表")
    named = _PART.findall(shape)
    known_only(dict.fromkeys(named), words or {"": ()}, f"{where} shape")
    if unused := words.keys() - set(named):
        raise SourceError(f"{where}：shape 没有用到 {'、'.join(sorted(unused))}")
    return _PART.sub(lambda part: _either(words[part[1]], f"{where} {part[1]}", flags), shape)


def _either(alternatives: object, where: str, flags: int) -> str:
    """One group of alternatives, each of which has to be a regular expression by itself."""
    if not isinstance(alternatives, list) or not alternatives:
        raise SourceError(f"{where}：应为一列写法，至少一条")
    for alternative in alternatives:
        if not isinstance(alternative, str) or not alternative:
            raise SourceError(f"{where}：每条写法应为非空文字，现在有 {alternative!r}")
        _regex(alternative, where, flags)
    if repeated := [found for found, n in Counter(alternatives).items() if n > 1]:
        raise SourceError(f"{where}：“{repeated[0]}”写了两遍")
    return f"(?:{'|'.join(alternatives)})"


def _regex(pattern: str, where: str, flags: int) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise SourceError(f"{where}：“{pattern[:40]}”不是正则表达式（{error}）") from error
