"""Joining several rankings of the same units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
_TOP = 50  # units whose scores set a channel's scale


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]], *, k: int = 60) -> list[tuple[str, float]]:
    """Fuse rankings of ids: score(d) = sum of 1 / (k + rank), ranks from 1.

    Best first; equal scores fall back to id order, so two runs never differ.
    Cormack et al., Reciprocal Rank Fusion, SIGIR 2009.
    """
    fused: dict[str, float] = {}
    for ranking in rankings:
        for rank, unit in enumerate(ranking, start=1):
            fused[unit] = fused.get(unit, 0.0) + 1 / (k + rank)
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def standardise(scores: Scores, *, top: int = _TOP) -> Scores:
    """Scores in standard deviations from the mean of their `top` best, shape kept, higher is better.

    The best units alone set the scale: among thousands of units nearly all are noise, and how far the first
    stands out from its followers is what rank fusion throws away.
    """
    if not len(scores):
        return scores
    best = np.partition(scores, -min(top, len(scores)))[-min(top, len(scores)) :]
    spread = float(best.std())
    return (scores - best.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def weighted_sum(channels: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted mean of standardised channels, shape (n_units,), higher is better, no fixed range.

    Channels without a weight are left out; raises ValueError if none is left.
    """
    used = {name: weights[name] for name in channels if weights.get(name, 0.0) > 0}
    if not used:
        raise ValueError("no channel to fuse")
    total = sum(used.values())
    parts = [weight / total * standardise(channels[name]) for name, weight in used.items()]
    return np.sum(parts, axis=0, dtype=np.float64)  # type: ignore[no-any-return]
