"""Elliptical follow-ups: what a short question leaves out is taken from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(
    r"^(那么?|还有|另外|再|又|其中|其次|然后|接着|具体|它|他们?|她|这个|这些|那个|那些|该|此|上面|刚才|前面|同样|也|最后|一共|后来|至于|换成|如果)"
)
_ONLY_ASPECT = re.compile(
    r"^(责任单位|负责(的)?(部门|单位)|牵头单位|目标(值)?|完成(情况|值)?|实际|单位|属性|原文|出处|依据|哪一章|哪一节|为什么|什么意思|多少|几个|哪些|谁|哪里|什么时候|怎么做|有哪些|具体措施|2015年|2020年|十二五|十三五)"
)
_ENDS_NE = re.compile(r"呢[？?。！!\s]*$")
_PRONOUN = re.compile(r"它|这个|这项|该项|那个指标|这些|那些|其|上述|前者|后者|这里面|里面|其中")
_ASKS = re.compile(
    r"(是|有|达到|要|会|能|定的|定)?(多少|几|哪些|哪个|哪里|什么|啥|谁|怎么样?|如何|吗|呢|哪几|哪[二两三四五六七八九十]).*$"
)
_LONG = 16  # characters; a longer question with a subject of its own stands alone


def is_elliptical(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    if _OPENS.match(text) or _ONLY_ASPECT.match(text) or _ENDS_NE.search(text):
        return len(text) <= 2 * _LONG
    return (bool(_PRONOUN.search(text)) and len(text) <= 2 * _LONG) or len(text) <= 8


def resolve(text: str, history: Sequence[str]) -> str:
    """The question with what it left out put before it; the text itself when it stands alone.

    The last question of the history that stands alone gives the topic.
    """
    if not history or not text or not is_elliptical(text):
        return text
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
    return 0.0 if _ONLY_ASPECT.match(plain) or _PRONOUN.search(plain) or len(plain) < 4 else 1.0
