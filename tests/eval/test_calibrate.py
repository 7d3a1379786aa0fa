import math

import numpy as np
import pytest

from corpus.errors import BadInputError
from eval import calibrate
from eval.calibrate import Row
from eval.model import Question


def question(name, *, answerable=True):
    return Question(
        id=name, question=name, kind="fact", answerable=answerable, history=(), gold=(), quote="", cite=(), set="tune"
    )


def separable(n=60):
    chance = np.random.default_rng(0)
    return [
        Row({"near": float(chance.normal(3 if i % 2 else -3)), "noise": float(chance.normal())}, bool(i % 2))
        for i in range(n)
    ]


def test_the_fit_finds_the_feature_that_tells():
    fitted = calibrate.fit(separable(), day="2026-11-23")
    weights = dict(zip(fitted["names"], fitted["weights"], strict=True))
    assert weights["near"] > 5 * abs(weights["noise"])

    def probability(near):
        return 1 / (1 + math.exp(-(fitted["intercept"] + weights["near"] * near)))

    assert probability(-3) < fitted["threshold"] < probability(3)
    assert "拒答正确 1.000" in fitted["measured"] and "误拒 0.000" in fitted["measured"]


def test_too_few_of_a_kind_is_one_clear_line():
    with pytest.raises(BadInputError, match="各要至少"):
        calibrate.fit([Row({"near": 1.0}, True)] * 50, day="2026-11-23")


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        pytest.param({"mode": "extractive", "trace": {"features": {"near": 1.0}}}, 1, id="reached-the-decision"),
        pytest.param({"mode": "extractive", "trace": {"features": None}}, 0, id="ruled-before"),
        pytest.param({"mode": "smalltalk", "trace": {"features": {"near": 1.0}}}, 0, id="small-talk"),
        pytest.param(
            {"mode": "table", "trace": {"features": {"near": 1.0}}, "table_query": {"table": "projects"}}, 0, id="table"
        ),
    ],
)
def test_only_questions_that_reach_the_decision_count(answer, kept):
    assert len(calibrate.rows(lambda asked: answer, [question("q")])) == kept
