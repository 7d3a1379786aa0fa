"""Fitting the refusal decision: the probes (eval/probes.py) and a logistic regression over the features.

Only the tuning and the calibration questions are used, each looked at as if it were not among the examples that the
index holds. The probes also learn from all everyday questions and near misses beside the plan; what they say of a
question is always said by ones that have not seen it (cross-fitting). Each feature is scaled to unit variance for the
fit and the weights are scaled back, so that the stored ones apply to raw features. What is reported is measured by
five-fold cross-validation in which a question and its near miss stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import BadInputError
from eval import probes
from eval.model import Question
from eval.probes import Shown
from qa.probe import Probes, Wording

THRESHOLD = 0.22  # of the probability; chosen on the cross-validation: see qa/README.md, Decisions
PAIRS = "p-"  # how the ids of pairs begin
FOLDS, _SEED = 5, 0
_LEAST = 20  # questions of either kind
# A pair's two questions differ in one thing only; people's questions seldom are that alike, so a single one weighs
# more. Chosen on the cross-validation of the tuning set: 2, 4, 8 refuse 0.82, 0.83, 0.85 at 3 % wrong refusals.
_SINGLE = 8.0
Floats = npt.NDArray[np.float64]


class Examined(Protocol):
    """What the decision looks at, e.g. `qa.chain.Examined`."""

    @property
    def features(self) -> Any:
        """By `as_dict()`, the features."""

    @property
    def wording(self) -> Wording:
        """What the probes read."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what the decision looks at; questions of a `group` are never split."""

    text: str
    features: dict[str, float]
    wording: Wording
    answerable: bool
    group: str
    set: str

    @property
    def paired(self) -> bool:
        """Whether it belongs to a question with its near miss."""
        return self.group.startswith(PAIRS)


def rows(examine: Callable[[Question], Examined | None], questions: Iterable[Question]) -> list[Row]:
    """All questions that reach the decision; rules and table queries decide the others before it."""
    found = []
    for question in questions:
        if (seen := examine(question)) is not None:
            group = question.id.rsplit(".", 1)[0]  # p-a-12.yes and p-a-12.no are a pair
            found.append(
                Row(
                    question.question,
                    seen.features.as_dict(),
                    seen.wording,
                    question.answerable,
                    group,
                    question.set,
                )
            )
    return found


def fit(
    found: Sequence[Row], examples: Shown, *, threshold: float = THRESHOLD, day: str
) -> tuple[dict[str, Any], Probes]:
    """The calibration as qa/data/calibration.json holds it, with a table of what each threshold brings; the probes.

    Raises BadInputError if either kind of question is too rare to learn from.
    """
    answerable = np.array([row.answerable for row in found], dtype=int)
    if min(answerable.sum(), len(found) - answerable.sum()) < _LEAST:
        raise BadInputError(f"可答与不可答的题各要至少 {_LEAST} 道，才能校准拒答")
    names = list(found[0].features)
    raw = np.array([[row.features[name] for name in names] for row in found])
    folds = _folds([row.group for row in found])
    own = probes.shown([row.text for row in found], [row.wording for row in found], answerable.tolist())
    raw[:, [names.index("habit"), names.index("leftover")]] = _judged(own, examples, folds)
    importance = np.array([1.0 if row.paired else _SINGLE for row in found])
    probability = np.zeros(len(found))
    for fold in range(FOLDS):
        inside = folds != fold
        weights, intercept = _logistic(raw[inside], answerable[inside], importance[inside])
        probability[~inside] = 1 / (1 + np.exp(-(raw[~inside] @ weights + intercept)))
    weights, intercept = _logistic(raw, answerable, importance)
    right = float(np.mean(probability[answerable == 0] < threshold))
    wrong = float(np.mean(probability[answerable == 1] < threshold))
    return {
        "names": names,
        "weights": [round(float(weight), 4) for weight in weights],
        "intercept": round(float(intercept), 4),
        "threshold": threshold,
        "measured": f"{day} 调参题与校准题 {len(found)} 道（可答 {answerable.sum()}、不可答 "
        f"{len(found) - answerable.sum()}），{FOLDS} 折交叉："
        f"拒答正确 {right:.3f}，误拒 {wrong:.3f}（规则先行拦下的不计）",
        "curve": _curve(found, answerable, probability),
    }, probes.fit(own, examples)


def _curve(
    found: Sequence[Row], answerable: npt.NDArray[np.int64], probability: Floats
) -> list[dict[str, float | str]]:
    """By threshold and set: the share rightly and the share wrongly refused."""
    sets = np.array([row.set for row in found])
    table: list[dict[str, float | str]] = []
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        for name in dict.fromkeys(sets):
            refused = probability < threshold
            table.append(
                {
                    "threshold": threshold,
                    "set": str(name),
                    "right": round(float(refused[(sets == name) & (answerable == 0)].mean()), 3),
                    "wrong": round(float(refused[(sets == name) & (answerable == 1)].mean()), 3),
                }
            )
    return table


def _folds(groups: Sequence[str]) -> npt.NDArray[np.int64]:
    """The fold of each question, the same for all of a group."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    shuffled = np.random.default_rng(_SEED).permutation(len(numbers))
    return np.array([shuffled[numbers[group]] % FOLDS for group in groups], dtype=np.int64)


def _logistic(raw: Floats, answerable: npt.NDArray[np.int64], importance: Floats) -> tuple[Floats, float]:
    """Weights for raw features, and the intercept."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    model = LogisticRegression(class_weight="balanced", max_iter=5000).fit(
        (raw - mean) / spread, answerable, importance
    )
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - (weights * mean).sum())


def _judged(own: Shown, examples: Shown, folds: npt.NDArray[np.int64]) -> Floats:
    """What probes say that have not seen the question, shape (n, 2)."""
    said = np.zeros((len(own.texts), 2))
    for fold in range(FOLDS):
        inside = folds != fold
        hidden = {text for text, kept in zip(own.texts, inside, strict=True) if not kept}
        fitted = probes.fit(own.where(inside), examples.unlike(hidden))
        unseen = own.where(~inside)
        said[~inside] = fitted.log_odds(unseen.inputs, unseen.n_grams)
    return said
