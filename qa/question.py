"""Understanding a question before anything is searched: what it says, what it asks for, what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from index.spelling import Correction, Speller
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
    corrections: tuple[Correction, ...] = ()  # words that were typed by sound and read as words of the plan


WANTS = patterns.DATA / "wants.toml"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[^\d]|$)")
_YEARS = re.compile(r"(?:19|20)\d\d年?\s*[—\-－~～到至]+\s*(?:19|20)\d\d年?")
_CLAUSE_END = re.compile(r"(?<=[，,。！!；;：:？?])")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PERIODS = (
    (
        "十二五",
        re.compile(
            r"十二五|12五|2011|2012|2013|2014|2015|过去五年|上一?个五年|前一?个五年|前五年|上五年|上一轮|上一?期|刚过去"
        ),
    ),
    (
        "十三五",
        re.compile(
            r"十三五|13五|2016|2017|2018|2019|2020|未来五年|[这本]一?期|这五年|今后五年|新五年|往后五年|后五年|接下来(的)?五年|下一?个五年"
        ),
    ),
)


def understand(
    raw: str, history: Sequence[str], *, max_chars: int, lexicon: bool = True, speller: Speller | None = None
) -> Question:
    """Everything that can be told from the words alone. Never fails; an empty text stays empty."""
    text = _plain(raw, max_chars, lexicon=lexicon)
    corrections: tuple[Correction, ...] = ()
    if speller is not None:
        text, corrections = speller.correct(text)
    earlier = tuple(_plain(turn, max_chars, lexicon=lexicon) for turn in history if turn.strip())
    standalone = followup.resolve(text, earlier)
    periods = [name for name, pattern in _PERIODS if pattern.search(standalone)]
    return Question(
        raw=raw,
        text=text,
        standalone=standalone,
        history=earlier,
        wants=_wants(text) or _wants(standalone),
        years=tuple(int(year) for year in _YEAR.findall(_YEARS.sub("", text))),
        period=periods[0] if len(periods) == 1 else None,
        periods=len(periods),
        figures=tuple(_FIGURE.findall(_YEAR.sub("", text))),
        corrections=corrections,
    )


def focus(text: str, *, chars: int) -> str:
    """The clauses at the end, of at least so many characters, in which a question is asked; a story may stand before.

    >>> focus("我开士多店十几年了，以前要回自己那条街排队，听说现在快了，到底快了多少呀", chars=14)
    '听说现在快了，到底快了多少呀'
    """
    clauses = [clause for clause in _CLAUSE_END.split(text) if clause]
    found = ""
    while clauses and len(found) < chars:
        found = clauses.pop() + found
    return found


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
    return spoken.without_chatter(spoken.from_english(spoken.to_written(simplified))) if lexicon else simplified


def _simplified(text: str) -> str:
    """Traditional characters folded; the case of Latin letters is kept for abbreviations."""
    folded = fold(text)
    return (
        "".join(old if old.isascii() else new for old, new in zip(text, folded, strict=True))
        if len(folded) == len(text)
        else folded
    )
