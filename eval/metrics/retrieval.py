"""Was the proof found, and how far up? Ranks count from 1; rankings hold no id twice.

The figures equal those of trec_eval, which the tests check through ir-measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2


def recall_at(k: int, ranking: Sequence[str], relevant: frozenset[str]) -> float | None:
    """Recall@k: relevant ids among the first k / relevant ids. None where nothing is relevant.

    Unit: share, 0 to 1, higher is better. With one relevant id it is also success@k (hit rate).
    """
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else None


def reciprocal_rank(ranking: Sequence[str], relevant: frozenset[str]) -> float | None:
    """1 / rank of the first relevant id, 0 when none is ranked; its mean is MRR. None where nothing is relevant.

    Unit: 0 to 1, higher is better. Voorhees, The TREC-8 Question Answering Track Report, 1999.
    """
    if not relevant:
        return None
    return next((1 / rank for rank, item in enumerate(ranking, start=1) if item in relevant), 0.0)


def ndcg_at(k: int, ranking: Sequence[str], relevant: frozenset[str]) -> float | None:
    """nDCG@k with gain 1 for a relevant id: DCG = sum of 1 / log2(rank + 1), divided by that of the best order.

    None where nothing is relevant. Unit: 0 to 1, higher is better. Järvelin & Kekäläinen, TOIS 2002.
    """
    if not relevant:
        return None
    gained = sum(1 / log2(rank + 1) for rank, item in enumerate(ranking[:k], start=1) if item in relevant)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gained / best
