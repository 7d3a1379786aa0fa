"""From scores of records to scores of units: the best record, the mean of the best few, the share of the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.fusion import Scores

Rows = npt.NDArray[np.int64]
KIN = 5  # records of a unit whose mean is taken


def best(similarities: Scores, rows: Rows, owners: Rows, n_units: int) -> tuple[Scores, Rows]:
    """Per unit the highest similarity of its records and which record that was, shapes (n_units,).

    `similarities` and `rows` are the records that were found, best first. A unit of which none was found counts
    as the last one found, and its record is -1.
    """
    scores = np.full(n_units, float(similarities[-1]))
    found = np.full(n_units, -1, dtype=np.int64)
    units, first = np.unique(owners[rows], return_index=True)
    scores[units], found[units] = similarities[first], rows[first]
    return scores, found


def mean_of_best(similarities: Scores, rows: Rows, owners: Rows, n_units: int, *, kin: int = KIN) -> Scores:
    """Per unit the mean similarity of its `kin` best records, shape (n_units,).

    One everyday question may be close by chance; several of the same unit seldom are. Records that were not found
    count as the last one found.

    >>> mean_of_best(np.array([0.9, 0.8, 0.4]), np.array([2, 0, 1]), np.array([0, 1, 0]), 2, kin=2).round(2)
    array([0.85, 0.4 ])
    """
    floor = float(similarities[-1])
    units = owners[rows]
    order = np.argsort(units, kind="stable")  # best first within each unit
    grouped = units[order]
    place = np.arange(len(grouped)) - np.searchsorted(grouped, grouped)  # 0 for the best record of a unit
    kept = place < kin
    above = np.bincount(grouped[kept], weights=similarities[order][kept] - floor, minlength=n_units)
    return floor + above / kin


def coverage(ranker: Any, words: Sequence[str], owners: Rows, n_units: int) -> Scores:
    """Per unit the share of a question's words that one of its records holds, shape (n_units,), 0 to 1.

    Words weigh by their rarity, ln(1 + (N - n + 0.5) / (n + 0.5)); words that no record holds weigh most.
    `ranker` is a `bm25s.BM25` over the records whose units are `owners`.
    """
    covered, total, n_records = np.zeros(n_units), 0.0, len(owners)
    for word in dict.fromkeys(words):
        holds = np.asarray(ranker.get_scores([word])) > 0 if word in ranker.vocab_dict else np.zeros(n_records, bool)
        n = int(holds.sum())
        rarity = float(np.log1p((n_records - n + 0.5) / (n + 0.5)))
        total += rarity
        covered[np.unique(owners[holds])] += rarity
    return covered / total if total else covered
