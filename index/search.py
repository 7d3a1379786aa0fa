"""Finding the units of a plan that a question is about.

question → dense (sentences, points, questions) + BM25 (sentences, questions) → fused → hits
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from corpus.model import Passage, Plan, Sentence, Span
from corpus.outside import OutsideKind
from index import fusion
from index.embed import Encoder, Vectors
from index.segment import Segmenter
from index.store import Stored
from index.text import without_surrogates
from index.units import Record, Records

# Weights of the channels, chosen on the tuning half of the questions: see README, Decisions.
WEIGHTS = {
    "dense_sentences": 1.0,
    "dense_points": 2.0,
    "dense_questions": 3.0,
    "bm25_sentences": 1.0,
    "bm25_questions": 0.7,
}
_DEPTH = 600  # records that a dense channel looks at


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found."""

    passage: Passage
    sentence: Sentence
    unit: int  # number of the unit
    rank: int  # from 1
    fused: float  # gives the order; never compared with a threshold
    similarity: float  # highest cosine of the question with a record of the unit, -1 to 1, higher is closer
    point: Span  # the stretch of the sentence whose record was closest
    question: str | None  # the everyday question that was closest, never shown as the plan's text
    channels: Mapping[str, float]  # raw score of each channel, higher is better


@dataclass(frozen=True, slots=True)
class Example:
    """An example input that the plan does not answer, with its cosine to the question, -1 to 1, higher is closer."""

    kind: OutsideKind
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class _Dense:
    """One dense channel: records, their units, and their FAISS index."""

    records: Sequence[Record]
    owners: Any  # unit of each record, int64 (n_records,)
    index: Any


class Searcher:
    """Searches one plan. Holds no state that a call changes, so threads may share it."""

    def __init__(self, plan: Plan, records: Records, stored: Stored, encoder: Encoder, segmenter: Segmenter) -> None:
        self.plan = plan
        self.records = records
        self.segmenter = segmenter
        self.encoder = encoder
        self._sparse = stored.sparse
        self._dense = {
            name: _Dense(
                records.channel(name),
                np.array([record.unit for record in records.channel(name)], dtype=np.int64),
                index,
            )
            for name, index in stored.dense.items()
            if records.channel(name) and name != "outside"
        }
        self._outside = stored.dense.get("outside") if records.outside else None
        self._vector = lru_cache(maxsize=256)(encoder.encode_query)  # a question is searched by several steps

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels that this plan has records for."""
        return (*(f"dense_{name}" for name in self._dense), *(f"bm25_{name}" for name in self._sparse))

    def search(
        self, question: str, *, limit: int = 20, weights: Mapping[str, float] = WEIGHTS, extra: str = ""
    ) -> tuple[Hit, ...]:
        """The best units, best first. `extra` is words of the plan to look for besides the question's own."""
        question = without_surrogates(question)
        n = len(self.records.units)
        words = self.segmenter.words(f"{question} {extra}")
        vector = self._vector(question)
        channels: dict[str, fusion.Scores] = {}
        nearest: dict[str, tuple[fusion.Scores, Any]] = {}
        for name, dense in self._dense.items():
            if weights.get(f"dense_{name}"):
                nearest[name] = self._nearest(dense, vector, n)
                channels[f"dense_{name}"] = nearest[name][0]
        for name, ranker in self._sparse.items():
            if weights.get(f"bm25_{name}"):
                channels[f"bm25_{name}"] = self._bm25(name, ranker, words, n)
        fused = fusion.weighted_sum(channels, weights)
        order = np.lexsort((np.arange(n), -fused))[:limit]
        return tuple(
            self._hit(int(unit), rank, float(fused[unit]), channels, nearest) for rank, unit in enumerate(order, 1)
        )

    def outside(self, question: str, *, limit: int = 5) -> tuple[Example, ...]:
        """The nearest examples of inputs that the plan does not answer, best first; () where there are none."""
        if self._outside is None:
            return ()
        vector = self._vector(without_surrogates(question)).reshape(1, -1)
        similarities, rows = self._outside.search(vector, min(limit, len(self.records.outside)))
        return tuple(
            Example(self.records.outside_kinds[row], self.records.outside[row].text, float(similarity))
            for similarity, row in zip(similarities[0], rows[0], strict=True)
        )

    def matched(self, question: str, unit: int) -> dict[str, Record]:
        """By channel, the record of a unit that comes closest to a question; for looking into a result."""
        found: dict[str, Record] = {}
        for name, dense in self._dense.items():
            rows = np.flatnonzero(dense.owners == unit)
            if len(rows):
                vector = self.encoder.encode_query(without_surrogates(question))
                similarities = [float(dense.index.reconstruct(int(row)) @ vector) for row in rows]
                found[f"dense_{name}"] = dense.records[rows[int(np.argmax(similarities))]]
        words = self.segmenter.words(question)
        for name, ranker in self._sparse.items():
            known = [word for word in words if word in ranker.vocab_dict]
            records = self.records.channel(name)
            rows = np.flatnonzero(np.array([record.unit for record in records]) == unit)
            scores = np.asarray(ranker.get_scores(known))[rows] if known and len(rows) else np.zeros(0)
            if scores.any():
                found[f"bm25_{name}"] = records[rows[int(np.argmax(scores))]]
        return found

    def _nearest(self, dense: _Dense, vector: Vectors, n: int) -> tuple[fusion.Scores, Any]:
        """Per unit the best cosine of its records and which record that was (-1 if none came near)."""
        depth = min(_DEPTH, len(dense.records))
        similarities, rows = dense.index.search(vector.reshape(1, -1), depth)
        scores = np.full(n, float(similarities[0][-1]))
        best = np.full(n, -1, dtype=np.int64)
        for similarity, row in zip(similarities[0][::-1], rows[0][::-1], strict=True):
            unit = dense.owners[row]
            scores[unit], best[unit] = similarity, row
        return scores, best

    def _bm25(self, name: str, ranker: Any, words: list[str], n: int) -> fusion.Scores:
        """Per unit the best BM25 score of its records, 0 where no word occurs."""
        scores = np.zeros(n)
        known = [word for word in words if word in ranker.vocab_dict]
        if known:
            found = np.asarray(ranker.get_scores(known), dtype=np.float64)
            np.maximum.at(scores, np.array([record.unit for record in self.records.channel(name)]), found)
        return scores

    def _hit(
        self,
        unit: int,
        rank: int,
        fused: float,
        channels: Mapping[str, fusion.Scores],
        nearest: Mapping[str, tuple[fusion.Scores, Any]],
    ) -> Hit:
        found = self.records.units[unit]
        reached = {name: int(best[unit]) for name, (_, best) in nearest.items() if best[unit] >= 0}
        similarity = max((float(nearest[name][0][unit]) for name in reached), default=0.0)
        closest = max(
            (name for name in reached if name != "sentences"), key=lambda name: nearest[name][0][unit], default=None
        )
        record = self.records.channel(closest)[reached[closest]] if closest else None
        question = self.records.questions[reached["questions"]].text if "questions" in reached else None
        return Hit(
            passage=found.passage,
            sentence=found.sentence,
            unit=unit,
            rank=rank,
            fused=fused,
            similarity=similarity,
            point=Span(record.start, record.end) if record else Span(found.sentence.start, found.sentence.end),
            question=question,
            channels={name: float(scores[unit]) for name, scores in channels.items()},
        )
