"""Elliptical follow-ups: what a short question leaves out is taken from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from qa import patterns

PATTERNS = patterns.DATA / "followup.toml"
_LEANING = ("opens", "ends_ne", "pronoun")
_SHORT = 8  # characters; what is shorter or begins with an aspect leans on the question before it,
_OWN_CHARS = 3  # unless so many more characters name a thing of its own
_WITH_PRONOUN = 0.4  # weight of a question's own words when a pronoun stands for its subject
_LONG = 16  # characters; a longer question with a subject of its own stands alone


@lru_cache(maxsize=2)
def _patterns(path: Path = PATTERNS) -> dict[str, re.Pattern[str]]:
    """The patterns of followup.toml. Raises SourceError if one is missing or not understood."""
    found = patterns.read_all(path)
    patterns.exactly(found, (*_LEANING, "only_aspect", "lone_aspect", "no_topic", "story"), path.name)
    return found


def is_elliptical(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    if len(text) > 2 * _LONG:
        return False
    if any(_patterns()[name].search(text) for name in _LEANING):
        return True
    begins = len(text) <= _SHORT or bool(_patterns()["only_aspect"].search(text))
    return only_asks(text) or (begins and _own(text) <= _OWN_CHARS)


def only_asks(text: str) -> bool:
    """Whether nothing but times, aspects and question words is said (上一个五年实际做到了多少)."""
    return _own(text) <= 1


def _own(text: str) -> int:
    """How many characters of a question may name a thing of its own (十三五绿化覆盖率目标是多少 → 绿化覆盖率, 5)."""
    return len(_patterns()["no_topic"].sub("", text))


def resolve(text: str, history: Sequence[str]) -> str:
    """The question with what it left out put before it; the text itself when it stands alone.

    The last question of the history that stands alone gives the topic.
    """
    if not history or not text or not is_elliptical(text):
        return text
    return with_topic(text, history)


def with_topic(text: str, history: Sequence[str]) -> str:
    """The question behind its topic: the last question of the history that stands alone, and those since then."""
    chain = [history[-1]]
    for earlier in reversed(history[:-1]):
        if not is_elliptical(chain[0]):
            break
        chain.insert(0, earlier)
    topic = " ".join(part.rstrip("？?。！! ") for part in chain)
    return f"{topic}；{text}"


def own_weight(text: str) -> float:
    """How much a follow-up's own words tell about its place, 0 (only an aspect: 责任单位呢) to 1."""
    plain = re.sub(r"^(那么?|还有|至于|又|再|也)", "", text)
    known = _patterns()
    if known["only_aspect"].search(plain) or len(plain) < 4 or only_asks(text):
        return 0.0
    if known["pronoun"].search(plain):
        return _WITH_PRONOUN if len(plain) >= _SHORT else 0.0
    return 1.0


def tells_a_story(text: str) -> bool:
    """Whether somebody's circumstances are told before what is asked."""
    return bool(_patterns()["story"].search(text))


def lacks_topic(text: str, history: Sequence[str]) -> bool:
    """Whether a question names an aspect and nothing that it could belong to, here or before.

    >>> lacks_topic("责任单位是谁？", ()), lacks_topic("绿化覆盖率的责任单位是谁？", ())
    (True, False)
    """
    return not history and bool(_patterns()["lone_aspect"].search(text))
