"""How sure is a score? Percentile bootstrap over questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.model import Share

ROUNDS, SEED = 2000, 20261123
LOW, HIGH = 2.5, 97.5  # percentiles of a 95 % interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score over `n` questions to which it applies, with its 95 % interval; in the unit of the score."""

    value: float
    low: float
    high: float
    n: int


def weights(n: int, *, rounds: int = ROUNDS, seed: int = SEED) -> NDArray[np.float64]:
    """How often each of n questions is drawn in each round, shape (rounds, n); every row sums to n.

    Drawing n questions with replacement is a multinomial draw (Efron & Tibshirani, An Introduction to the
    Bootstrap, 1993, ch. 13).
    """
    if n == 0:
        return np.zeros((rounds, 0))
    return np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=rounds).astype(np.float64)


def ratio(shares: Sequence[Share | None], drawn: NDArray[np.float64]) -> Estimate | None:
    """sum(part) / sum(whole) over the questions to which a score applies, with its percentile interval.

    `drawn` comes from `weights(len(shares))`. None where the score applies to no question. Rounds in which no
    applicable question was drawn are left out.
    """
    part = np.array([share.part if share else 0.0 for share in shares])
    whole = np.array([share.whole if share else 0.0 for share in shares])
    if not whole.sum():
        return None
    if (alike := _all_alike([share for share in shares if share])) is not None:
        return alike
    parts, wholes = drawn @ part, drawn @ whole
    values = parts[wholes > 0] / wholes[wholes > 0]
    low, high = np.percentile(values, [LOW, HIGH])
    return Estimate(
        float(part.sum() / whole.sum()), float(low), float(high), sum(share is not None for share in shares)
    )


def _all_alike(shares: Sequence[Share]) -> Estimate | None:
    """The exact interval where all n questions scored 0 or all scored 1: resampling would claim certainty there.

    Clopper & Pearson, Biometrika 1934: n right of n has the lower limit 0.025^(1/n); for 30 questions 88.4 %.
    """
    values = {share.part for share in shares}
    if values not in ({0.0}, {1.0}) or any(share.whole != 1.0 for share in shares):
        return None
    limit = float((LOW / 100) ** (1 / len(shares)))
    low, high = (limit, 1.0) if values == {1.0} else (0.0, 1 - limit)
    return Estimate(values.pop(), low, high, len(shares))


def statistic(
    size: int, compute: Callable[[NDArray[np.intp]], float | None], *, rounds: int = 500, seed: int = SEED
) -> Estimate | None:
    """The same for any statistic of a sample: `compute` is given the indices that were drawn, shape (size,)."""
    value = compute(np.arange(size)) if size else None
    if value is None:
        return None
    generator = np.random.default_rng(seed)
    drawn = (compute(generator.integers(0, size, size)) for _ in range(rounds))
    low, high = np.percentile([value for value in drawn if value is not None], [LOW, HIGH])
    return Estimate(value, float(low), float(high), size)
