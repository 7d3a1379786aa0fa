"""Exact match and F1 between wordings, counted in characters because Chinese has no spaces between words.

SQuAD's definition: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, EMNLP 2016.
CMRC's definition: Cui et al., A Span-Extraction Dataset for Chinese Machine Reading Comprehension, EMNLP 2019.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from eval.text import norm

# The signs that CMRC 2018's own script leaves out.
_CMRC_SIGNS = frozenset("-:_*^/\\~`+=，。：？！“”；’《》……·、「」（）－～『』")
_CMRC_HAN = re.compile("[\u4e00-\u9fa5]")
_LATIN = re.compile(r"\w+|[^\w\s]")


def characters(text: str) -> str:
    """The letters, digits and characters of a text, folded; signs and white space do not count."""
    return "".join(character for character in norm(text).lower() if character.isalnum())


def exact_match(prediction: str, references: Sequence[str]) -> float | None:
    """1.0 when the prediction equals one of the references, signs and white space aside, else 0.0.

    None without references.
    """
    if not references:
        return None
    return float(any(characters(prediction) == characters(reference) for reference in references))


def f1(prediction: str, references: Sequence[str]) -> float | None:
    """The best F1 = 2PR / (P + R) over the references, 0 to 1; None without references.

    P is the share of the prediction's characters that occur in the reference (each as often as it occurs there),
    R the share of the reference's characters that occur in the prediction.
    """
    return max((_overlap_f1(prediction, reference) for reference in references), default=None)


def _overlap_f1(prediction: str, reference: str) -> float:
    left, right = Counter(characters(prediction)), Counter(characters(reference))
    if not left or not right:
        return float(left == right)
    return 2 * (left & right).total() / (left.total() + right.total())


def cmrc_exact_match(prediction: str, references: Sequence[str]) -> float | None:
    """CMRC 2018's EM: equal after lower case and without its list of signs; None without references."""
    if not references:
        return None
    return float(any("".join(_tokens(prediction)) == "".join(_tokens(reference)) for reference in references))


def cmrc_f1(prediction: str, references: Sequence[str]) -> float | None:
    """CMRC 2018's F1, the figure that is published: over the longest *common stretch*, not over the bag.

    With n = length of the longest common stretch in characters (Latin words and numbers count as one):
    P = n / len(prediction), R = n / len(reference). The best over the references; None without references.
    """
    return max((_stretch_f1(_tokens(prediction), _tokens(reference)) for reference in references), default=None)


def _tokens(text: str) -> list[str]:
    tokens, latin = [], ""
    for character in text.lower().strip():
        if _CMRC_HAN.match(character) or character in _CMRC_SIGNS:
            tokens += _LATIN.findall(latin)
            latin = ""
            if character not in _CMRC_SIGNS:
                tokens.append(character)
        else:
            latin += character
    return tokens + _LATIN.findall(latin)


def _stretch_f1(prediction: Sequence[str], reference: Sequence[str]) -> float:
    common = _longest_common_stretch(prediction, reference)
    return 2 * common / (len(prediction) + len(reference)) if common else 0.0


def _longest_common_stretch(left: Sequence[str], right: Sequence[str]) -> int:
    best, row = 0, [0] * (len(right) + 1)
    for token in left:
        above = row
        row = [0] * (len(right) + 1)
        for at, other in enumerate(right, start=1):
            if token == other:
                row[at] = above[at - 1] + 1
                best = max(best, row[at])
    return best
