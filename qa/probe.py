"""What the wording of a question says about whether a plan answers it, beside what was found.

Two small models that were fitted on everyday questions and near misses (eval/probes.py). One reads the question's
vector and how it departs from the everyday questions of the point that was found: a network with one hidden layer.
The other reads what is left of the question when the words of the point and of its everyday questions are masked:
a logistic regression over n-grams of characters. Both say log odds, higher for what plans answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.everyday import Everyday
from index.search import Hit, Searcher
from index.units import Unit

FILE = Path(__file__).parent / "data" / "probes.npz"
LIMIT = 8.0  # of the log odds that a probe may say
N_GRAM_COLUMNS = 2**16
_MASK = "□"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the probes read of a question beside a point that was found for it."""

    vector: Floats  # (dimension,)
    departure: Floats  # (dimension,) the vector minus the mean of the point's everyday questions
    masked: str  # what the point and its everyday questions leave of the words


@dataclass(frozen=True, slots=True)
class Judged:
    """What the probes say, in log odds, higher for what plans answer."""

    habit: float
    leftover: float


@dataclass(frozen=True, slots=True)
class Probes:
    """The weights of both, fitted for vectors of one dimension."""

    hidden: Floats  # (2 dimension, n_hidden)
    hidden_bias: Floats  # (n_hidden,)
    out: Floats  # (n_hidden,)
    out_bias: float
    n_grams: Floats  # (N_GRAM_COLUMNS,)
    n_grams_bias: float

    def judge(self, wording: Wording) -> Judged:
        """What both say; the first says 0 for vectors of an embedder for which nothing was fitted."""
        known = 2 * len(wording.vector) == len(self.hidden)
        inputs = np.zeros(len(self.hidden), dtype=np.float32)
        if known:
            inputs[:] = np.concatenate([wording.vector, wording.departure])
        habit, leftover = self.log_odds(inputs[None, :], n_grams([wording.masked]))[0]
        return Judged(float(habit) if known else 0.0, float(leftover))

    def log_odds(self, inputs: Floats, grams: Any) -> npt.NDArray[np.float64]:
        """What both say of n questions, shape (n, 2), within the limit: the network's, that of the n-grams.

        `inputs` are vectors with their departures behind them, shape (n, 2 dimension); `grams` as `n_grams` makes them.
        """
        habit = np.maximum(inputs @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        leftover = grams @ self.n_grams + self.n_grams_bias
        return np.clip(np.column_stack([habit, leftover]).astype(np.float64), -LIMIT, LIMIT)


@lru_cache(maxsize=2)
def probes(path: Path = FILE) -> Probes:
    """The stored probes. Raises FileNotFoundError if the file is missing."""
    with np.load(path, allow_pickle=False) as found:
        arrays = {name: found[name].astype(np.float32) for name in found.files}
    return Probes(
        arrays["hidden"],
        arrays["hidden_bias"],
        arrays["out"],
        float(arrays["out_bias"]),
        arrays["n_grams"],
        float(arrays["n_grams_bias"]),
    )


def save(path: Path, fitted: Probes) -> None:
    """Write the probes in half precision."""
    arrays = {name: np.asarray(getattr(fitted, name), dtype=np.float16) for name in Probes.__slots__}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def wording(text: str, hit: Hit, searcher: Searcher, *, without: str | None = None) -> Wording:
    """What the probes read of a question whose first hit is given; records whose text is `without` do not count."""
    vector = searcher.vector(text)
    unit = searcher.records.units[hit.unit]
    return beside(text, vector, unit, searcher.everyday, without=without)


def beside(text: str, vector: Floats, unit: Unit, everyday: Everyday, *, without: str | None = None) -> Wording:
    """The same from the parts, so that examples can be read without a search."""
    centre = everyday.centre(unit.number, without=without)
    departure = vector - centre if centre.size else np.zeros_like(vector)
    holders = [unit.sentence.text, *unit.passage.heading, *everyday.of(unit.number, without=without)]
    return Wording(vector, departure, masked(text, holders))


def masked(text: str, holders: Iterable[str]) -> str:
    """A question in which every pair of characters that a holder has is masked, each masked run as one sign.

    >>> masked("少年宫建在哪条街？", ["建设新的少年宫", "少年宫在哪"])
    '□建□条街？'
    """
    said = "\n".join(holders)
    kept = [True] * len(text)
    for place in range(len(text) - 1):
        if text[place : place + 2] in said:
            kept[place] = kept[place + 1] = False
    shown = "".join(sign if keep else _MASK for sign, keep in zip(text, kept, strict=True))
    return re.sub(f"{_MASK}+", _MASK, shown)


def n_grams(texts: Sequence[str]) -> Any:
    """One to three characters in a row as a sparse matrix (n, N_GRAM_COLUMNS), rows of length 1."""
    return _hasher().transform(texts)


@lru_cache(maxsize=1)
def _hasher() -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(analyzer="char", ngram_range=(1, 3), n_features=N_GRAM_COLUMNS, alternate_sign=False)
