"""Whether the plan answers a question: a calibrated decision over the features of `qa.features`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.outside import OutsideKind
from index.search import Example, Hit
from index.text import fold
from qa.features import Features
from qa.question import Question
from qa.rerank import core

# How much nearer than the plan an outside example has to be (cosine), chosen on the tuning questions: see README.
OUTSIDE_BY: dict[OutsideKind, float] = {"smalltalk": 0.03, "unsafe": 0.03, "out_of_scope": 0.02}
_TALK_CHARS = 20
_LONG_MORE = 0.03
CALIBRATION = Path(__file__).parent / "data" / "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the features with the threshold chosen for it, and how that was measured."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float  # of the probability; below it the question is refused
    measured: str

    def probability(self, features: Features) -> float:
        """The probability that the plan answers the question, 0 to 1."""
        score = self.intercept + sum(
            weight * float(getattr(features, name)) for name, weight in zip(self.names, self.weights, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=2)
def calibration(path: Path = CALIBRATION) -> Calibration:
    """The stored calibration. Raises FileNotFoundError if the file is missing."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        tuple(found["names"]), tuple(found["weights"]), found["intercept"], found["threshold"], found["measured"]
    )


def asks_for_term(question: Question, hit: Hit) -> bool:
    """Whether a question asks what a term means and the hit is the footnote that explains it."""
    term = hit.passage.place.glossary
    return term is not None and "definition" in question.wants and core(term) in fold(question.standalone)


def outside_kind(question: Question, examples: Sequence[Example], likeness: float) -> OutsideKind | None:
    """The kind of the nearest outside example, if it is clearly nearer than any question that the plan answers.

    Short texts count as small talk; a long one that looks like it hides something else and is another matter.
    """
    nearest = next((example for example in examples if example.kind != "not_in_plan"), None)
    if nearest is None:
        return None
    # a long story has something of many things in it, so it has to be much nearer to another matter
    story = len(question.text) > _TALK_CHARS and nearest.kind != "unsafe"
    more = _LONG_MORE if story else 0.0
    if nearest.similarity - likeness < OUTSIDE_BY[nearest.kind] + more:
        return None
    return "out_of_scope" if nearest.kind == "smalltalk" and len(question.text) > _TALK_CHARS else nearest.kind
