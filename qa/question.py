"""Understanding a question before anything is searched: what it says, what it asks for, what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from index.text import fold
from qa import followup, patterns, spoken

Want = Literal[
    "list", "number", "agency", "attribute", "met", "count", "definition", "wording", "yesno", "check",
    "when", "who", "where", "why", "money", "contact", "compare",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    raw: str  # as typed
    text: str  # tidied, Simplified, without chatter
    standalone: str  # with what an elliptical follow-up left out
    history: tuple[str, ...]
    wants: frozenset[str]  # each a `Want`
    years: tuple[int, ...]
    period: str | None  # 十二五 or 十三五 where the question says just one of them, in words or by a year
    periods: int  # how many of the two it says
    figures: tuple[str, ...]  # figures that the question itself states


WANTS = patterns.DATA / "wants.toml"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[^\d]|$)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PERIODS = (
    ("十二五", re.compile(r"十二五|12五|2011|2012|2013|2014|2015|过去五年|上一个五年|上个五年|前五年")),
    ("十三五", re.compile(r"十三五|13五|2016|2017|2018|2019|2020|未来五年|这五年|今后五年")),
)


def understand(raw: str, history: Sequence[str], *, max_chars: int, lexicon: bool = True) -> Question:
    """Everything that can be told from the words alone. Never fails; an empty text stays empty."""
    text = _plain(raw, max_chars, lexicon=lexicon)
    earlier = tuple(_plain(turn, max_chars, lexicon=lexicon) for turn in history if turn.strip())
    standalone = followup.resolve(text, earlier)
    periods = [name for name, pattern in _PERIODS if pattern.search(standalone)]
    return Question(
        raw=raw,
        text=text,
        standalone=standalone,
        history=earlier,
        wants=_wants(text) or _wants(standalone),
        years=tuple(int(year) for year in _YEAR.findall(text)),
        period=periods[0] if len(periods) == 1 else None,
        periods=len(periods),
        figures=tuple(_FIGURE.findall(_YEAR.sub("", text))),
    )


@lru_cache(maxsize=2)
def want_patterns(path: Path = WANTS) -> dict[str, re.Pattern[str]]:
    """What tells each `Want`. Raises SourceError if one is missing, unknown or not understood."""
    found = patterns.read_all(path)
    patterns.exactly(found, get_args(Want), path.name)
    return found


def _wants(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in want_patterns().items() if pattern.search(text))


def _plain(raw: str, max_chars: int, *, lexicon: bool) -> str:
    text = spoken.tidy(raw, max_chars=max_chars)
    simplified = _simplified(text)
    return spoken.without_chatter(spoken.to_written(simplified)) if lexicon else simplified


def _simplified(text: str) -> str:
    """Traditional characters folded; the case of Latin letters is kept for abbreviations."""
    folded = fold(text)
    return (
        "".join(old if old.isascii() else new for old, new in zip(text, folded, strict=True))
        if len(folded) == len(text)
        else folded
    )
