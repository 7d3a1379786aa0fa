"""Is one run better than another on the same questions? Tests for paired results."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

from eval.metrics.interval import HIGH, LOW, Estimate, weights


def mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact p of McNemar's test: only the questions on which the runs differ count.

    p = min(1, 2 * sum over i <= min(gained, lost) of C(n, i) / 2^n), n = gained + lost; 1.0 when n is 0.
    McNemar, Psychometrika 1947; exact form as in Dietterich, Neural Computation 1998.
    """
    n = gained + lost
    tail = sum(comb(n, i) for i in range(min(gained, lost) + 1))
    return min(1.0, 2 * float(tail) / float(2**n))


def bootstrap(before: Sequence[float], now: Sequence[float]) -> tuple[Estimate, float]:
    """The mean difference now - before with its 95 % interval, and the two-sided p of "no difference".

    p is twice the smaller share of bootstrap means on one side of zero (a mean of exactly zero counts for both),
    at most 1. Efron & Tibshirani 1993, ch. 15; for NLP: Berg-Kirkpatrick et al., EMNLP 2012.
    Raises ValueError if the lengths differ or nothing is compared.
    """
    if len(before) != len(now) or not before:
        raise ValueError("paired results must have the same length, at least 1")
    difference = np.asarray(now, dtype=float) - np.asarray(before, dtype=float)
    means = weights(len(difference)) @ difference / len(difference)
    low, high = np.percentile(means, [LOW, HIGH])
    p = min(1.0, 2 * min(float(np.mean(means <= 0)), float(np.mean(means >= 0))))
    return Estimate(float(difference.mean()), float(low), float(high), len(difference)), p
