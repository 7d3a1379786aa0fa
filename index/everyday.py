"""The everyday questions that lead to the units of a plan, as neighbours of a question that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embed import Vectors

_NEIGHBOURS = 8  # everyday questions that vote for the unit of an example
_SOFTNESS = 0.05  # of a vote: how much nearer (cosine) counts e times as much
_BATCH = 1000  # examples that are compared at a time


@dataclass(frozen=True, slots=True)
class Examples:
    """Everyday questions and near misses, each as if it were asked anew, for fitting the decision to refuse."""

    texts: Sequence[str]
    vectors: Vectors  # (n, dimension)
    units: npt.NDArray[np.int64]  # (n,) that the other everyday questions lead to
    answered: npt.NDArray[np.int64]  # (n,) 1: the plan answers it, 0: a near miss


class Everyday:
    """The everyday questions of a plan: by unit their texts and the mean of their vectors."""

    def __init__(self, texts: Sequence[str], owners: npt.NDArray[np.int64], index: Any, n_units: int) -> None:
        """`index` is the FAISS index of the questions' vectors, or None where there are no questions."""
        self._texts, self._owners, self._index = texts, owners, index
        self._rows: list[list[int]] = [[] for _ in range(n_units)]
        for row, unit in enumerate(owners):
            self._rows[unit].append(row)

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {text: row for row, text in enumerate(self._texts)}

    def of(self, unit: int, *, without: str | None = None) -> tuple[str, ...]:
        """The questions that lead to a unit, but not the one whose text is `without`."""
        return tuple(self._texts[row] for row in self._rows[unit] if self._texts[row] != without)

    def centre(self, unit: int, *, without: str | None = None) -> Vectors:
        """The mean vector of the questions that lead to a unit, shape (dimension,); (0,) where there are none."""
        rows = [row for row in self._rows[unit] if self._texts[row] != without]
        if not rows:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.array(rows)).mean(axis=0), dtype=np.float32)

    def examples(self, near_misses: Sequence[str], vectors: Vectors) -> Examples:
        """All questions of the plan and the near misses, whose vectors are given, shape (n_near_misses, dimension)."""
        texts = [*self._texts, *near_misses]
        asked = self._index.reconstruct_n(0, len(self._texts))
        both = np.concatenate([asked, vectors]).astype(np.float32)
        units = np.zeros(len(texts), dtype=np.int64)
        for begin in range(0, len(texts), _BATCH):
            found = both[begin : begin + _BATCH] @ asked.T
            for row, text in enumerate(texts[begin : begin + _BATCH]):
                if (own := self._row_of.get(text)) is not None:
                    found[row, own] = -1.0
            nearest = np.argpartition(-found, min(_NEIGHBOURS, found.shape[1] - 1), axis=1)[:, :_NEIGHBOURS]
            weights = np.exp((np.take_along_axis(found, nearest, axis=1) - 1) / _SOFTNESS)
            for row, (rows, weight) in enumerate(zip(nearest, weights, strict=True)):
                owners, votes = np.unique(self._owners[rows], return_inverse=True)
                units[begin + row] = owners[np.bincount(votes, weights=weight).argmax()]
        answered = np.repeat([1, 0], [len(self._texts), len(near_misses)]).astype(np.int64)
        return Examples(texts, both, units, answered)
