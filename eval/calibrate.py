"""Fitting the refusal decision: a logistic regression over the features that the chain records.

Only the tuning and the calibration questions are used. Each feature is scaled to unit variance for the fit and the
weights are scaled back, so that the stored ones apply to raw features. What is reported is measured by five-fold
cross-validation, never on questions that the fit has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import BadInputError
from eval.model import Question

THRESHOLD = 0.35  # of the probability; chosen on the cross-validation: see qa/README.md, Decisions
_FOLDS, _SEED = 5, 0
_LEAST = 20  # questions of either kind


@dataclass(frozen=True, slots=True)
class Row:
    """A question's features, and whether the plan answers it."""

    features: dict[str, float]
    answerable: bool


def rows(answer_of: Callable[[Question], Mapping[str, Any]], questions: Sequence[Question]) -> list[Row]:
    """The features of all questions that reach the decision; rules and table queries decide the others before it.

    `answer_of` gives a question's answer with its trace, refusals switched off.
    """
    found = []
    for question in questions:
        answer = answer_of(question)
        features = answer.get("trace", {}).get("features")
        if features and not answer.get("table_query") and answer["mode"] != "smalltalk":
            found.append(Row(features, question.answerable))
    return found


def fit(found: Sequence[Row], *, threshold: float = THRESHOLD, day: str) -> dict[str, Any]:
    """The calibration as qa/data/calibration.json holds it.

    Raises BadInputError if either kind of question is too rare to learn from.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    answerable = np.array([row.answerable for row in found], dtype=int)
    if min(answerable.sum(), len(found) - answerable.sum()) < _LEAST:
        raise BadInputError(f"可答与不可答的题各要至少 {_LEAST} 道，才能校准拒答")
    names = list(found[0].features)
    raw = np.array([[row.features[name] for name in names] for row in found])
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    scaled = (raw - mean) / spread
    model = LogisticRegression(class_weight="balanced", max_iter=2000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    probability = cross_val_predict(model, scaled, answerable, cv=folds, method="predict_proba")[:, 1]
    model.fit(scaled, answerable)
    weights = model.coef_[0] / spread
    right = float(np.mean(probability[answerable == 0] < threshold))
    wrong = float(np.mean(probability[answerable == 1] < threshold))
    return {
        "names": names,
        "weights": [round(float(weight), 4) for weight in weights],
        "intercept": round(float(model.intercept_[0] - (weights * mean).sum()), 4),
        "threshold": threshold,
        "measured": f"{day} 调参题与校准题 {len(found)} 道（可答 {answerable.sum()}、不可答 "
        f"{len(found) - answerable.sum()}），{_FOLDS} 折交叉："
        f"拒答正确 {right:.3f}，误拒 {wrong:.3f}（规则先行拦下的不计）",
    }
