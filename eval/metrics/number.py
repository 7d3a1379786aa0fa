"""Are the figures right, and do they stand in what is cited?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.numerals import CHINESE_NUMBER, from_chinese
from eval.model import Share
from eval.text import norm, without_labels

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_CHINESE = re.compile(CHINESE_NUMBER)


def figures(text: str) -> frozenset[str]:
    """The figures of a text in Arabic digits, thousands commas out: 1,300 and 1300 are the same, 7.0 and 7 not.

    >>> sorted(figures("到２０２０年达7.0张，共1,300平方米"))
    ['1300', '2020', '7.0']
    """
    return frozenset(match.replace(",", "") for match in _FIGURE.findall(norm(text)))


def match(answer: str, gold: Sequence[Sequence[str]], *, refused: bool) -> Share | None:
    """Number match: expected facts with a figure whose figure the answer holds / expected facts with a figure.

    A fact counts when, in one of its wordings, every figure stands in the answer as a whole number (7 is not in 17).
    None where no fact has a figure. Unit: share per question, 0 to 1, higher is better.
    """
    expected = [[numbers for wording in wordings if (numbers := figures(wording))] for wordings in gold]
    expected = [alternatives for alternatives in expected if alternatives]
    if not expected:
        return None
    held = figures(without_labels(answer)) | _spelled(answer)
    found = 0 if refused else sum(any(numbers <= held for numbers in alternatives) for alternatives in expected)
    return Share(found / len(expected))


def support(answer: str, quotes: Sequence[str], question: str) -> Share | None:
    """Number support: figures of the answer that stand in a quote it cites (or in the question) / its figures.

    None where the answer has no figure or cites nothing. Unit: share of figures (micro), 0 to 1, higher is better.
    A count over rows (共6项) is rightly supported by no single quote, so 1.0 is not expected of tables.
    """
    shown = figures(without_labels(answer))
    if not shown or not quotes:
        return None
    known = figures(question).union(*(figures(quote) for quote in quotes))
    return Share(float(len(shown & known)), float(len(shown)))


def _spelled(answer: str) -> frozenset[str]:
    """Figures that the answer writes in Chinese: 二十七 is 27."""
    values = set()
    for numeral in _CHINESE.findall(norm(answer)):
        try:
            values.add(str(from_chinese(numeral)))
        except ValueError:  # pragma: no cover - the pattern admits only numerals
            continue
    return frozenset(values)
