"""Finding the units of a plan that a question is about.

question → dense (sentences, points, questions) + words (sentences, questions) → fused → hits
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from corpus.model import Passage, Plan, Sentence, Span
from corpus.outside import OutsideKind
from index import fusion, scores
from index.cover import Cover, Holding, cover
from index.embed import Encoder, Vectors
from index.everyday import Everyday, Examples
from index.grams import UnitGrams
from index.segment import Segmenter
from index.store import Stored
from index.text import without_surrogates
from index.units import Record, Records

# Weights of the channels, learned by index/weigh.py from the document expansion: see README, Decisions.
WEIGHTS = {
    "dense_sentences": 0.3,
    "dense_points": 2.05,
    "dense_questions": 2.35,
    "dense_kin_questions": 2.35,
    "bm25_sentences": 0.25,
    "bm25_questions": 0.65,
    "bm25_cover_sentences": 0.45,
    "bm25_unit_grams": 5.3,
}
_DERIVED = {"dense_kin_questions": "dense_questions", "bm25_cover_sentences": "bm25_sentences"}
_GRAMS = "bm25_unit_grams"
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
        self._owners = {name: _owners(records.channel(name)) for name in stored.sparse}
        self._dense = {
            name: _Dense(
                records.channel(name),
                _owners(records.channel(name)),
                index,
            )
            for name, index in stored.dense.items()
            if records.channel(name) and name != "outside"
        }
        self._grams = UnitGrams([*records.sentences, *records.points, *records.questions], len(records.units))
        self._outside = stored.dense.get("outside") if records.outside else None
        asked = self._dense.get("questions")
        self.everyday = Everyday(
            [record.text for record in records.questions],
            _owners(records.questions),
            asked.index if asked else None,
            len(records.units),
        )
        self._vector = lru_cache(maxsize=256)(encoder.encode_query)  # a question is searched by several steps

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels that this plan has records for."""
        names = {*(f"dense_{name}" for name in self._dense), *(f"bm25_{name}" for name in self._sparse)}
        names |= {derived for derived, own in _DERIVED.items() if own in names} | {_GRAMS}
        return tuple(name for name in WEIGHTS if name in names)

    def search(
        self,
        question: str,
        *,
        limit: int = 20,
        weights: Mapping[str, float] = WEIGHTS,
        extra: str = "",
        without: str | None = None,
    ) -> tuple[Hit, ...]:
        """The best units, best first. `extra` is words of the plan to look for besides the question's own.

        Records whose text is `without` count as not there: so an everyday question can be asked as if it were new.
        """
        question = without_surrogates(question)
        channels, reached = self._scores(question, f"{question} {extra}", weights, without)
        fused = fusion.weighted_sum(channels, weights)
        order = np.lexsort((np.arange(len(fused)), -fused))[:limit]
        return tuple(
            self._hit(int(unit), rank, float(fused[unit]), channels, reached) for rank, unit in enumerate(order, 1)
        )

    def outside(self, question: str, *, limit: int = 5, without: str | None = None) -> tuple[Example, ...]:
        """The nearest examples of inputs that the plan does not answer, best first; () where there are none."""
        if self._outside is None:
            return ()
        vector = self._vector(without_surrogates(question)).reshape(1, -1)
        depth = limit if without is None else limit + 1
        similarities, rows = self._outside.search(vector, min(depth, len(self.records.outside)))
        found = (
            Example(self.records.outside_kinds[row], self.records.outside[row].text, float(similarity))
            for similarity, row in zip(similarities[0], rows[0], strict=True)
        )
        return tuple(example for example in found if example.text != without)[:limit]

    def kin(self, question: str, *, limit: int, without: str | None = None) -> tuple[tuple[int, float], ...]:
        """The unit and the cosine of the nearest everyday questions, best first; () where none were written."""
        dense = self._dense.get("questions")
        if dense is None:
            return ()
        similarities, rows = _found(dense, self._vector(without_surrogates(question)), without)
        return tuple((int(dense.owners[row]), float(s)) for s, row in zip(similarities[:limit], rows, strict=False))

    def examples(self) -> Examples:
        """All everyday questions and near misses, each as if it were new. Raises ValueError where none were written."""
        near = [row for row, kind in enumerate(self.records.outside_kinds) if kind == "not_in_plan"]
        if self._outside is None or not near or "questions" not in self._dense:
            raise ValueError("no everyday questions or no near misses")
        vectors = np.stack([self._outside.reconstruct(row) for row in near])
        return self.everyday.examples([self.records.outside[row].text for row in near], vectors)

    def vector(self, question: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""
        return np.asarray(self._vector(without_surrogates(question)), dtype=np.float32)

    def shared_grams(self, question: str, unit: int, *, without: str | None = None) -> float:
        """The share of a question's characters and pairs that a unit and what leads to it have, 0 to 1."""
        return self._grams.share(without_surrogates(question), unit, without=without)

    def cover(self, question: str, unit: int, *, without: str | None = None) -> Cover:
        """How much of a question a unit and its everyday questions say."""
        words = self.segmenter.words(without_surrogates(question))
        channels = [Holding(self._sparse[name], self.records.channel(name)) for name in self._sparse]
        return cover(words, unit, channels, len(self.records.units), without=without)

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

    def channel_scores(self, question: str, *, without: str | None = None) -> dict[str, fusion.Scores]:
        """The raw scores of all channels, each of shape (n_units,), higher is better; for learning their weights."""
        return self._scores(question, question, WEIGHTS, without)[0]

    def _scores(
        self, question: str, text: str, weights: Mapping[str, float], without: str | None
    ) -> tuple[dict[str, fusion.Scores], dict[str, scores.Rows]]:
        """Per unit the scores of the channels that have a weight, and the record that each dense channel reached."""
        n = len(self.records.units)
        channels: dict[str, fusion.Scores] = {}
        reached: dict[str, scores.Rows] = {}
        vector = self._vector(question)
        for name, dense in self._dense.items():
            if _wanted(f"dense_{name}", weights):
                similarities, rows = _found(dense, vector, without)
                channels[f"dense_{name}"], reached[name] = scores.best(similarities, rows, dense.owners, n)
                if name == "questions":
                    channels["dense_kin_questions"] = scores.mean_of_best(similarities, rows, dense.owners, n)
        words = self.segmenter.words(text)
        for name, ranker in self._sparse.items():
            if _wanted(f"bm25_{name}", weights):
                channels[f"bm25_{name}"] = self._bm25(name, ranker, words, n, without)
                if name == "sentences":
                    channels["bm25_cover_sentences"] = scores.coverage(ranker, words, self._owners[name], n)
        if weights.get(_GRAMS):
            channels[_GRAMS] = self._grams.scores(text, without=without)
        return channels, reached

    def _bm25(self, name: str, ranker: Any, words: list[str], n: int, without: str | None) -> fusion.Scores:
        """Per unit the best BM25 score of its records, 0 where no word occurs."""
        best = np.zeros(n)
        known = [word for word in words if word in ranker.vocab_dict]
        if known:
            found = np.asarray(ranker.get_scores(known), dtype=np.float64)
            if without is not None:
                records = self.records.channel(name)
                found[[row for row, record in enumerate(records) if record.text == without]] = 0.0
            np.maximum.at(best, self._owners[name], found)
        return best

    def _hit(
        self,
        unit: int,
        rank: int,
        fused: float,
        channels: Mapping[str, fusion.Scores],
        reached: Mapping[str, scores.Rows],
    ) -> Hit:
        found = self.records.units[unit]
        rows = {name: int(best[unit]) for name, best in reached.items() if best[unit] >= 0}
        similarity = max((float(channels[f"dense_{name}"][unit]) for name in rows), default=0.0)
        closest = max(
            (name for name in rows if name != "sentences"),
            key=lambda name: channels[f"dense_{name}"][unit],
            default=None,
        )
        record = self.records.channel(closest)[rows[closest]] if closest else None
        question = self.records.questions[rows["questions"]].text if "questions" in rows else None
        return Hit(
            passage=found.passage,
            sentence=found.sentence,
            unit=unit,
            rank=rank,
            fused=fused,
            similarity=similarity,
            point=Span(record.start, record.end) if record else Span(found.sentence.start, found.sentence.end),
            question=question,
            channels={name: float(found_[unit]) for name, found_ in channels.items()},
        )


def _owners(records: Sequence[Record]) -> Any:
    """The unit of each record, int64 (n_records,)."""
    return np.array([record.unit for record in records], dtype=np.int64)


def _wanted(channel: str, weights: Mapping[str, float]) -> bool:
    """Whether a channel or one that is derived from it has a weight."""
    return any(weights.get(name) for name in (channel, *(new for new, own in _DERIVED.items() if own == channel)))


def _found(dense: _Dense, vector: Vectors, without: str | None) -> tuple[fusion.Scores, scores.Rows]:
    """The similarities and rows of the nearest records, best first."""
    similarities, rows = dense.index.search(vector.reshape(1, -1), min(_DEPTH, len(dense.records)))
    if without is None:
        return similarities[0], rows[0]
    kept = np.array([dense.records[row].text != without for row in rows[0]])
    return similarities[0][kept], rows[0][kept]
