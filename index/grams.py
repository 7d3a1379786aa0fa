"""Finding units by single characters and pairs of them, all texts that lead to a unit taken as one document.

People cut and choose words in many ways; one everyday question seldom shares a word with another, but all questions
of a unit together have most of the pairs that the next one will use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.fusion import Scores
from index.text import fold
from index.units import Record

_K1, _B = 1.5, 0.75  # the usual ones
_COLUMNS = 2**18


def bm25(counts: npt.NDArray[np.float64], lengths: npt.NDArray[np.float64]) -> Scores:
    """BM25 of each document for a query whose terms are the columns, shape (n_documents,), not negative.

    `counts` is how often each document has each term, shape (n_documents, n_terms); `lengths` how long it is.
    Lucene's form, ln(1 + (N - n + 0.5) / (n + 0.5)) c / (c + k1 (1 - b + b l / mean l)): Robertson and Zaragoza,
    The Probabilistic Relevance Framework, 2009; Kamphuis et al., ECIR 2020.
    """
    held = lengths[lengths > 0]
    if not len(held):
        return np.zeros(len(lengths))
    norm = _K1 * (1 - _B + _B * lengths / held.mean())
    return np.asarray((counts / (counts + norm[:, None])) @ rarity(counts))


def rarity(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Inverse document frequency of each column in nats, shape (n_terms,), never negative: see `bm25`."""
    holding = (counts > 0).sum(axis=0)
    return np.asarray(np.log1p((len(counts) - holding + 0.5) / (holding + 0.5)))


class UnitGrams:
    """The documents of all units. Holds no state that a call changes."""

    def __init__(self, records: Sequence[Record], n_units: int) -> None:
        from scipy.sparse import csr_matrix
        from sklearn.feature_extraction.text import HashingVectorizer

        self._hasher = HashingVectorizer(
            analyzer="char", ngram_range=(1, 2), n_features=_COLUMNS, alternate_sign=False, norm=None, binary=True
        )
        owners = np.array([record.unit for record in records], dtype=np.int64)
        belongs = csr_matrix((np.ones(len(records)), (owners, np.arange(len(records)))), shape=(n_units, len(records)))
        texts = [fold(record.text) for record in records]
        self._counts: Any = (belongs @ self._hasher.transform(texts or [""])[: len(texts)]).tocsc()
        self._lengths = np.asarray(self._counts.sum(axis=1)).ravel()
        self._unit_of = {record.text: record.unit for record in records}

    def scores(self, question: str, *, without: str | None = None) -> Scores:
        """Per unit the BM25 of its document, shape (n_units,); a record whose text is `without` does not count."""
        return bm25(*self._documents(question, without))

    def share(self, question: str, unit: int, *, without: str | None = None) -> float:
        """The share of a question's characters and pairs, by their rarity, that a unit's document has, 0 to 1."""
        counts, _ = self._documents(question, without)
        weights = rarity(counts)
        return float(weights[counts[unit] > 0].sum() / weights.sum()) if weights.sum() > 0 else 0.0

    def _documents(self, question: str, without: str | None) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """How often each unit's document has what the question has, and how long the documents are."""
        asked = self._columns(question)
        counts, lengths = self._counts[:, asked].toarray(), self._lengths
        unit = self._unit_of.get(without) if without is not None else None
        if unit is not None and without is not None:
            left_out = self._columns(without)
            counts[unit] -= np.isin(asked, left_out)
            lengths = lengths.copy()
            lengths[unit] -= len(left_out)
        return counts, lengths

    def _columns(self, text: str) -> npt.NDArray[np.int32]:
        return np.unique(self._hasher.transform([fold(text)]).indices)
